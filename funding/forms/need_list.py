"""Which needs a page lists, and in which order."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from django import forms

from funding.models import Need
from funding.reports.need_list import NeedRow
from mvp_coord.lib.worklist import WorkList
from partners.models.family import Vehicle
from partners.models.freshness import Freshness

ORDERS: Final[dict[str, tuple[str, Callable[[NeedRow], Any]]]] = {
    "": ("Most needed first", lambda row: -row.need.left_usd),
    "oldest": ("Oldest statement first", lambda row: row.need.good_as_of),
    "name": ("By name", lambda row: row.entity.partner.name.casefold()),
}
_AGES = {"fresh": "Stated in the last 90 days", "aging": "Stated 90 to 180 days ago", "stale": "Older than 180 days"}


class NeedFilter(WorkList):
    """Needs by what is left of them, state, vehicle, consent and age. Counts are over what the viewer may read."""

    tab_labels = {"open": "Not met", "old": "Statement is old", "met": "Met", "all": "All"}
    words = {"state": "in", "vehicle": "of", "consent": "seen by", "age": "that are"}
    offered = {
        "state": ("State", "All states"),
        "vehicle": ("Vehicle", "All vehicles"),
        "consent": ("Shared with", "Anybody"),
        "age": ("Age", "Any age"),
    }

    sort = forms.CharField(required=False)

    def __init__(self, data: Any, *, rows: Sequence[NeedRow]) -> None:
        self.order = data.get("sort") if data.get("sort") in ORDERS else ""
        super().__init__(data, rows=sorted(rows, key=ORDERS[self.order][1]))
        self.chosen["sort"] = self.order

    def facts_of(self, row: NeedRow) -> dict[str, Collection[str]]:
        stands = ["all", "met" if row.is_met else "open"]
        return {
            "show": [*stands, "old"] if row.age == Freshness.STALE else stands,
            "state": list(row.states),
            "vehicle": [row.entity.vehicle],
            "consent": [row.need.consent],
            "age": [row.age],
            "sort": [*ORDERS],
        }

    def labels_of(self, name: str) -> dict[str, str]:
        if name == "state":
            found = {code: label for row in self.rows for code, label in row.states.items()}
            return dict(sorted(found.items(), key=lambda each: each[1]))
        labels: dict[str, dict[str, str]] = {
            "vehicle": {vehicle.value: str(vehicle.label) for vehicle in Vehicle},
            "consent": {level.value: str(level.label) for level in Need.CONSENTS},
            "age": _AGES,
        }
        return labels[name]

    def orders(self) -> list[dict[str, Any]]:
        """The orders, with their addresses."""
        return [
            {"label": label, "href": self._address(sort=code), "is_now": code == self.order}
            for code, (label, _) in ORDERS.items()
        ]
