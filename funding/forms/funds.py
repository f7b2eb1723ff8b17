"""The form of a fund that a peer funder keeps itself."""

from typing import Any

from django import forms

from accounts.visibility import Visibility
from funding.models import Fund
from partners.forms.records import DollarsField, RecordForm, visibility_choices
from partners.models.family import Vehicle

# No donor sees funds; awards out of this one may be published.
PUBLISHED = (Visibility.PUBLIC.value, "Partners, funders and staff, and the open file of grants (360Giving)")
# What a fund is for, by its focus.
_NAMED_BY = {"state": "state", "issue": "issue", "constituency": "constituency"}


class FundForm(RecordForm):
    """A peer's fund: its color, cycle and focus, what it sets out to raise, and who may know of it."""

    target_usd = DollarsField(required=False, label="Target", help_text="What it sets out to raise. Optional.")

    class Meta:
        model = Fund
        fields = ("name", "vehicle", "cycle", "focus", "state", "issue", "constituency", "target_usd", "visibility")
        labels = {"vehicle": "The money’s color", "visibility": "Who may know of it", "focus": "What it is for"}
        help_texts = {
            "vehicle": "The vehicle that the money comes from.",
            "visibility": "Its allocations have levels of their own; who may not know the fund sees none.",
            "state": "For a fund of one state.",
            "issue": "For a fund of one issue.",
            "constituency": "For a fund of one constituency.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vehicle"].choices = [each for each in Vehicle.choices if each[0] not in _NO_COLOR]
        levels = visibility_choices(self.viewer, self.instance.owner_id)
        self.fields["visibility"].choices = [PUBLISHED if each[0] == Visibility.PUBLIC else each for each in levels]
        if not self.is_new and self.instance.allocations.exists():
            del self.fields["vehicle"], self.fields["cycle"]

    def clean_target_usd(self) -> Any:
        target = self.cleaned_data["target_usd"]
        if target is not None and target < 0:
            raise forms.ValidationError("A target is not below zero.")
        return target

    def clean(self) -> dict[str, Any]:
        """Just what the focus names is kept: a national fund has no state."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = _NAMED_BY.get(found.get("focus", ""))
        for name in _NAMED_BY.values():
            if name != wanted:
                found[name] = None
            elif not found.get(name) and name not in self.errors:
                self.add_error(name, f"Choose the {name} that the fund is for.")
        return found


_NO_COLOR = (Vehicle.UNKNOWN, Vehicle.SPONSORED)
