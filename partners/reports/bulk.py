"""What a change to many partners would do to each: before, after, and why not, in words."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from accounts.visibility import Viewer, Visibility
from mvp_coord.lib import wording
from partners.models import BulkEdit, Partner, PartnerState
from partners.models.family import TABLES
from partners.models.partner import PartnerConstituency, PartnerIssue
from states.models import Constituency, IssueArea, State

# Several at a time: (facts of a partner, what a form calls adding and removing them).
SEVERAL: Final = ("states", "constituencies", "issues")
ONE: Final = ("status", "visibility")
LABELS: Final = {
    "status": "Status",
    "visibility": "Seen by",
    "states": "States",
    "constituencies": "Works for",
    "issues": "Issues",
}
CONFLICT: Final = "Somebody changed it since you looked, so it was left as it is."
NOT_YOURS: Final = "You may read it, but not change it."
MERGED: Final = "It was merged into another record."
STATES_OF_A_TABLE: Final = "The states of a table decide what its members may read: only staff change them."

# The facts that a bulk edit can touch, by field: a code, or sorted codes where there are several.
Facts = dict[str, Any]
Changes = Mapping[str, Any]


def facts_of_partners(ids: Collection[int], fields: Iterable[str]) -> dict[int, Facts]:
    """These facts of each of these partners, by its id. At most four queries."""
    fields = list(fields)
    found: dict[int, Facts] = {
        row["pk"]: {name: row[name] for name in ONE if name in fields}
        for row in Partner.objects.filter(pk__in=ids).values("pk", *ONE)
    }
    tables: dict[str, tuple[Any, str]] = {
        "states": (PartnerState, "state_id"),
        "constituencies": (PartnerConstituency, "constituency__code"),
        "issues": (PartnerIssue, "issuearea__code"),
    }
    for name in SEVERAL:
        if name in fields:
            model, code = tables[name]
            codes: dict[int, list[str]] = defaultdict(list)
            for partner, value in model.objects.filter(partner_id__in=found).values_list("partner_id", code):
                codes[partner].append(value)
            for pk, facts in found.items():
                facts[name] = sorted(codes[pk])
    return found


def fields_of(changes: Changes) -> list[str]:
    """The facts that these changes touch, in the order of pages."""
    return [name for name in LABELS if changes.get(name) or changes.get(f"add_{name}") or changes.get(f"drop_{name}")]


def changed(facts: Facts, changes: Changes) -> Facts:
    """The facts as they would be."""
    after: Facts = {name: changes.get(name) or value for name, value in facts.items() if name in ONE}
    for name in facts.keys() - set(ONE):
        kept = set(facts[name]) - set(changes.get(f"drop_{name}", ()))
        after[name] = sorted(kept | set(changes.get(f"add_{name}", ())))
    return after


def refusals(viewer: Viewer, ids: Collection[int], changes: Changes) -> dict[int, str]:
    """Why some of these partners may not be changed like this, by id. Two queries."""
    editable = set(Partner.objects.editable_by(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    found = {}
    for pk, status, kind in Partner.objects.filter(pk__in=ids).values_list("pk", "status", "kind"):
        if status == Partner.Status.MERGED:
            found[pk] = MERGED
        elif pk not in editable:
            found[pk] = NOT_YOURS
        elif "states" in fields_of(changes) and kind in TABLES and not viewer.is_insider:
            found[pk] = STATES_OF_A_TABLE
    return found


def rows_of(viewer: Viewer, ids: Sequence[int], changes: Changes) -> list[dict[str, Any]]:
    """Partner by partner what these changes would do, as plain values: `id`, `before`, `after`, `why` not."""
    facts, why = facts_of_partners(ids, fields_of(changes)), refusals(viewer, ids, changes)
    return [
        {"id": pk, "before": facts[pk], "after": changed(facts[pk], changes), "why": why.get(pk, "")}
        for pk in ids
        if pk in facts
    ]


@dataclass(frozen=True)
class Line:
    """One field of one partner: what it says now, and what it would say."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """One partner of a bulk edit: what changes, or why it does not."""

    partner: Partner
    lines: tuple[Line, ...]
    why: str


class Preview:
    """A bulk edit as its maker reads it: partners that he or she may see no more are left out and not counted."""

    def __init__(self, edit: BulkEdit, viewer: Viewer) -> None:
        self.edit = edit
        self._partners = Partner.objects.visible_to(viewer).defer("search").in_bulk(edit.partner_ids)

    @cached_property
    def partners(self) -> list[Partner]:
        """The chosen partners, in the order of the list."""
        return [self._partners[pk] for pk in self.edit.partner_ids if pk in self._partners]

    @cached_property
    def _rows(self) -> list[Row]:
        words = _Words()
        return [
            Row(self._partners[row["id"]], words.lines(row), row["why"])
            for row in self.edit.rows
            if row["id"] in self._partners
        ]

    @property
    def changing(self) -> list[Row]:
        return [row for row in self._rows if row.lines and not row.why]

    @property
    def unchanged(self) -> list[Row]:
        return [row for row in self._rows if not row.lines and not row.why]

    @property
    def refused(self) -> list[Row]:
        return [row for row in self._rows if row.why]


class _Words:
    """Codes in words, each kind of code read once."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, str]] = {
            "status": dict(Partner.Status.choices),
            "visibility": dict(Visibility.choices),
        }

    def lines(self, row: Mapping[str, Any]) -> tuple[Line, ...]:
        return tuple(
            Line(LABELS[name], self._said(name, row["before"][name]), self._said(name, row["after"][name]))
            for name in LABELS
            if name in row["before"] and row["before"][name] != row["after"][name]
        )

    def _said(self, name: str, value: Any) -> str:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(str(self._of(name).get(code, code)) for code in codes) or wording.DASH

    def _of(self, name: str) -> dict[str, str]:
        if name not in self._labels:
            models: dict[str, tuple[Any, str]] = {
                "states": (State, "name"),
                "constituencies": (Constituency, "label"),
                "issues": (IssueArea, "label"),
            }
            model, label = models[name]
            self._labels[name] = dict(model.objects.values_list("pk" if name == "states" else "code", label))
        return self._labels[name]


def had_by(ids: Collection[int]) -> dict[str, Counter[str]]:
    """How many of these partners have each state, constituency and issue, by name and code. Four queries."""
    facts = facts_of_partners(ids, SEVERAL).values()
    return {name: Counter(code for each in facts for code in each[name]) for name in SEVERAL}
