"""What people write into the books of a fund of ours: money that came in, went to another fund, or was given back."""

from typing import Any

from django import forms

from funding.models import Fund
from funding.models.fund import FundQuerySet
from mvp_coord.lib.once import TicketField

from .allocations import AmountField


class PostForm(forms.Form):
    """One movement. Sent twice, it is posted once."""

    act = forms.ChoiceField(
        label="What happened",
        choices=[
            ("receive", "Money came in from outside"),
            ("transfer", "It moves to another fund of the same vehicle"),
            ("give_back", "It goes back to whoever gave it, or out as a fee"),
        ],
        widget=forms.RadioSelect,
    )
    amount = AmountField(label="Amount")
    target = forms.ModelChoiceField(label="To which fund", queryset=Fund.objects.none(), required=False)
    reason = forms.CharField(
        max_length=1000, label="Why", help_text="From whom, by which paper: for whoever reads the books."
    )

    def __init__(self, data: Any, *, user_id: int, fund: Fund, funds: FundQuerySet) -> None:
        super().__init__(data)
        self.fields["ticket"] = TicketField(user_id)
        target = self.fields["target"]
        assert isinstance(target, forms.ModelChoiceField)
        target.queryset = funds.filter(is_managed=True, vehicle=fund.vehicle).exclude(pk=fund.pk)
        target.empty_label = "Only for a move"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("act") == "transfer" and not given.get("target"):
            self.add_error("target", "Choose the fund that it moves to.")
        if given.get("act") != "transfer":
            given["target"] = None
        return given


class ReverseForm(forms.Form):
    """Why a posting is taken back."""

    reason = forms.CharField(max_length=1000)
