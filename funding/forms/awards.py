"""What people write about an award: a review, counsel's word, its parts and their days, what is owed, amounts."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone

from funding.models import Allocation, Installment, Requirement, Review
from mvp_coord.lib import wording
from mvp_coord.lib.days import DayField
from mvp_coord.lib.once import TicketField
from partners.forms.records import DayInput

from .allocations import AmountField

WHY: Final = {"rows": 2}
A_YEAR: Final = dt.timedelta(days=365)


class MoneyDay(DayField):
    """A day in this century, picked in a calendar where the browser has one."""

    widget = DayInput


class ReviewForm(forms.Form):
    """What operations or legal says before the approval."""

    side = forms.ChoiceField(choices=Review.Side)
    passed = forms.TypedChoiceField(
        label="What you found",
        choices=[("yes", "Nothing stands against it"), ("no", "Something stands against it")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        required=False, max_length=2000, label="What you looked at", widget=forms.Textarea(attrs=WHY)
    )

    def __init__(self, *args: Any, sides: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        side = self.fields["side"]
        assert isinstance(side, forms.ChoiceField)
        side.choices = [each for each in Review.Side.choices if each[0] in sides]
        side.label = "For"
        side.error_messages["invalid_choice"] = "The legal review is counsel's."


class CounselForm(forms.Form):
    """Counsel's word on what the rules leave to counsel."""

    decision = forms.ChoiceField(
        label="Your word",
        choices=[("sign", "It may go as it is"), ("refuse", "It may not")],
        widget=forms.RadioSelect,
    )
    expires_on = forms.DateField(
        label="Until",
        required=False,
        widget=DayInput,
        help_text="The last day on which your word holds, a year at most. It falls at once when what the money is "
        "for, who receives it, or a rule changes.",
    )
    reason = forms.CharField(max_length=4000, label="Why", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expires_on"].initial = timezone.localdate() + A_YEAR

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == "sign" and not given.get("expires_on") and "expires_on" not in self.errors:
            self.add_error("expires_on", "Say until when it holds.")
        return given


class PartForm(forms.Form):
    """One part of what is still to be paid."""

    due_on = MoneyDay(label="Due")
    amount = AmountField(label="Amount")


class EvenPartsForm(forms.Form):
    """Equal parts, asked by the address: how many, the first when, how far apart."""

    parts = forms.IntegerField(min_value=1, max_value=24, label="Parts")
    first = MoneyDay(label="The first on")
    months = forms.IntegerField(min_value=1, max_value=24, initial=1, label="Months apart")


Parts: type[BaseFormSet] = formset_factory(PartForm, extra=2, max_num=60, absolute_max=60)


class PartStepForm(forms.Form):
    """What happens to one part: let it go, it went, it came back."""

    act = forms.ChoiceField(choices=[(each, each) for each in ("approve", "pay", "undo")])
    on = MoneyDay(required=False)
    reason = forms.CharField(required=False, max_length=2000)


class RequirementForm(forms.ModelForm):
    """Something that the recipient owes."""

    class Meta:
        model = Requirement
        fields = ["kind", "what", "due_on", "installment"]
        field_classes = {"due_on": MoneyDay}
        labels = {"kind": "What kind", "what": "What exactly", "due_on": "By", "installment": "Which payment waits"}
        help_texts = {"what": "", "installment": ""}

    def __init__(self, data: Any, *, user_id: int, allocation: Allocation) -> None:
        super().__init__(data)
        self.fields["ticket"] = TicketField(user_id)
        part = self.fields["installment"]
        assert isinstance(part, forms.ModelChoiceField)
        part.queryset = allocation.installments.filter(status__in=("scheduled", "approved"))
        part.label_from_instance = _part_in_words  # type: ignore[method-assign, assignment]
        part.empty_label = "No payment"


class SettleForm(forms.Form):
    """A requirement is met, waived, or open again."""

    act = forms.ChoiceField(choices=[(each, each) for each in ("meet", "waive", "reopen")])
    note = forms.CharField(required=False, max_length=2000)


class AmendForm(forms.Form):
    """Another amount for an award."""

    amount = AmountField(label="The new amount")
    reason = forms.CharField(max_length=2000, label="Why", widget=forms.Textarea(attrs=WHY))


class DecideForm(forms.Form):
    """What becomes of a proposed change of the amount."""

    act = forms.ChoiceField(choices=[(each, each) for each in ("approve", "refuse")])
    reason = forms.CharField(required=False, max_length=2000)


def _part_in_words(part: Installment) -> str:
    return f"{wording.amount_exact(part.amount, part.allocation.currency)}, due {wording.day(part.due_on)}"
