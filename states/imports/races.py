"""Sheets of races: each row is a contest, a ballot measure or a retention of an election that is kept. For staff."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from mvp_coord.lib.tabular import Value
from mvp_coord.lib.wording import day
from mvp_coord.lib.written import NotUnderstoodError, read_count, shown
from mvp_coord.sheets.cells import plain_line
from mvp_coord.sheets.fields import Field, layout_of
from mvp_coord.sheets.kinds import Kind
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Said
from mvp_coord.sheets.records import Meant
from states.actions.sheets import SheetRow
from states.models import Election, Race

from .books import CalendarBooks
from .elections import ELECTION_KINDS
from .placed import PLACE, STATE, Placed, beginning, may_send
from .words import Choices, as_it_is, read_day, read_line, read_text

KINDS = Choices(
    "kind of race",
    dict(Race.Kind.choices),
    {**dict.fromkeys(("measure", "proposition", "referendum", "initiative"), "measure"), "office": "candidate"},
)
RATINGS = Choices("rating", dict(Race.Rating.choices), {"toss-up": "open", "tossup": "open", "solid": "safe"})


def read_points(value: Value, _: Any = None) -> Decimal:
    """A margin in points, 0 to 100: "4.2", "4.2 points", "4.2%"."""
    text = shown(value).lower().replace("points", "").replace("pts", "").replace("%", "").strip()
    try:
        points = Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise NotUnderstoodError("is no margin: write it in points, such as 4.2") from error
    if not 0 <= points <= 100:
        raise NotUnderstoodError("is no margin: it lies between 0 and 100 points, whoever won")
    return points


def _seats(value: Value, _: Any = None) -> int:
    number = read_count(value)
    if not number or number > 1_000:
        raise NotUnderstoodError("is no number of seats")
    return number


RACE_FIELDS: tuple[Field, ...] = (
    STATE,
    PLACE,
    Field(
        Column("election", "election", ("election", "election type", "kind of election")),
        ELECTION_KINDS.read, ELECTION_KINDS.write, is_key=True,
    ),
    Field(
        Column("held_on", "election day", ("election day", "election date", "date of election"), is_required=True),
        read_day, as_it_is, is_key=True,
    ),
    Field(
        Column("race", "race", ("race", "race name", "contest"), maybe=("name", "title"), is_required=True),
        read_line(200, is_name=True), as_it_is, is_key=True,
    ),
    Field(Column("kind", "kind", ("kind", "kind of race", "race type", "type")), KINDS.read, KINDS.write),
    Field(Column("office", "office", ("office", "office sought", "seat")), read_line(120), as_it_is, empty=""),
    Field(
        Column("seats", "seats to fill", ("seats to fill", "number of seats", "seats up", "seats up for election")),
        _seats, as_it_is,
    ),
    Field(
        Column("question", "question", ("question", "what it asks", "ballot question")),
        read_text, as_it_is, empty="", longest=2_000,
    ),
    Field(
        Column("last_margin_points", "last margin", ("last margin", "margin", "margin in points")),
        read_points, as_it_is, empty=None,
    ),
    Field(
        Column("last_margin_source", "margin source", ("margin source", "source of margin"), maybe=("source",)),
        read_line(300), as_it_is, empty="",
    ),
    Field(Column("rating", "rating", ("rating", "rated", "staff rating")), RATINGS.read, RATINGS.write, empty=""),
    Field(
        Column("rating_reason", "rated so because", ("rated so because", "rating reason", "reason", "why")),
        read_text, as_it_is, empty="", longest=2_000,
    ),
)  # fmt: skip
_COLUMNS = (
    "kind",
    "office",
    "seats",
    "question",
    "last_margin_points",
    "last_margin_source",
    "rating",
    "rating_reason",
)
_NEW: dict[str, Any] = {"kind": "candidate", "office": "", "question": "", "last_margin_points": None,
                        "last_margin_source": "", "rating": "", "rating_reason": ""}  # fmt: skip
Day = tuple[str, str, dt.date]


class RaceShelf:
    """Races: one by its election, place and name. Its election is of the state, and kept already."""

    def __init__(self, books: CalendarBooks) -> None:
        self.books = books
        self.elections: dict[Day, list[Election]] = {}
        self.races: dict[tuple[int, int, str], Race] = {}

    def load(self, placed: Sequence[Placed]) -> None:
        """Two queries."""
        states = {each.row.facts["state"] for each in placed}
        days = {each.row.facts["held_on"] for each in placed}
        for each in Election.objects.filter(division__state__in=states, held_on__in=days).select_related("division"):
            self.elections.setdefault((str(each.division.state_id), each.kind, each.held_on), []).append(each)
        kept = Race.objects.filter(election__held_on__in=days, election__division__state__in=states)
        self.races = {(each.election_id, each.division_id, each.name.casefold()): each for each in kept}

    def key(self, placed: Placed) -> Hashable:
        return (*_day(placed), placed.division.pk, placed.row.facts["race"].casefold())

    def find(self, placed: Placed) -> Race | None:
        election = self._election(placed)
        return self.races.get((election.pk, placed.division.pk, placed.row.facts["race"].casefold()))

    def facts(self, record: Race) -> dict[str, Any]:
        return {name: getattr(record, name) for name in _COLUMNS}

    def refuse(self, placed: Placed, record: Race | None, facts: Mapping[str, Any]) -> str:
        would_be = {**(self.facts(record) if record else _NEW), **facts}
        if would_be["kind"] == Race.Kind.MEASURE and would_be["office"]:
            return "A ballot measure is for no office."
        if would_be["kind"] != Race.Kind.MEASURE and (would_be["question"] or not would_be["office"]):
            return "Say which office it is for; only a ballot measure asks a question."
        if (would_be["last_margin_points"] is None) == bool(would_be["last_margin_source"]):
            return "A margin needs its source, and a source its margin."
        if bool(would_be["rating"]) != bool(would_be["rating_reason"]):
            return "A rating needs its reason, and a reason its rating."
        return ""

    def said(self, facts: Mapping[str, Any], placed: Placed, record: Race | None) -> Said:
        row = placed.row.facts
        margin = facts.get("last_margin_points")
        told = f"{margin} points last time" if margin is not None else ""
        what = plain_line(facts.get("question", "")) or facts.get("office", "")
        where = (row["race"], placed.division.full_name)
        rating = RATINGS.write(facts["rating"]) if facts.get("rating") else ""
        address = record.get_absolute_url() if record else ""
        return Said((where, (what, day(row["held_on"])), (told, rating)), address)

    def sheet_row(self, meant: Meant) -> SheetRow:
        placed: Placed = meant.placed
        if meant.record is not None:
            return SheetRow(Race, meant.record.pk, meant.facts)
        belongs = {"election": self._election(placed), "division": placed.division, "name": placed.row.facts["race"]}
        return SheetRow(Race, None, {**belongs, **meant.facts})

    def _election(self, placed: Placed) -> Election:
        """That of the race's own place, else the one of the whole state."""
        found = self.elections.get(_day(placed), [])
        own = [each for each in found if each.division_id == placed.division.pk]
        whole = [each for each in found if each.division_id == self.books.states[_day(placed)[0]].division_id]
        if len(own or whole) != 1:
            which = "Several elections are" if own or whole else "No election is"
            raise NotUnderstoodError(
                f"{which} kept of this kind on {day(placed.row.facts['held_on'])}: enter it first"
            )
        return (own or whole)[0]


def _day(placed: Placed) -> Day:
    facts = placed.row.facts
    return facts["state"], facts.get("election", Election.Kind.GENERAL), facts["held_on"]


RACES = Kind(
    code="races",
    label="Races and ballot measures",
    layout=layout_of("a race", RACE_FIELDS),
    headings=("Race", "What is decided", "How close"),
    needs=(
        "Each row needs a state, the election day and the race; the election is the general one unless the sheet says"
        " otherwise, and is kept already. A margin needs its source, a rating its reason."
    ),
    may_send=may_send,
    begin=beginning(RACE_FIELDS, RaceShelf),
)
