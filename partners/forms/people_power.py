"""Saying which hours of people are offered or needed, and searching them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from django import forms
from django.utils import timezone

from accounts.visibility import Viewer
from mvp_coord.lib.asked import Codes, Facets, ListSearch
from partners.models import PeopleNeed, PeopleOffer, Program
from partners.models.people_power import LANGUAGES, PeopleQuerySet, Skill
from partners.reports.counting import totals_without
from partners.reports.people_power import ANYWHERE, people_facets

from .placing import PlacedInStateForm, ends_after_it_starts
from .records import CountField, DayInput, visibility_choices

KINDS: Final[dict[str, Any]] = {"offers": PeopleOffer, "needs": PeopleNeed}
TABS: Final = {"offers": "Offered", "needs": "Needed"}
_FIELDS = (
    *("role", "hours_a_week", "starts_on", "ends_on", "is_remote", "side"),
    *("skills", "languages", "details", "visibility", "source"),
)
_LABELS = {
    "role": "What they do",
    "starts_on": "First day",
    "ends_on": "Last day",
    "is_remote": "It can be done from anywhere",
    "details": "What to know",
    "visibility": "Seen by",
}
_WIDGETS = {"starts_on": DayInput(), "ends_on": DayInput(), "details": forms.Textarea(attrs={"rows": 3})}


class PeopleForm(PlacedInStateForm):
    """Hours of people. The place is written as people say it; left out where they can work from anywhere."""

    hours_a_week = CountField(label="Hours a week", help_text="Of all these people together.")
    skills = forms.MultipleChoiceField(
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Beyond the work itself.",
    )
    languages = forms.MultipleChoiceField(
        choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple, help_text="None chosen: English."
    )

    field_order = ["role", "hours_a_week", "starts_on", "ends_on", "state", "place", *_FIELDS[4:], "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].required = False
        self.fields["state"].choices = [("", "None: from anywhere"), *self.states.items()]
        self.fields["state"].help_text = ""
        self.fields["role"].choices = [("", "Choose one"), *self.fields["role"].choices[1:]]
        self.fields["visibility"].choices = visibility_choices(self.viewer, self.instance.partner_id)
        self.fields["ends_on"].help_text = ""
        if not self.viewer.is_insider:
            del self.fields["source"]

    def clean_hours_a_week(self) -> Any:
        hours = self.cleaned_data["hours_a_week"]
        if not hours:
            raise forms.ValidationError("Say how many hours: at least one.")
        if hours > 100_000:
            raise forms.ValidationError("No organization has so many hours a week: is it the number of one week?")
        return hours

    def clean(self) -> dict[str, Any]:
        cleaned = ends_after_it_starts(self, super().clean())
        cleaned.setdefault("division", None)
        if not (cleaned.get("state") or cleaned.get("is_remote") or self.errors):
            self.add_error("state", "Say in which state, or that it can be done from anywhere.")
        if cleaned.get("place") and not cleaned.get("state"):
            self.add_error("place", "Choose the state that this place is in.")
        if not self._may_be_on(cleaned.get("side")):
            self.add_error(
                "side", "All legal entities of this organization are 501(c)(3): its people work nonpartisan."
            )
        return cleaned

    def _may_be_on(self, side: str | None) -> bool:
        entities = list(self.instance.partner.entities.all())
        return not entities or any(Program.may_be_run_by(entity, side=side) for entity in entities)


class OfferForm(PeopleForm):
    """Hours that an organization's people could work."""

    class Meta:
        model = PeopleOffer
        fields = _FIELDS
        labels = _LABELS
        widgets = _WIDGETS


class NeedForm(PeopleForm):
    """Hours of people that an organization lacks."""

    class Meta:
        model = PeopleNeed
        fields = _FIELDS
        labels = _LABELS
        widgets = _WIDGETS


FORMS: Final[dict[str, type[PeopleForm]]] = {"offers": OfferForm, "needs": NeedForm}


class PeopleSearch(ListSearch):
    """Words, filters and order of the hours that are offered, or of those that are needed, from today on."""

    url_name = "partners:people"
    default_sort = "soon"
    labels = {"role": "Work", "state": "Where", "side": "Side"}
    sentence = {"role": "of", "state": "in", "side": "for work that is", "partner": "of", "q": "matching"}

    role = Codes(required=False)
    state = Codes(required=False)
    side = Codes(required=False)
    partner = Codes(required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        self.kind = "needs" if data.get("show") == "needs" else "offers"
        today = timezone.localdate()
        self.both = {
            kind: model.objects.visible_to(viewer).standing().filter(ends_on__gte=today)
            for kind, model in KINDS.items()
        }
        super().__init__(data, rows=self.both[self.kind])

    def sorts(self) -> Mapping[str, str]:
        return {"soon": "First weeks", "most": "Most hours"}

    def narrow(self, rows: PeopleQuerySet, name: str, codes: list[str]) -> PeopleQuerySet:
        if name == "state":
            there = rows.filter(division__state__in=codes)
            return there | rows.filter(division__state__isnull=True) if ANYWHERE in codes else there
        return rows.filter(**{"partner__slug__in" if name == "partner" else f"{name}__in": codes})

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page, in one query."""
        other = self.both["offers" if self.kind == "needs" else "needs"]
        return people_facets(self.rows, self.among, self.chosen, other=other)  # type: ignore[arg-type]

    def totals_without(self, names: list[str]) -> Mapping[str, int]:
        return totals_without(lambda name: self.filter(but=(name,)), names)

    def tabs(self) -> list[dict[str, Any]]:
        """What is offered and what is needed, each with all its rows."""
        other = sum(each.count for each in self.facets.options["other"])
        counts = {True: self.facets.of_total, False: other}
        return [
            {
                "label": label,
                "href": "?show=needs" if kind == "needs" else "?",
                "count": counts[kind == self.kind],
                "current": kind == self.kind,
            }
            for kind, label in TABS.items()
        ]

    @property
    def cleared(self) -> str:
        """The tab without any filter."""
        return "?show=needs" if self.kind == "needs" else "?"

    def query(self, **instead: Any) -> str:
        """The address keeps the tab."""
        query = super().query(**instead)
        return "&".join([*(["show=needs"] if self.kind == "needs" else []), *([query] if query else [])])

    def said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "calling", "Arizona", "nonpartisan"."""
        label = super().said(name, code)
        return label if name == "state" and code != ANYWHERE else label[:1].lower() + label[1:]
