"""Which recommendations a page shows: by state, by constituency, by vehicle, and for staff by how far they are."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from partners.models.family import Vehicle
from planning.models import Recommendation

PER_PAGE = 50
TABS = {"published": "Published", "draft": "Drafts", "withdrawn": "Withdrawn"}
LABELS = {"state": "State", "constituency": "For whom", "vehicle": "Vehicle"}
WORDS = {"state": "in", "constituency": "for", "vehicle": "by a"}


class RecommendationFilter(forms.Form):
    """Filters over the recommendations that the viewer may see; counts are over these same ones.

    There are some dozens of them, written by hand, so they are filtered in memory.
    """

    state = forms.CharField(required=False)
    constituency = forms.CharField(required=False)
    vehicle = forms.CharField(required=False)
    show = forms.ChoiceField(choices=list(TABS.items()), required=False)

    def __init__(self, data: Any, *, visible: Iterable[Recommendation]) -> None:
        super().__init__(data)
        self.visible = list(visible)
        self.full_clean()
        self.chosen = {name: (self.cleaned_data.get(name) or "") for name in self.fields}
        self.chosen["show"] = self.chosen["show"] or "published"
        self.names = {name: self._named(name) for name in LABELS}

    @property
    def matching(self) -> list[Recommendation]:
        """All that fit, in the order in which staff put them."""
        return [each for each in self.visible if self._fits(each, self.chosen)]

    def page(self) -> tuple[list[Recommendation], str]:
        """The part of them that the address asks for (after one of them), and the address of the next, if any."""
        rows, after = self.matching, self.data.get("after")
        start = next((i + 1 for i, each in enumerate(rows) if each.public_id == after), 0)
        shown, rest = rows[start : start + PER_PAGE], rows[start + PER_PAGE :]
        return shown, self._address(after=shown[-1].public_id) if rest else ""

    def tabs(self) -> list[dict[str, Any]]:
        """How far they are, for staff; each with its count under the other filters."""
        return [
            {
                "label": label,
                "href": self._address(show=show),
                "count": sum(self._fits(each, {**self.chosen, "show": show}) for each in self.visible),
                "current": show == self.chosen["show"],
            }
            for show, label in TABS.items()
        ]

    def selects(self) -> list[dict[str, Any]]:
        """The drop-down filters with at least two values, each value with its count under the other filters."""
        selects = []
        for name, labels in self.names.items():
            fitting = [each for each in self.visible if self._fits(each, {**self.chosen, name: ""})]
            counts = Counter(value for each in fitting for value, _ in self._values(each, name))
            options = [
                {"value": value, "label": label, "count": counts[value], "chosen": value == self.chosen[name]}
                for value, label in labels.items()
            ]
            if len(options) > 1:
                selects.append({"name": name, "label": LABELS[name], "options": options})
        return selects

    def parts(self) -> list[dict[str, str]]:
        """The filters in force, each with the address that drops it."""
        return [
            {
                "word": WORDS[name],
                "label": self.names[name].get(value, value),
                "href": self._address(**{name: ""}),
            }
            for name in LABELS
            if (value := self.chosen[name])
        ]

    def here(self) -> str:
        """This page's address, without what says nothing."""
        return self._address()

    def clear(self) -> str:
        """The address without filters."""
        return self._address(**dict.fromkeys(LABELS, ""))

    def _fits(self, each: Recommendation, chosen: dict[str, str]) -> bool:
        return each.status == chosen["show"] and all(
            not chosen[name] or chosen[name] in dict(self._values(each, name)) for name in LABELS
        )

    def _named(self, name: str) -> dict[str, str]:
        """Value → label of all that occurs, by label."""
        pairs = {pair for each in self.visible for pair in self._values(each, name)}
        return dict(sorted(pairs, key=lambda pair: pair[1]))

    def _values(self, each: Recommendation, name: str) -> list[tuple[str, str]]:
        partner = each.entity.partner
        if name == "state":
            return [(there.state_id, there.state.name) for there in partner.partner_states.all()]
        if name == "constituency":
            return [(group.code, group.label) for group in partner.constituencies.all()]
        return [(each.entity.vehicle, str(Vehicle(each.entity.vehicle).label))]

    def _address(self, **instead: str) -> str:
        chosen = {**self.chosen, **instead}
        if chosen["show"] == "published":
            chosen["show"] = ""
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"{reverse('planning:recommendations')}?{query}" if query else reverse("planning:recommendations")
