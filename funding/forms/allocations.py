"""Proposing an allocation, taking it a step further, rewording it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from accounts.visibility import Viewer, Visibility
from funding.models import Allocation, Fund
from funding.models.fund import FundQuerySet
from funding.pipeline import Step
from mvp_coord.lib.once import TicketField
from mvp_coord.lib.written import NotUnderstoodError, read_dollars
from partners.models import LegalEntity
from partners.models.program import ProgramQuerySet

from .chains import CameByField

# Donors never see allocations, so no level of an allocation reaches them.
LEVELS = [(level.value, level.label) for level in Visibility if level != Visibility.PUBLIC]
# Nor does this one: it says that the award stands in the open file besides.
PUBLISHED = (Visibility.PUBLIC.value, "Published: in the open file of grants too (360Giving)")


CAME_BY = "By which award did this money come?"
CAME_BY_HELP = (
    "Where an award that the fund’s owner received is passed on: the dollar counts there, and not once more."
)
# In the words of who chooses.
SHARED_AS = [
    (Allocation.SharedAs.EXACT, "In exact amounts: whoever sees it reads how much"),
    (Allocation.SharedAs.BAND, "In a band: whoever sees it reads, say, $25K–50K"),
    (Allocation.SharedAs.BLIND, "Only in a blind total: nobody else sees it, and it enters a sum of several funders"),
]


class AmountField(forms.CharField):
    """An amount as people write it ("$50,000", "50k", "1.2M"): more than zero, whole cents, never rounded."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        written = super().clean(value)
        try:
            amount = read_dollars(written)
        except NotUnderstoodError as error:
            raise forms.ValidationError(f"“{written}” {error}.") from error
        if amount is None and self.required:
            raise forms.ValidationError("Give an amount, such as 50,000.")
        if amount is not None and amount <= 0:
            raise forms.ValidationError("Give an amount of more than zero.")
        return amount

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else value


class ProposeForm(forms.ModelForm):
    """A first thought about money for one legal entity. It is exploring: shown, and not counted."""

    amount = AmountField(label="Amount")

    class Meta:
        model = Allocation
        fields = ["fund", "program", "currency", "purpose", "visibility", "shared_as"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3}), "currency": forms.TextInput(attrs={"size": 5})}
        labels = {
            "fund": "Out of which fund",
            "program": "For which program",
            "purpose": "What for",
            "visibility": "Who can see it",
            "shared_as": "How amounts are shared",
        }
        help_texts = {
            "purpose": "",
            "visibility": "",
            "shared_as": "",
            "currency": "USD, or another by its three letters (ISO 4217).",
        }

    field_order = ["fund", "came_by", "amount", "currency", "program", "purpose", "visibility", "shared_as"]

    def __init__(
        self,
        data: Any,
        *,
        viewer: Viewer,
        entity: LegalEntity,
        funds: FundQuerySet,
        programs: ProgramQuerySet,
        received: Sequence[Any] = (),
    ) -> None:
        """`received` are awards to owners of these funds, which may be passed on; nothing is asked where there are
        none."""
        super().__init__(data)
        self.viewer = viewer
        self.fields["ticket"] = TicketField(viewer.user_id or 0)  # the address that the allocation will have
        fund, program, visibility = (self.fields[name] for name in ("fund", "program", "visibility"))
        assert isinstance(fund, forms.ModelChoiceField) and isinstance(program, forms.ModelChoiceField)
        assert isinstance(visibility, forms.ChoiceField)
        fund.queryset = funds.select_related("owner", "cycle")
        fund.label_from_instance = _fund_in_words  # type: ignore[method-assign, assignment]
        fund.empty_label = "Choose a fund"
        program.queryset = programs.filter(partner_id=entity.partner_id)
        program.empty_label = "General support"
        visibility.choices = LEVELS
        _ask_how_shared(self, viewer.funder_ids & viewer.editable_partner_ids)
        if received:
            self.fields["came_by"] = CameByField(received, by_owner=True, label=CAME_BY, help_text=CAME_BY_HELP)
            self.order_fields(self.field_order)

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].strip().upper()

    def clean_shared_as(self) -> str:
        return self.cleaned_data["shared_as"] or Allocation.SharedAs.EXACT

    def clean(self) -> dict[str, Any]:
        """Amounts are kept back by a peer of its own funds alone, whoever else may report for it."""
        facts = super().clean() or self.cleaned_data
        fund = facts.get("fund")
        if fund and fund.owner_id not in self.viewer.partner_ids and facts.get("shared_as", "exact") != "exact":
            self.add_error("shared_as", "Only the fund’s own organization keeps its amounts back.")
        return facts


class StepForm(forms.Form):
    """One step of an allocation, why, and where the step settles one, the amount."""

    step = forms.ChoiceField()
    amount = AmountField(required=False, label="Amount")
    reason = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Why",
        help_text="Kept in the history. Needed to decline or cancel.",
    )

    def __init__(self, *args: Any, steps: list[Step], amount: Decimal) -> None:
        super().__init__(*args)
        self.steps = steps
        choice = self.fields["step"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(step.code, step.label) for step in steps]
        choice.error_messages["invalid_choice"] = "That step does not lead on from where it is now."
        settled = {step.amount for step in steps if step.amount}
        if settled:
            self.fields["amount"].label = f"Amount {settled.pop()}" if len(settled) == 1 else "Amount"
            self.fields["amount"].initial = amount
        else:
            del self.fields["amount"]


class ReviseForm(forms.ModelForm):
    """What an allocation is for, the wording that binds it, who can see it, and of a peer's own, how exactly."""

    reason = forms.CharField(required=False, max_length=500, label="Why it changes")

    class Meta:
        model = Allocation
        fields = ["purpose", "restriction", "visibility", "shared_as"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3}), "restriction": forms.Textarea(attrs={"rows": 3})}
        labels = {"purpose": "What for", "visibility": "Who can see it", "shared_as": "How amounts are shared"}
        help_texts = {"purpose": "", "visibility": "", "shared_as": ""}

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        fund = self.instance.fund
        _ask_how_shared(self, not fund.is_managed and fund.owner_id in viewer.partner_ids)
        visibility = self.fields["visibility"]
        assert isinstance(visibility, forms.ChoiceField)
        is_decided = self.instance.status in Allocation.DECIDED
        may_publish = is_decided or self.instance.visibility == Visibility.PUBLIC
        visibility.choices = [*LEVELS, PUBLISHED] if may_publish else LEVELS

    def clean(self) -> dict[str, Any]:
        """What is published names its fund, its funder and its recipient: all of these must be public."""
        facts = super().clean() or self.cleaned_data
        if facts.get("visibility") == Visibility.PUBLIC:
            shared_as = facts.get("shared_as") or self.initial.get("shared_as") or self.instance.shared_as
            if shared_as != Allocation.SharedAs.EXACT:
                self.add_error("visibility", "What is published has its exact amount: share it in exact amounts.")
            elif closed := self._not_public():
                self.add_error("visibility", f"It cannot be published while {closed} is not seen by everyone.")
        return facts

    def _not_public(self) -> str:
        fund, recipient = self.instance.fund, self.instance.entity.partner
        named = {f"the fund {fund}": fund, str(fund.owner): fund.owner, str(recipient): recipient}
        return next((name for name, each in named.items() if each.visibility != Visibility.PUBLIC), "")


def _ask_how_shared(form: forms.ModelForm, may_choose: Any) -> None:
    """The question how amounts are shared, for a peer about its own; nobody else is asked."""
    if not may_choose:
        del form.fields["shared_as"]
        return
    choice = form.fields["shared_as"]
    assert isinstance(choice, forms.ChoiceField)
    choice.widget, choice.required = forms.RadioSelect(), False
    choice.choices = SHARED_AS


def _fund_in_words(fund: Fund) -> str:
    return f"{fund.name} ({fund.owner}, {fund.get_vehicle_display()}, {fund.cycle})"
