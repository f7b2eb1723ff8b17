"""The forms of an election, a deadline, a race and a priority."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django import forms

from mvp_coord.lib.facts import facts_of
from mvp_coord.lib.wording import plural
from mvp_coord.lib.written import NotUnderstoodError
from partners.forms.records import CountField, DayInput, DollarsField, RecordForm
from partners.imports.books import load_books
from states.models import Cycle, Deadline, Division, Election, Priority, Race, State
from states.reports.results import RecordedMargin, recorded_margin

# What is sent where a race's form shall be filled in and not saved.
LOOK_UP: Final = "look_up"
# A deadline further from its election than that is a slip of the year.
_LONGEST_BEFORE: Final = dt.timedelta(days=200)
_LONGEST_AFTER: Final = dt.timedelta(days=40)


class PlacedForm(RecordForm):
    """A record of a place inside one state, which is written as people say it; without a state, of the country."""

    place = forms.CharField(
        required=False,
        max_length=200,
        help_text="A county, such as Pima County, or a district, such as AZ-03. Empty: the whole state.",
    )

    def __init__(self, *args: Any, state: State | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = state
        if state is None:
            del self.fields["place"]
            return
        self.fields["place"].widget.attrs["list"] = "places"
        if not self.is_new and self.instance.division_id != state.division_id:
            self.initial["place"] = self.instance.division.name

    @property
    def names(self) -> list[str]:
        """The place is a fact of the record, though written otherwise in the form."""
        return [*super().names, "division"]

    def facts_shown(self, record: Any) -> dict[str, Any]:
        """The fields of the record, and its place."""
        return facts_of(record, [*self._names(), "division"])

    def places(self) -> list[str]:
        """What a browser suggests while the place is written."""
        if self.state is None:
            return []
        inside = Division.objects.in_state(self.state.pk).exclude(pk=self.state.division_id)
        return list(inside.order_by("name").values_list("name", flat=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        written = cleaned.get("place", "")
        try:
            cleaned["division"] = self._division(written)
        except NotUnderstoodError as refusal:
            self.add_error("place", f"“{written}” {refusal}.")
        return cleaned

    def _division(self, written: str) -> Division:
        if self.state is None:
            return Division.objects.get(kind=Division.Kind.COUNTRY)
        if not written:
            return self.state.division
        if not self.is_new and written == self.instance.division.name:
            return self.instance.division
        return Division.objects.get(ocd_id=load_books(self.state).places.find(written).ocd_id)


class ElectionForm(PlacedForm):
    """A day on which people vote."""

    source_url = forms.URLField(required=False, assume_scheme="https", label="Where it is announced")

    class Meta:
        model = Election
        fields = ("kind", "held_on", "name", "source_url")
        labels = {"held_on": "Election day"}
        widgets = {"held_on": DayInput()}

    field_order = ("kind", "held_on", "place", "name", "source_url", "reason")


class DeadlineForm(RecordForm):
    """A day by which voters must have done something, or from which on they can."""

    source_url = forms.URLField(required=False, assume_scheme="https", label="Where an election office says so")

    class Meta:
        model = Deadline
        fields = ("kind", "on", "rule_text", "source_url")
        labels = {"on": "Day", "rule_text": "The rule"}
        widgets = {"on": DayInput(), "rule_text": forms.Textarea(attrs={"rows": 3})}

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        away = day - self.instance.election.held_on
        if not -_LONGEST_BEFORE <= away <= _LONGEST_AFTER:
            where = "after" if away.days > 0 else "before"
            raise forms.ValidationError(
                f"That is {plural(abs(away.days), 'day')} {where} the election: is it the year?"
            )
        return day


class RaceForm(PlacedForm):
    """What is decided on an election day. Its rating needs a reason."""

    # The button that fills in the margin on record: its name and its label.
    also = (LOOK_UP, "Use the margin on record")

    class Meta:
        model = Race
        fields = (
            *("kind", "name", "office", "seats", "question", "last_margin_points", "last_margin_source"),
            *("rating", "rating_reason"),
        )
        labels = {
            "last_margin_points": "Last margin, in points",
            "last_margin_source": "Where the margin comes from",
            "question": "What the measure asks",
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "rating_reason": forms.Textarea(attrs={"rows": 3}),
        }

    field_order = ("kind", "name", "place", *Meta.fields[2:], "reason")

    def recorded(self) -> RecordedMargin:
        """The margin of the last contest of the office and place that the form shows."""
        written = str(self.initial.get("place") or "")
        try:
            place = self._division(written)
        except NotUnderstoodError as refusal:
            return RecordedMargin(why=f"“{written}” {refusal}.")
        office = str(self.initial.get("office") or "")
        if not office:
            return RecordedMargin(why="Say first which office it is for.")
        return recorded_margin(place, office, before=self.instance.election.held_on.year)

    @classmethod
    def told_of(cls, race: Race) -> str:
        """In words, the margin on record of a saved race that has none; "" for nothing to propose."""
        if race.last_margin_points is not None or not race.office:
            return ""
        found = recorded_margin(race.division, race.office, before=race.election.held_on.year)
        if found.points is None:
            return ""
        return f"A last margin is on record: {_told(found)}. “{cls.also[1]}” on the race’s form fills it in."

    def show_again(self, written: Mapping[str, str]) -> None:
        """Show what was written and is not saved; of a known record also on which version it was written."""
        self.initial.update({name: written[name] for name in self.fields if name in written})

    def fill_in(self) -> str:
        """Fill an empty margin from the results on record; in words what was found. What was written stays."""
        found = self.recorded()
        if found.points is None:
            return found.why
        told = f"On record: {_told(found)}."
        if str(self.initial.get("last_margin_points") or "").strip():
            return f"{told} The margin that you wrote stays."
        self.initial.update(last_margin_points=found.points, last_margin_source=found.source)
        return f"{told} It is filled in below: save to keep it."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_measure = cleaned.get("kind") == Race.Kind.MEASURE
        if is_measure and cleaned.get("office"):
            self.add_error("office", "A ballot measure is for no office: leave it empty.")
        if not is_measure and not cleaned.get("office"):
            self.add_error("office", "Say which office it is for.")
        if not is_measure and cleaned.get("question"):
            self.add_error("question", "Only a ballot measure asks a question.")
        self._together("last_margin_points", "last_margin_source", "Say where the margin comes from.")
        self._together("rating", "rating_reason", "Say why it is rated so.")
        return cleaned

    def _together(self, fact: str, why: str, missing: str) -> None:
        told, reason = self.cleaned_data.get(fact), self.cleaned_data.get(why)
        if told not in (None, "") and not reason:
            self.add_error(why, missing)
        elif reason and told in (None, "") and fact not in self.errors:
            self.add_error(fact, "Say what this is the reason or source of, or leave both empty.")


def _told(found: RecordedMargin) -> str:
    return f"{found.points} points ({found.source})"


class PriorityForm(PlacedForm):
    """How much a place matters in a cycle, and why."""

    target_universe = CountField(
        required=False, label="People to reach", help_text="Empty: the whole electorate of the place."
    )
    investment_target_usd = DollarsField(
        required=False, label="Investment target", help_text="From all funders together, in dollars."
    )

    class Meta:
        model = Priority
        fields = (
            *("cycle", "tier", "constituency", "program_type", "target_universe", "investment_target_usd"),
            *("rationale", "visibility"),
        )
        labels = {"constituency": "For whom", "program_type": "Kind of work", "visibility": "Seen by"}
        widgets = {"rationale": forms.Textarea(attrs={"rows": 5})}

    field_order = ("cycle", "place", *Meta.fields[1:], "reason")

    def __init__(self, *args: Any, cycle: Cycle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_new and cycle is not None:
            self.initial["cycle"] = cycle.pk
        self.fields["cycle"].empty_label = "Choose a cycle"
        self.fields["constituency"].empty_label, self.fields["program_type"].empty_label = "Everyone", "All work"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("target_universe", "investment_target_usd"):
            if cleaned.get(name) == 0:
                self.add_error(name, "Zero reaches nobody: leave it empty if there is no target.")
        return cleaned
