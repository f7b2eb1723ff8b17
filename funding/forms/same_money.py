"""Saying which allocation a published grant is, or that it is none."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from funding.models import Allocation

NONE: Final = "none"


class SameMoneyForm(forms.Form):
    """One of the allocations that were offered, or none; `seen` is what it was linked to when the page was read."""

    allocation = forms.ChoiceField(label="Which allocation is it?", widget=forms.RadioSelect)
    reason = forms.CharField(
        required=False, max_length=300, label="Why", help_text="For whoever asks later. May be left empty."
    )
    seen = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, offered: Sequence[Allocation], linked: Allocation | None, reason: str) -> None:
        now = linked.public_id if linked else ""
        super().__init__(data, initial={"seen": now, "allocation": now or None, "reason": reason})
        self.by_id = {each.public_id: each for each in [*([linked] if linked else []), *offered]}
        field = self.fields["allocation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(NONE, "None of these"), *((key, str(each)) for key, each in self.by_id.items())]

    @property
    def chosen(self) -> Allocation | None:
        """The allocation that was named."""
        return self.by_id.get(self.cleaned_data["allocation"])
