"""Money rules as admins write them, and as counsel ends them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone

from funding.actions.rules import Terms
from funding.colors import RESTRICTION, USES, Rule
from funding.models import MoneyRule
from funding.reports.rule_trial import Draft
from mvp_coord.lib import wording
from partners.forms.records import Difference
from partners.models.family import Vehicle

from .awards import MoneyDay
from .tried import AREA, TriedForm, not_past

# Words of addresses below /funding/rules/, which no rule is called.
_TAKEN: Final = frozenset({"new"})


class _Vehicles(forms.MultipleChoiceField):
    """Which vehicles; none chosen means any."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            choices=Vehicle.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="None chosen: any vehicle.",
        )


class RuleForm(TriedForm):
    """A version of a rule: the first one, or the next."""

    code = forms.SlugField(
        max_length=60,
        label="Short name",
        help_text="Small letters and hyphens, such as c4-to-pac. It stays for ever.",
    )
    sources = _Vehicles("Money of")
    recipients = _Vehicles("To")
    use = forms.ChoiceField(label="For", choices=list(USES.items()))
    outcome = forms.ChoiceField(label="What follows", choices=MoneyRule.Outcome)
    reason = forms.CharField(
        max_length=1000, label="Why", widget=forms.Textarea(attrs=AREA), help_text="For a colleague who asks."
    )
    citation = forms.CharField(max_length=300, label="What it rests on", help_text="The law or ruling.")
    wording = forms.CharField(
        required=False,
        max_length=2000,
        label="What the restriction would say",
        widget=forms.Textarea(attrs=AREA),
        help_text="Needed where a restriction follows.",
    )
    meter = forms.ChoiceField(
        required=False, label="Counts against", choices=[("", "Nothing"), *MoneyRule.Meter.choices]
    )
    starts_on = MoneyDay(label="Holds from", help_text="Today, or a later day.")
    ends_on = MoneyDay(
        required=False,
        label="Holds until before",
        help_text="The first day on which it holds no more; empty: no end.",
    )

    def __init__(self, data: Any, *, of: Sequence[MoneyRule] = (), user_id: int) -> None:
        super().__init__(data, of=of, user_id=user_id)
        self.fields["starts_on"].initial = timezone.localdate()
        if of:
            del self.fields["code"]
            for name in _WRITTEN:
                self.fields[name].initial = getattr(of[-1], name)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if code in _TAKEN:
            raise forms.ValidationError("Choose another name: this word stands in an address.")
        if MoneyRule.objects.filter(code=code).exists():
            raise forms.ValidationError("There is, or was, a rule of this name: change that one, or choose another.")
        return code

    def clean_starts_on(self) -> dt.date:
        return not_past(self.cleaned_data["starts_on"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        starts, ends = facts.get("starts_on"), facts.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", f"Must be after {wording.day(starts)}, when it begins.")
        if facts.get("outcome") == RESTRICTION and "wording" not in self.errors and not facts.get("wording"):
            self.add_error("wording", "Say what the restriction would say: whoever makes the grant is shown it.")
        return facts

    @property
    def rule_code(self) -> str:
        """The name of the rule."""
        return str(self.of[-1].code if self.of else self.cleaned_data["code"])

    def terms(self) -> Terms:
        """What was written."""
        return Terms(**{name: self.cleaned_data[name] for name in (*_WRITTEN, "starts_on", "ends_on")})

    def draft(self) -> Draft:
        facts = {name: self.cleaned_data[name] for name in _WRITTEN}
        facts |= {name: frozenset(facts[name]) for name in ("sources", "recipients")}
        version = self.of[-1].version + 1 if self.of else 1
        return Draft(
            self.rule_code, self.cleaned_data["starts_on"], Rule(code=self.rule_code, version=version, **facts)
        )

    def differences(self) -> list[Difference]:
        """Where the last version of now says something else than what was written."""
        return self.differences_in((*_WRITTEN, "starts_on", "ends_on"))


class EndForm(TriedForm):
    """From which day no version of a rule holds any more."""

    is_end = True
    starts_on = MoneyDay(label="Holds no more from", help_text="Today, or a later day.")

    def clean_starts_on(self) -> dt.date:
        day = not_past(self.cleaned_data["starts_on"])
        if not MoneyRule.objects.not_over(day).filter(code=self.of[-1].code).exists():
            raise forms.ValidationError("It holds no more from that day on already.")
        return day

    def draft(self) -> Draft:
        return Draft(self.of[-1].code, self.cleaned_data["starts_on"], None)

    def differences(self) -> list[Difference]:
        """When the last version ends by now, and when it would."""
        now = self.of[-1].ends_on
        return [
            Difference(
                "Holds no more from", wording.day(now) if now else "", wording.day(self.cleaned_data["starts_on"])
            )
        ]


_WRITTEN: Final = ("sources", "recipients", "use", "outcome", "reason", "citation", "wording", "meter")
