"""Saying by which award money came, and how its recipient passes it on."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone

from funding.models import Allocation
from funding.models.allocation import RegrantType
from mvp_coord.lib import wording

NONE: Final = "Not passed on: the fund’s own money"
GONE: Final = "That award is not, or no more, among those that this money can have come by. Choose one of the list."


class CameByField(forms.ChoiceField):
    """One of the awards that were offered, or none; cleaned, it is the allocation itself."""

    def __init__(self, offered: Iterable[Any], *, by_owner: bool = False, **options: Any) -> None:
        rows = list(offered)
        self.by_id = {each.public_id: each for each in rows}
        super().__init__(required=False, error_messages={"invalid_choice": GONE}, **options)
        groups: dict[str, list[tuple[str, str]]] = {}
        for each in rows:
            owner = f"Received by {each.entity.partner}"
            groups.setdefault(owner, []).append((each.public_id, award_in_words(each)))
        flat = [choice for group in groups.values() for choice in group]
        self.choices = [("", NONE), *(groups.items() if by_owner else flat)]

    def clean(self, value: Any) -> Allocation | None:
        return self.by_id.get(super().clean(value))


class PassedOnForm(forms.Form):
    """By which award it came, and whether it is meant to be passed on; `seen` is the award that the page named."""

    regrant_type = forms.ChoiceField(
        required=False,
        choices=[("", "Not meant to be passed on"), *RegrantType.choices],
        label="Is it meant to be passed on by its recipient?",
        help_text="In the words of 360Giving. Its export says the same.",
    )
    reason = forms.CharField(
        required=False,
        max_length=300,
        label="On whose word",
        help_text="Kept in the history, which everybody reads who may know who did what here.",
    )
    seen = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    field_order = ["came_by", "regrant_type", "reason", "seen"]

    def __init__(
        self, data: Any, *, allocation: Allocation, said: Allocation | None, offered: Sequence[Any] | None
    ) -> None:
        """`said` is the award that stands there by now, `offered` are the others; None where it is settled."""
        self.said = said
        now = said.public_id if said else ""
        super().__init__(data, initial={"came_by": now, "seen": now, "regrant_type": allocation.regrant_type})
        rows = [*([said] if said else []), *(each for each in offered or () if each != said)]
        if offered is not None and rows:
            self.fields["came_by"] = CameByField(rows, label="By which award did this money come?")
            self.order_fields(self.field_order)

    @property
    def chosen(self) -> Allocation | None:
        """The award that was named: as it stands where nothing is asked."""
        return self.cleaned_data["came_by"] if "came_by" in self.fields else self.said

    def keep_for_another_try(self) -> None:
        """What was chosen stays; what has been said meanwhile has now been seen."""
        self.data = {**self.data.dict(), "seen": self.said.public_id if self.said else ""}  # type: ignore[attr-defined]


def award_in_words(award: Any) -> str:
    """An award as a list names it, after `with_readable_amount`: "$50,000 from Commons Fund (Ladder), paid …"."""
    amount = award.said_band or wording.amount_exact(award.amount, award.currency)
    since = wording.day(timezone.localdate(award.status_changed_at))
    giver = f"{award.fund.name} ({award.fund.owner})"
    return f"{amount} from {giver}, {award.get_status_display().lower()} {since}, to {award.entity.legal_name}"
