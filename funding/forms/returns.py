"""Entering money that came back unspent, and deciding what another person entered."""

from typing import Any

from django import forms
from django.utils import timezone

from mvp_coord.lib.once import TicketField

from .allocations import AmountField
from .awards import WHY, MoneyDay


class CameBackForm(forms.Form):
    """How much came back, on which day, why. Sent twice, it is entered once."""

    amount = AmountField(label="How much came back")
    came_on = MoneyDay(label="When", help_text="The day on which the money came.")
    reason = forms.CharField(
        max_length=1000,
        label="Why",
        widget=forms.Textarea(attrs=WHY),
        help_text="What they did not spend, by which letter: for whoever reads the books.",
    )

    def __init__(self, data: Any, *, user_id: int) -> None:
        super().__init__(data)
        self.fields["came_on"].initial = timezone.localdate()
        self.fields["ticket"] = TicketField(user_id)


class DecideReturnForm(forms.Form):
    """What becomes of money that another person says came back."""

    act = forms.ChoiceField(choices=[(each, each) for each in ("post", "refuse")])
    reason = forms.CharField(required=False, max_length=1000)
