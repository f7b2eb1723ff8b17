"""Forms of records that lie in a place, which is written as people say it inside the chosen state."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mvp_coord.lib.facts import facts_of
from mvp_coord.lib.written import NotUnderstoodError
from partners.imports.books import load_books
from states.models import Division, State

from .records import RecordForm

_NATIONWIDE = "US"


class PlacedInStateForm(RecordForm):
    """A record with a division, nationwide ones among them."""

    state = forms.ChoiceField(label="State", help_text="Or nationwide, for work that is the same everywhere.")
    place = forms.CharField(
        required=False,
        max_length=200,
        help_text="A county, such as Pima County, or a congressional district, such as AZ-03. Empty: state-wide.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.states = dict(State.objects.order_by("name").values_list("code", "name"))
        self.fields["state"].choices = [("", "Choose a state"), *self.states.items(), (_NATIONWIDE, "Nationwide")]
        self.fields["place"].widget.attrs["list"] = "places"
        division = None if self.is_new else self.instance.division
        if division:
            self.initial["state"] = division.state_id or _NATIONWIDE
            self.initial["place"] = division.name if division.full_name != division.name else ""

    @property
    def names(self) -> list[str]:
        """The place is one fact of the record, though two fields of the form."""
        return [*super().names, "division"]

    def facts_shown(self, record: Any) -> dict[str, Any]:
        """The fields of the record, and the place."""
        return facts_of(record, [*self._names(), "division"])

    def places(self) -> list[str]:
        """What a browser suggests while the place is written: counties and districts of the state that is shown."""
        shown = self["state"].value()
        return list(
            Division.objects.filter(state_id=shown if shown in self.states else "")
            .exclude(kind__in=["state", "district", "territory"])
            .order_by("name")
            .values_list("name", flat=True)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state"):
            try:
                division = self._division(cleaned["state"], cleaned.get("place", ""))
                cleaned["division"] = self.instance.division = division
            except NotUnderstoodError as refusal:
                self.add_error("place", f"“{cleaned['place']}” {refusal}.")
        return cleaned

    def _division(self, code: str, place: str) -> Division:
        if code == _NATIONWIDE:
            if place:
                raise ValidationError({"place": "Choose the state that this place is in."})
            return Division.objects.get(kind=Division.Kind.COUNTRY)
        state = State.objects.select_related("division").get(pk=code)
        if not place:
            return state.division
        return Division.objects.get(ocd_id=load_books(state).places.find(place).ocd_id)


def ends_after_it_starts(form: forms.BaseForm, cleaned: dict[str, Any]) -> dict[str, Any]:
    """The cleaned facts, with an error at the last day where it comes before the first."""
    starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
    if starts and ends and ends < starts:
        form.add_error("ends_on", "It would end before it starts.")
    return cleaned
