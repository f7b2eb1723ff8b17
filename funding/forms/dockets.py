"""What people write about a docket: a new one, an item's memo, what was decided, the minutes."""

from decimal import Decimal
from typing import Any

from django import forms

from funding.actions.dockets import READY
from funding.models import Allocation, Docket, DocketItem
from funding.models.allocation import AllocationQuerySet
from mvp_coord.lib import wording
from mvp_coord.lib.once import TicketField

from .allocations import AmountField
from .awards import MoneyDay


class DocketForm(forms.Form):
    """A meeting to prepare. No model form: sent twice, it must find the docket that the first has made."""

    title = forms.CharField(label="What the meeting is called", max_length=120)
    meets_on = MoneyDay(label="When it meets")

    def __init__(self, data: Any, *, user_id: int) -> None:
        super().__init__(data)
        self.fields["ticket"] = TicketField(user_id)

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if not any(letter.isalnum() for letter in title):
            raise forms.ValidationError("Give it a name with letters in it.")
        return title


class PutOnForm(forms.Form):
    """Which allocations go on it."""

    allocations = forms.ModelMultipleChoiceField(
        label="Allocations", queryset=Allocation.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, docket: Docket, visible: AllocationQuerySet) -> None:
        super().__init__(data)
        ready = visible.filter(fund__is_managed=True, status__in=READY).exclude(docket_items__docket=docket)
        elsewhere = DocketItem.objects.filter(decision="", docket__closed_at=None).values("allocation")
        field = self.fields["allocations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = ready.exclude(pk__in=elsewhere).select_related("fund", "entity__partner")
        field.label_from_instance = _in_words  # type: ignore[method-assign, assignment]


class MemoForm(forms.ModelForm):
    """Why this group, why this amount, why now."""

    class Meta:
        model = DocketItem
        fields = ["why_group", "why_amount", "why_now"]
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 4}))
        labels = {"why_group": "Why this group", "why_amount": "Why this amount", "why_now": "Why now"}


class DecisionForm(forms.Form):
    """What the meeting decided about one item."""

    decision = forms.ChoiceField(label="Decision", choices=DocketItem.Decision)
    amount = AmountField(label="Amount", required=False)
    note = forms.CharField(
        required=False, max_length=2000, label="What was said", widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, item: DocketItem) -> None:
        super().__init__(data, prefix=item.public_id)
        self.fields["amount"].initial = Decimal(item.amount)


class MinutesForm(forms.ModelForm):
    """The end of the meeting."""

    class Meta:
        model = Docket
        fields = ["attended", "minutes"]
        widgets = {"attended": forms.Textarea(attrs={"rows": 2}), "minutes": forms.Textarea(attrs={"rows": 6})}
        labels = {"attended": "Who was there", "minutes": "Minutes"}
        help_texts = {"attended": "", "minutes": ""}


def _in_words(allocation: Allocation) -> str:
    amount = wording.amount_exact(allocation.best_amount, allocation.currency)
    return f"{allocation.entity.partner}: {amount} from {allocation.fund} ({allocation.get_status_display().lower()})"
