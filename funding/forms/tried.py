"""What is looked at before it is saved (a version of a rule, or of a limit), and what counsel says of one.

Nothing is saved before it was tried: `tried` names just what was written when the trial was shown.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from funding.actions.versions import state_of
from funding.models import MeterLimit, MoneyRule
from mvp_coord.lib import wording
from mvp_coord.lib.once import TicketField
from partners.forms.records import Difference

AREA: Final = {"rows": 3}


class TriedForm(forms.Form):
    """What is tried before it is saved. `of`: the versions there are, the first one first; none for what is new."""

    is_end = False  # whether it ends something, and begins nothing
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    tried = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, of: Sequence[MoneyRule] | Sequence[MeterLimit] = (), user_id: int) -> None:
        super().__init__(data)
        self.of, self.user_id = of, user_id
        self.fields["seen"].initial = state_of(of)
        self.fields["ticket"] = TicketField(user_id)

    @property
    def is_stale(self) -> bool:
        """Whether it is not what was shown with the form any more."""
        return bool(self.cleaned_data["seen"] != state_of(self.of))

    @property
    def was_tried(self) -> bool:
        """Whether just this was shown as a trial."""
        return constant_time_compare(self.cleaned_data["tried"], self._mark())

    def draft(self) -> Any:
        """What would hold, for the trial."""
        raise NotImplementedError

    def differences(self) -> list[Difference]:
        """After a conflict: where what stands now says something else than what was written."""
        raise NotImplementedError

    def differences_in(self, names: Iterable[str]) -> list[Difference]:
        """Where the last version of now says something else in these fields."""
        now, found = self.of[-1], []
        for name in names:
            said, yours = (
                _in_words(self.fields[name], each) for each in (getattr(now, name), self.cleaned_data[name])
            )
            if said != yours:
                found.append(Difference(str(self.fields[name].label), said, yours))
        return found

    def mark_as_tried(self) -> None:
        """What is shown from here on as a trial may be saved as it is written."""
        self._put(tried=self._mark())

    def keep_for_another_try(self) -> None:
        """After a conflict: what was written stays, and is about what stands now from here on."""
        self._put(seen=state_of(self.of), tried="")

    def _put(self, **hidden: str) -> None:
        posted: QueryDict = self.data.copy()  # type: ignore[attr-defined]
        for name, value in hidden.items():
            posted[name] = value
        self.data = posted

    def _mark(self) -> str:
        facts = {name: value for name, value in self.cleaned_data.items() if name not in ("tried", "ticket")}
        plain = json.dumps([self.user_id, facts], cls=DjangoJSONEncoder, sort_keys=True)
        # Written in a box and carried in a hidden field, lines end differently.
        return salted_hmac("trial of a money rule", plain.replace("\\r\\n", "\\n")).hexdigest()


class SaveForm(forms.Form):
    """Why it changes."""

    why = forms.CharField(
        max_length=500, label="Why it changes", help_text="For the history: on whose advice, after which ruling."
    )


class ConfirmForm(forms.Form):
    """Counsel has read a version."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        required=False, max_length=2000, label="What you looked at", widget=forms.Textarea(attrs=AREA)
    )


class WithdrawForm(forms.Form):
    """Whoever wrote a version that is still to come takes it back."""

    seen = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(max_length=500, label="Why you withdraw it", help_text="The history keeps it.")


def not_past(day: dt.date) -> dt.date:
    """Today or later; raises what the form says."""
    if day < timezone.localdate():
        raise forms.ValidationError("What is past stays as it was: today, or later.")
    return day


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, dt.date):
        return wording.day(value)
    labels = dict(getattr(field, "choices", ()))
    if isinstance(value, list | tuple):
        return ", ".join(str(labels.get(each, each)) for each in value)
    return str(labels.get(value, value) or "")
