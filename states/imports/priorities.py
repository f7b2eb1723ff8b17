"""Sheets of priorities: each row says how much a place matters in a cycle, for whom and for what work. For staff."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from mvp_coord.lib.tabular import Value
from mvp_coord.lib.wording import usd_exact
from mvp_coord.lib.written import NotUnderstoodError, read_dollars, shown
from mvp_coord.sheets.cells import plain_line
from mvp_coord.sheets.fields import Field, layout_of
from mvp_coord.sheets.kinds import Kind
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Said
from mvp_coord.sheets.records import Meant
from states.actions.sheets import SheetRow
from states.models import Priority

from .books import CalendarBooks
from .placed import PLACE, STATE, Placed, beginning, may_send, positive_count
from .words import Choices, as_it_is, read_text

LEVELS = Choices("level", {level.value: level.label for level in Priority.LEVELS})


def _tier(value: Value, _: Any = None) -> int:
    text = shown(value).casefold().removeprefix("tier").strip()
    if text not in {"1", "2", "3", "4"}:
        raise NotUnderstoodError("is no tier: write 1, 2, 3 or 4")
    return int(text)


def _dollars(value: Value, _: Any = None) -> Any:
    amount = read_dollars(value)
    if not amount:
        raise NotUnderstoodError("is no target: leave it blank if there is none")
    return amount


def _term(name: str) -> Callable[[Value, CalendarBooks], str]:
    return lambda value, books: getattr(books, name).find(shown(value))  # type: ignore[no-any-return]


PRIORITY_FIELDS: tuple[Field, ...] = (
    STATE,
    PLACE,
    Field(
        Column("cycle", "cycle", ("cycle", "election cycle"), maybe=("period", "year"), is_required=True),
        lambda value, books: books.read_cycle(value), as_it_is, is_key=True,
    ),
    Field(
        Column("constituency", "for whom", ("for whom", "constituency", "population"), maybe=("audience",)),
        _term("constituencies"), as_it_is, is_key=True,
    ),
    Field(
        Column("program_type", "kind of work", ("kind of work", "program type", "type of program"), maybe=("type",)),
        _term("program_types"), as_it_is, is_key=True,
    ),
    Field(Column("tier", "tier", ("tier", "priority", "priority tier"), is_required=True), _tier, as_it_is),
    Field(
        Column("target_universe", "people to reach", ("people to reach", "target universe"), is_figure=True),
        positive_count, as_it_is, empty=None,
    ),
    Field(
        Column("investment_target_usd", "investment target",
               ("investment target", "target investment", "dollars to bring"), is_figure=True),
        _dollars, as_it_is, empty=None,
    ),
    Field(
        Column("rationale", "why", ("why", "rationale", "reason"), maybe=("notes",), is_required=True),
        read_text, as_it_is, longest=4_000,
    ),
    Field(
        Column("visibility", "seen by", ("seen by", "shared with", "who can see this")),
        LEVELS.read, LEVELS.write,
    ),
)  # fmt: skip
_COLUMNS = ("tier", "target_universe", "investment_target_usd", "rationale", "visibility")


class PriorityShelf:
    """Priorities: one by its cycle, place, constituency and kind of work."""

    def __init__(self, books: CalendarBooks) -> None:
        self.books = books
        self.kept: dict[Hashable, Priority] = {}

    def load(self, placed: Sequence[Placed]) -> None:
        """One query."""
        rows = Priority.objects.filter(division__in={each.division.pk for each in placed})
        self.kept = {
            (each.cycle_id, each.division_id, each.constituency_id, each.program_type_id): each for each in rows
        }

    def key(self, placed: Placed) -> Hashable:
        facts = placed.row.facts
        return facts["cycle"], placed.division.pk, *(self._term(facts, name) for name in self.books.term_ids)

    def find(self, placed: Placed) -> Priority | None:
        return self.kept.get(self.key(placed))

    def facts(self, record: Priority) -> dict[str, Any]:
        return {name: getattr(record, name) for name in _COLUMNS}

    def refuse(self, placed: Placed, record: Priority | None, facts: Mapping[str, Any]) -> str:
        return ""

    def said(self, facts: Mapping[str, Any], placed: Placed, record: Priority | None) -> Said:
        row = placed.row.facts
        whom = self.books.constituencies.labels[row["constituency"]] if row.get("constituency") else "Everyone"
        work = self.books.program_types.labels[row["program_type"]] if row.get("program_type") else "all work"
        dollars = usd_exact(facts["investment_target_usd"]) if facts.get("investment_target_usd") else ""
        where = (placed.division.full_name, self.books.cycles[row["cycle"]].name)
        cells = (where, (f"Tier {facts['tier']}", f"{whom}, {work}"), (plain_line(facts["rationale"]), dollars))
        return Said(cells, record.get_absolute_url() if record else "")

    def sheet_row(self, meant: Meant) -> SheetRow:
        if meant.record is not None:
            return SheetRow(Priority, meant.record.pk, meant.facts)
        facts = meant.placed.row.facts
        keys = {"cycle_id": facts["cycle"], "division": meant.placed.division}
        keys |= {f"{name}_id": self._term(facts, name) for name in self.books.term_ids}
        return SheetRow(Priority, None, {**keys, **meant.facts})

    def _term(self, facts: Mapping[str, Any], name: str) -> int | None:
        return self.books.term_ids[name][facts[name]] if facts.get(name) else None


PRIORITIES = Kind(
    code="priorities",
    label="Priorities: which places matter most",
    layout=layout_of("a priority", PRIORITY_FIELDS),
    headings=("Place and cycle", "Tier, for whom", "Why, and what to bring"),
    needs=(
        "Each row needs a state, a cycle, a tier and why; without a place it is the whole state. Staff alone see it"
        " unless the sheet says who else may."
    ),
    may_send=may_send,
    begin=beginning(PRIORITY_FIELDS, PriorityShelf),
)
