"""Filtering gaps, and deciding about one."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator

from accounts.visibility import Viewer
from mvp_coord.lib.once import TicketField
from partners.forms.choosing import PartnerField
from partners.models import Partner
from planning.reports.gaps import Found, PeopleGap, RoleGap
from states.models import Tactic, TacticFamily

PER_PAGE = 50
SHOWN = {
    "open": "Open",
    "offered": "Offered",
    "program": "Became programs",
    "set_aside": "Set aside",
}
KINDS = {"people": "People nobody tries", "role": "Roles nobody has"}

AnyGap = PeopleGap | RoleGap


class OfferForm(forms.Form):
    """Whom to ask, and in which words."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        label="What to tell them",
        help_text="Their contacts read it beside the gap.",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = PartnerField(viewer=viewer, label="Whom to ask", help_text="The partner's name.")
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, max_length=10)
        self.order_fields(["to", "reason"])


class ReasonForm(forms.Form):
    """Why a gap is left, or needs another look."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, label="Why")
    seen = forms.CharField(widget=forms.HiddenInput, max_length=10)


class ProgramForm(forms.Form):
    """The work that would fill a gap, as an idea in somebody's plan."""

    name = forms.CharField(max_length=200, label="Name of the program")
    tactic = forms.ModelChoiceField(
        Tactic.objects.current()
        .filter(family__works=TacticFamily.Works.LIST, family__band_low__gt=0)
        .select_related("family")
        .order_by("family__position", "position", "label"),
        empty_label="Choose one",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = PartnerField(viewer=viewer, label="Whose program", help_text="The partner's name.")
        self.fields["ticket"] = TicketField(viewer.user_id or 0)
        self.order_fields(["partner", "name", "tactic"])


class GapFilter(forms.Form):
    """Which of the viewer's gaps are shown. Counts are over these same gaps, so they tell nothing hidden."""

    show = forms.ChoiceField(choices=list(SHOWN.items()), required=False)
    kind = forms.ChoiceField(choices=list(KINDS.items()), required=False)
    state = forms.CharField(required=False)
    tier = forms.CharField(required=False)
    partner = forms.CharField(required=False)

    def __init__(self, data: Any, *, found: Found) -> None:
        super().__init__(data)
        self.found = found
        self.gaps: tuple[AnyGap, ...] = (*found.people, *found.roles)
        self.full_clean()
        self.chosen = {name: (self.cleaned_data.get(name) or "") for name in self.fields}
        self.chosen["show"] = self.chosen["show"] or "open"
        self.chosen["state"] = self.chosen["state"].upper()

    def page(self) -> Page:
        """The page of matching gaps that the address asks for; an odd page number gives the nearest."""
        return Paginator(self._matching(), PER_PAGE).get_page(self.data.get("page"))

    def tabs(self) -> list[dict[str, Any]]:
        """What was done about them, each with its count under the other filters."""
        return [
            {
                "label": label,
                "href": self._address(show=show),
                "count": len(self._matching(show=show)),
                "current": show == self.chosen["show"],
            }
            for show, label in SHOWN.items()
        ]

    def rail(self) -> list[dict[str, Any]]:
        """The filters, each with its choices and their counts under the other filters."""
        labels = {"kind": KINDS, "state": self.found.states, "tier": {str(n): f"Tier {n}" for n in range(1, 5)}}
        every = {"kind": "Both kinds", "state": "All states", "tier": "All tiers"}
        return [
            {"name": name, "label": name.capitalize(), "every": every[name], "options": self._options(name, found)}
            for name, found in labels.items()
        ]

    def parts(self) -> list[dict[str, str]]:
        """The filters in force, each with the address that drops it."""
        said: dict[str, Callable[[str], str]] = {
            "kind": lambda code: KINDS[code].lower(),
            "state": lambda code: self.found.states.get(code, code),
            "tier": lambda code: f"tier {code}",
            "partner": lambda slug: self._partners().get(slug, slug),
        }
        words = {"kind": "of", "state": "in", "tier": "of", "partner": "for"}
        return [
            {"label": say(self.chosen[name]), "word": words[name], "href": self._address(**{name: ""})}
            for name, say in said.items()
            if self.chosen[name]
        ]

    def _partners(self) -> dict[str, str]:
        asked = [gap.kept.offered_to for gap in self.gaps if gap.kept and gap.kept.offered_to]
        return {partner.slug: partner.name for partner in asked}

    def _options(self, name: str, labels: dict[str, str]) -> list[dict[str, Any]]:
        counts = Counter(_facts(gap)[name] for gap in self._matching(**{name: ""}))
        return [
            {"value": value, "label": label, "count": counts[value], "checked": value == self.chosen[name]}
            for value, label in labels.items()
            if counts[value] or value == self.chosen[name]
        ]

    def _matching(self, **instead: str) -> list[AnyGap]:
        chosen = {**self.chosen, **instead}
        return [gap for gap in self.gaps if self._shows(_facts(gap), chosen)]

    def _shows(self, facts: dict[str, str], chosen: dict[str, str]) -> bool:
        return all(not wanted or facts[name] == wanted for name, wanted in chosen.items())

    def _address(self, **instead: str) -> str:
        chosen = {**self.chosen, **instead}
        if chosen["show"] == "open":
            chosen["show"] = ""
        return "?" + urlencode({name: value for name, value in chosen.items() if value})


def _facts(gap: AnyGap) -> dict[str, str]:
    """What the filters ask of a gap."""
    partner: Partner | None = gap.kept.offered_to if gap.kept else None
    return {
        "show": str(gap.status),
        "kind": "people" if isinstance(gap, PeopleGap) else "role",
        "state": str(gap.state.code) if gap.state else "",
        "tier": str(gap.tier),
        "partner": partner.slug if partner else "",
    }
