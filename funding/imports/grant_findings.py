"""What is odd or lacking in a list of grants, as 360Giving's own quality tests ask of published files.

A finding refuses nothing: it is counted with its lines and shown, so that the publisher can be asked.
"""

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from mvp_coord.lib.rough_dates import Precision, RoughDate
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.outcome import Finding
from partners.ids import read_org_id
from partners.imports.names import name_key

_LONG_TITLE: Final = 140
_FAR: Final = dt.timedelta(days=25 * 365)
# In the order in which they are told: what was refused, then who, when, what and where.
WORDS: Final = {
    "amount_missing": "no amount",
    "amount_zero": "an amount of zero",
    "amount_negative": "an amount below zero",
    "amount_not_exact": "an amount with parts of a cent",
    "recipient_missing": "no recipient",
    "recipient_id_missing": "no identifier of the recipient",
    "recipient_id_own": "an identifier of the recipient that only the publisher knows (360G-…)",
    "recipient_id_odd": "an identifier of the recipient from no register, as far as its form tells",
    "recipient_id_shared": "an identifier that stood beside another name above",
    "funder_id_missing": "no identifier of the funder",
    "funder_id_own": "an identifier of the funder that only the publisher knows (360G-…)",
    "funder_id_odd": "an identifier of the funder from no register, as far as its form tells",
    "same_organization": "one organization as funder and as recipient",
    "date_missing": "no award date",
    "date_rough": "an award date that is not known to the day",
    "date_future": "an award date in the future",
    "date_far": "an award date more than 25 years ago",
    "dates_odd": "a planned end before the planned start, so that the end is left out",
    "identifier_missing": "no identifier of the grant",
    "currency_missing": "no currency: read as US dollars",
    "title_missing": "no title",
    "title_cut": "a title that is longer than 140 letters, or cut off",
    "title_is_description": "a title that is the description",
    "description_missing": "no description",
    "program_missing": "no grant program",
    "place_missing": "no location",
}


class Findings:
    """The lines of each finding, file by file; light enough for a hundred thousand rows."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.lines: dict[tuple[str, str], array[int]] = {}
        self.names: dict[str, str] = {}

    def note(self, file: str, line: int, codes: Iterable[str]) -> None:
        """These findings stand in this line."""
        for code in codes:
            self.lines.setdefault((file, code), array("I")).append(line)

    def look_at(self, file: str, line: int, facts: Mapping[str, Any]) -> None:
        """What is odd or lacking in a grant that was read."""
        self.note(file, line, _of_grant(facts, self.today))
        self.note(file, line, self._shared(facts))

    def listed(self) -> list[Finding]:
        """In the order of files and `WORDS`."""
        order = list(WORDS)
        found = sorted(self.lines, key=lambda each: (each[0], order.index(each[1])))
        return [Finding(file, code, WORDS[code], self.lines[file, code]) for file, code in found]

    def _shared(self, facts: Mapping[str, Any]) -> Iterator[str]:
        org_id = facts.get("recipient_id")
        if org_id and self.names.setdefault(org_id, name_key(facts["recipient"])) != name_key(facts["recipient"]):
            yield "recipient_id_shared"


def _of_grant(facts: Mapping[str, Any], today: dt.date) -> Iterator[str]:
    for side in ("recipient", "funder"):
        yield from _of_id(side, facts.get(f"{side}_id", ""))
    if facts["funder"] and name_key(facts["funder"]) == name_key(facts["recipient"]):
        yield "same_organization"
    yield from _of_date(facts["awarded"], today)
    for name, code in (
        ("identifier", "identifier_missing"),
        ("said_currency", "currency_missing"),
        ("description", "description_missing"),
        ("program_name", "program_missing"),
        ("location", "place_missing"),
    ):
        if not facts.get(name):
            yield code
    if facts.get("dates_odd"):
        yield "dates_odd"
    yield from _of_title(facts.get("title", ""), facts.get("description", ""))


def _of_id(side: str, org_id: str) -> Iterator[str]:
    if not org_id:
        yield f"{side}_id_missing"
    elif org_id.upper().startswith("360G"):
        yield f"{side}_id_own"
    elif not is_of_register(org_id):
        yield f"{side}_id_odd"


def _of_date(awarded: RoughDate, today: dt.date) -> Iterator[str]:
    if awarded.first is None:
        yield "date_missing"
        return
    if awarded.precision is not Precision.DAY:
        yield "date_rough"
    if awarded.first > today:
        yield "date_future"
    if awarded.first < today - _FAR:
        yield "date_far"


def _of_title(title: str, description: str) -> Iterator[str]:
    if not title:
        yield "title_missing"
        return
    if len(title) > _LONG_TITLE or title.endswith(("…", "...")):
        yield "title_cut"
    if title.casefold() == description.casefold():
        yield "title_is_description"


def is_of_register(org_id: str) -> bool:
    """Whether its form is that of an id from a register (org-id.guide)."""
    try:
        read_org_id(org_id)
    except NotUnderstoodError:
        return False
    return True
