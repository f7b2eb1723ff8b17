"""The next version of a limit of meters, as admins and counsel write it."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone

from funding.actions.limits import LimitTerms
from funding.meters.limits import DOLLARS, LIMITS, PERCENT, Limit, plain
from funding.models import MeterLimit
from funding.reports.rule_trial import LimitDraft
from mvp_coord.lib import wording
from partners.forms.records import Difference

from .awards import MoneyDay
from .tried import AREA, TriedForm, not_past

_HELP: Final = {PERCENT: "Percent, such as 40 or 12.5.", DOLLARS: "Dollars.", "states": "How many states."}
_MOST: Final = {PERCENT: Decimal("99.99"), DOLLARS: Decimal(1_000_000_000), "states": Decimal(50)}


class LimitForm(TriedForm):
    """A figure, why, what it rests on, and from which day."""

    figure = forms.DecimalField(max_digits=14, decimal_places=2, label="The figure")
    reason = forms.CharField(
        max_length=1000, label="Why", widget=forms.Textarea(attrs=AREA), help_text="For a colleague who asks."
    )
    citation = forms.CharField(max_length=300, label="What it rests on", help_text="The law or ruling.")
    starts_on = MoneyDay(label="Holds from", help_text="Today, or a later day.")

    def __init__(self, data: Any, *, of: Sequence[MeterLimit], user_id: int) -> None:
        super().__init__(data, of=of, user_id=user_id)
        self.kind = LIMITS[of[-1].code]
        self.fields["starts_on"].initial = timezone.localdate()
        for name in ("reason", "citation"):
            self.fields[name].initial = getattr(of[-1], name)
        field = self.fields["figure"]
        field.label, field.help_text = self.kind.label, _HELP[self.kind.unit]
        field.initial = plain(of[-1].figure)

    def clean_figure(self) -> Decimal:
        figure = Decimal(self.cleaned_data["figure"])
        if not 0 < figure <= _MOST[self.kind.unit]:
            raise forms.ValidationError(f"More than nothing, and at most {self.kind.said(_MOST[self.kind.unit])}.")
        if self.kind.unit == "states" and figure != int(figure):
            raise forms.ValidationError("A whole number of states.")
        return figure

    def clean_starts_on(self) -> dt.date:
        return not_past(self.cleaned_data["starts_on"])

    def terms(self) -> LimitTerms:
        """What was written."""
        return LimitTerms(**{name: self.cleaned_data[name] for name in ("figure", "reason", "citation", "starts_on")})

    def draft(self) -> LimitDraft:
        terms, last = self.terms(), self.of[-1]
        limit = Limit(last.code, last.version + 1, terms.figure, terms.reason, terms.citation)
        return LimitDraft(limit, terms.starts_on)

    def differences(self) -> list[Difference]:
        now = self.of[-1]
        assert isinstance(now, MeterLimit)
        pairs = [
            ("The figure", self.kind.said(now.figure), self.kind.said(self.cleaned_data["figure"])),
            ("Holds from", wording.day(now.starts_on), wording.day(self.cleaned_data["starts_on"])),
        ]
        found = [Difference(*each) for each in pairs if each[1] != each[2]]
        return found + self.differences_in(["reason", "citation"])
