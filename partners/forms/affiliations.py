"""The forms of a tie between two partners: with whom, how, and in which days."""

from typing import Any

from django import forms

from partners.models import Affiliation, Partner

from .choosing import PartnerField
from .records import DayInput, RecordForm

_DOWN = "down-"
_WAYS = (
    ("member", "is a member of"),
    ("chapter", "is a chapter or affiliate of"),
    ("served_by", "is served by"),
    ("collaborative", "is in the funder collaborative"),
    (f"{_DOWN}member", "has as a member"),
    (f"{_DOWN}chapter", "has as a chapter or affiliate"),
    (f"{_DOWN}served_by", "serves"),
    (f"{_DOWN}collaborative", "is a collaborative, with the member"),
)


class TieDaysForm(RecordForm):
    """From which day to which two partners belong together."""

    class Meta:
        model = Affiliation
        fields = ("starts_on", "ends_on")
        labels = {"starts_on": "First day", "ends_on": "Last day"}
        help_texts = {"starts_on": "Blank where nobody knows it.", "ends_on": "Blank while it lasts."}
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}

    def _get_validation_exclusions(self) -> set[str]:
        """What the database keeps true is said by the action, at its field and in words."""
        return super()._get_validation_exclusions() | {"partner", "to", "starts_on", "ends_on"}  # type: ignore[misc]


class TieForm(TieDaysForm):
    """A new tie of a partner: in either direction."""

    def __init__(self, *args: Any, own: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["how"] = forms.ChoiceField(label=f"{own.name} …", choices=_WAYS)
        self.fields["other"] = PartnerField(
            viewer=self.viewer, label="Which partner", help_text="Its name, as the directory writes it."
        )
        self.order_fields(["how", "other"])

    def facts(self) -> dict[str, Any]:
        """The tie, whichever way it goes."""
        way, other = self.cleaned_data["how"], self.cleaned_data["other"]
        kind = way.removeprefix(_DOWN)
        ends = (other, self.own) if way.startswith(_DOWN) else (self.own, other)
        return {**super().facts(), "partner": ends[0], "to": ends[1], "kind": kind}
