"""Sheets of elections and deadlines: each row is one deadline of an election, or an election alone. For staff.

A row with a deadline brings its election along where it is not kept yet. Nothing that comes by a sheet is verified.
"""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from mvp_coord.lib.wording import day
from mvp_coord.sheets.cells import plain_line
from mvp_coord.sheets.fields import Field, layout_of
from mvp_coord.sheets.kinds import Kind
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Said
from mvp_coord.sheets.records import Meant
from states.actions.sheets import SheetRow
from states.models import Deadline, Election

from .books import CalendarBooks
from .placed import PLACE, STATE, Placed, beginning, may_send
from .words import Choices, as_it_is, read_day, read_line, read_link, read_text

ELECTION_KINDS = Choices(
    "kind of election",
    dict(Election.Kind.choices),
    {"primary election": "primary", "runoff election": "runoff", "local": "municipal", "city": "municipal"},
)
DEADLINE_KINDS = Choices(
    "deadline",
    dict(Deadline.Kind.choices),
    {
        **dict.fromkeys(("online registration", "register online", "registration online"), "register_online"),
        **dict.fromkeys(("mail registration", "register by mail", "registration by mail"), "register_mail"),
        **dict.fromkeys(("in person registration", "register in person"), "register_in_person"),
        **dict.fromkeys(("absentee request", "mail ballot request", "request a ballot"), "absentee_request"),
        **dict.fromkeys(("early voting from", "early voting starts", "early voting start"), "early_from"),
        **dict.fromkeys(("early voting to", "early voting end", "early voting until"), "early_to"),
        **dict.fromkeys(("ballot return", "return ballot", "ballot due"), "ballot_return"),
        **dict.fromkeys(("cure deadline", "ballot cure"), "cure"),
    },
)
ELECTION_FIELDS: tuple[Field, ...] = (
    STATE,
    PLACE,
    Field(
        Column("election", "election", ("election", "election type", "kind of election"), is_required=True),
        ELECTION_KINDS.read, ELECTION_KINDS.write, is_key=True,
    ),
    Field(
        Column("held_on", "election day", ("election day", "election date", "date of election"), is_required=True),
        read_day, as_it_is, is_key=True,
    ),
    Field(Column("title", "called", ("called", "election title")), read_line(120), as_it_is, is_key=True),
    Field(
        Column("deadline", "deadline", ("deadline", "deadline type", "kind of deadline"), maybe=("what",)),
        DEADLINE_KINDS.read, DEADLINE_KINDS.write, is_key=True,
    ),
    Field(
        Column("on", "day", ("day", "deadline day", "deadline date", "due date", "last day"), maybe=("date", "due")),
        read_day, as_it_is,
    ),
    Field(
        Column("rule_text", "rule", ("rule", "rule text", "in words"), maybe=("details", "notes")),
        read_text, as_it_is, empty="", longest=2_000,
    ),
    Field(
        Column("source_url", "source", ("source", "source url", "link"), maybe=("url", "website")),
        read_link, as_it_is, empty="",
    ),
)  # fmt: skip

Key = tuple[int, str, dt.date, str]


class ElectionShelf:
    """Elections and their deadlines: an election by its place, kind, day and name; a deadline by its kind in it."""

    def __init__(self, books: CalendarBooks) -> None:
        self.books = books
        self.elections: dict[Key, Election] = {}
        self.deadlines: dict[tuple[int, str], Deadline] = {}

    def load(self, placed: Sequence[Placed]) -> None:
        """Two queries."""
        days = {each.row.facts["held_on"] for each in placed}
        places = {each.division.pk for each in placed}
        for each in Election.objects.filter(division__in=places, held_on__in=days):
            self.elections[each.division_id, each.kind, each.held_on, each.name] = each
        kept = Deadline.objects.filter(election__in=[each.pk for each in self.elections.values()])
        self.deadlines = {(each.election_id, each.kind): each for each in kept}

    def key(self, placed: Placed) -> Hashable:
        return (*_election_key(placed), placed.row.facts.get("deadline", ""))

    def find(self, placed: Placed) -> Election | Deadline | None:
        election = self.elections.get(_election_key(placed))
        kind = placed.row.facts.get("deadline")
        if election is None or not kind:
            return election
        return self.deadlines.get((election.pk, kind))

    def facts(self, record: Election | Deadline) -> dict[str, Any]:
        if isinstance(record, Election):
            return {"on": None, "rule_text": "", "source_url": record.source_url}
        return {"on": record.on, "rule_text": record.rule_text, "source_url": record.source_url}

    def refuse(self, placed: Placed, record: Any, facts: Mapping[str, Any]) -> str:
        if placed.row.facts.get("deadline"):
            return "Say the day of the deadline." if record is None and not facts.get("on") else ""
        if facts.get("on") or facts.get("rule_text"):
            return "A day or a rule belongs to a deadline: say which one."
        return ""

    def said(self, facts: Mapping[str, Any], placed: Placed, record: Any) -> Said:
        row = placed.row.facts
        election = f"{row.get('title') or ELECTION_KINDS.write(row['election'])}, {day(row['held_on'])}"
        what = DEADLINE_KINDS.write(row["deadline"]) if row.get("deadline") else "The election itself"
        when = day(facts["on"]) if facts.get("on") else ""
        rule = plain_line(facts.get("rule_text", ""))
        address = record.get_absolute_url() if record else ""
        return Said(
            ((placed.division.full_name, election), (what, when), (rule, facts.get("source_url", ""))), address
        )

    def sheet_row(self, meant: Meant) -> SheetRow:
        placed: Placed = meant.placed
        row, kind = placed.row.facts, placed.row.facts.get("deadline")
        if meant.record is not None:
            return SheetRow(type(meant.record), meant.record.pk, meant.facts)
        election = {
            "division": placed.division,
            "kind": row["election"],
            "held_on": row["held_on"],
            "name": row.get("title", ""),
        }
        if kind:
            return SheetRow(Deadline, None, {"kind": kind, **meant.facts}, election)
        return SheetRow(Election, None, {**election, **meant.facts})


def _election_key(placed: Placed) -> Key:
    facts = placed.row.facts
    return placed.division.pk, facts["election"], facts["held_on"], facts.get("title", "")


ELECTIONS = Kind(
    code="elections",
    label="Elections and deadlines",
    layout=layout_of("a day", ELECTION_FIELDS),
    headings=("Place and election", "What, and by when", "Rule and source"),
    needs=(
        "Each row needs a state, the kind of election and its day; a deadline also which one it is and when. What"
        " comes by a sheet is unverified until somebody compares it with its source."
    ),
    may_send=may_send,
    begin=beginning(ELECTION_FIELDS, ElectionShelf),
)
