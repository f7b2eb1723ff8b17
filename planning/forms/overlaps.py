"""Filtering cases, and deciding about one."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator

from planning.models import Overlap
from planning.reports import CaseView

PER_PAGE = 50
SHOWN = {
    "open": "Open",
    "mine": "Mine",
    "unmeasured": "Asking for numbers",
    "settled": "Settled",
}


class DecisionForm(forms.Form):
    """What was agreed about a case, and why."""

    decision = forms.ChoiceField(
        choices=[("", "Choose what was agreed"), *Overlap.Decision.choices], label="What was agreed"
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        label="Why",
        help_text="In a sentence or two, for whoever asks next year. Both sides may read it.",
    )


class ReopenForm(forms.Form):
    """Why a settled case needs another look."""

    reason = forms.CharField(max_length=500, label="Why does it need another look?")


class OverlapFilter(forms.Form):
    """Which of the viewer's cases are shown. Counts are over these same cases, so they tell nothing hidden."""

    show = forms.ChoiceField(choices=list(SHOWN.items()), required=False)
    state = forms.CharField(required=False)
    kind = forms.CharField(required=False)
    partner = forms.CharField(required=False)
    program = forms.CharField(required=False)

    def __init__(self, data: Any, *, views: list[CaseView], user_id: int | None = None) -> None:
        super().__init__(data)
        self.views, self.user_id = views, user_id
        self.full_clean()
        self.chosen = {name: (self.cleaned_data.get(name) or "") for name in self.fields}
        self.chosen["show"] = self.chosen["show"] or "open"
        self.chosen["state"] = self.chosen["state"].upper()

    def page(self) -> Page:
        """The page of matching cases that the address asks for; an odd page number gives the nearest."""
        return Paginator(self._matching(), PER_PAGE).get_page(self.data.get("page"))

    def tabs(self) -> list[dict[str, Any]]:
        """Where cases stand, each with its count under the other filters."""
        return [
            {
                "label": label,
                "href": self._address(show=show),
                "count": len(self._matching(show=show)),
                "current": show == self.chosen["show"],
            }
            for show, label in SHOWN.items()
        ]

    def states(self) -> list[dict[str, Any]]:
        names = {view.overlap.state.code: view.overlap.state.name for view in self.views if view.overlap.state}
        counts = Counter(view.overlap.state_id or "" for view in self._matching(state=""))
        return self._options("state", names, counts)

    def kinds(self) -> list[dict[str, Any]]:
        counts = Counter(view.overlap.overlap_class for view in self._matching(kind=""))
        return self._options("kind", dict(Overlap.Class.choices), counts)

    def parts(self) -> list[dict[str, Any]]:
        """The filters in force, each with the address that drops it."""
        names = {
            "state": {option["value"]: option["label"] for option in self.states()},
            "kind": dict(Overlap.Class.choices),
            "partner": {
                member.program.partner.slug: member.program.partner.name
                for view in self.views
                for member in view.members
            },
            "program": {
                member.program.public_id: member.program.name for view in self.views for member in view.members
            },
        }
        words = {"state": "in", "kind": "of class", "partner": "with", "program": "of the program"}
        return [
            {
                "label": labels.get(self.chosen[name], self.chosen[name]),
                "word": words[name],
                "href": self._address(**{name: ""}),
            }
            for name, labels in names.items()
            if self.chosen[name]
        ]

    def _options(self, name: str, labels: dict[str, str], counts: Counter[str]) -> list[dict[str, Any]]:
        return [
            {"value": value, "label": label, "count": counts[value], "checked": value == self.chosen[name]}
            for value, label in sorted(labels.items(), key=lambda item: item[1])
            if counts[value] or value == self.chosen[name]
        ]

    def _matching(self, **instead: str) -> list[CaseView]:
        chosen = {**self.chosen, **instead}
        return [view for view in self.views if self._shows(view, chosen)]

    def _shows(self, view: CaseView, chosen: dict[str, str]) -> bool:
        overlap = view.overlap
        stands = {
            "open": view.is_open,
            "mine": view.is_open and overlap.owner_id is not None and overlap.owner_id == self.user_id,
            "unmeasured": overlap.overlap_class == Overlap.Class.UNMEASURED and not view.settlement,
            "settled": view.settlement is not None,
        }
        slugs = {member.program.partner.slug for member in view.members}
        programs = {member.program.public_id for member in view.members}
        return (
            stands[chosen["show"]]
            and (not chosen["state"] or overlap.state_id == chosen["state"])
            and (not chosen["kind"] or overlap.overlap_class == chosen["kind"])
            and (not chosen["partner"] or chosen["partner"] in slugs)
            and (not chosen["program"] or chosen["program"] in programs)
        )

    def _address(self, **instead: str) -> str:
        chosen = {**self.chosen, **instead}
        if chosen["show"] == "open":
            chosen["show"] = ""
        return "?" + urlencode({name: value for name, value in chosen.items() if value})
