"""What the demo knows of families: a sponsored project, and words that wait.

Nobody in the demo has an EIN or an FEC id: an invented one may be a real one.
"""

import datetime as dt
from typing import Final

from accounts.models import User
from mvp_coord.lib.facts import facts_of, token_of
from partners.actions.proposals import propose_entity_change
from partners.actions.registers import NewStatement, record_statements
from partners.models import LegalEntity, Sponsorship
from partners.models.family import Vehicle

from .directory import Directory
from .shapes import SOURCE

REGISTER: Final = "IRS exempt-organizations master file, demo copy (fictional)"
# What the demo's register says of each: some of it as we hold it, some otherwise, some that we do not hold.
_SAID: Final = (
    ("Dairy Bell Workers Center", "is_deductible", "yes"),
    ("Dairy Bell Workers Center", "irs_status", "01"),
    ("Dairy Bell Workers Action", "is_deductible", "no"),
    ("Three Wells Workers Education Center", "ntee_code", "J40"),
    ("Three Wells Workers Education Center", "ruled_in", "2009-06"),
    ("Monsoon Season Youth", "legal_name", "MONSOON SEASON YOUTH FUND"),
)
_PROJECT: Final = "Cousins on the Line"
# Who held the project's money, and until how many days ago.
_SPONSORS: Final = (("Copper Thread Table", None, 400), ("Three Wells Workers Education Center", 399, None))
_WISH: Final = (
    "Dairy Bell Workers Action",
    {"state_id": "DEMO-0042"},
    "It is on the letter of our state of last week.",
)


def load_families(directory: Directory, people: dict[str, User]) -> None:
    """Give the demo a sponsored project, and what waits: words of a register, and a wish of a contact."""
    _sponsored_project(directory)
    said = [NewStatement(directory.entities[name].pk, fact, value) for name, fact, value in _SAID]
    record_statements(said, source=REGISTER, as_of=directory.day(18), is_dated=True, by=None)
    name, facts, reason = _WISH
    entity = directory.entities[name]
    seen = token_of(facts_of(entity, facts))
    propose_entity_change(entity, by=people["Partner"], facts=facts, seen=seen, reason=reason)


def _sponsored_project(directory: Directory) -> None:
    project = LegalEntity.objects.create(
        partner=directory.partners["Monsoon Season Youth"],
        legal_name=_PROJECT,
        vehicle=Vehicle.SPONSORED,
        source=SOURCE,
    )
    directory.entities[_PROJECT] = project
    for sponsor, first, last in _SPONSORS:
        Sponsorship.objects.create(
            project=project,
            sponsor=directory.entities[sponsor],
            starts_on=_day(directory, first),
            ends_on=_day(directory, last),
            source=SOURCE,
        )


def _day(directory: Directory, age: int | None) -> dt.date | None:
    return None if age is None else directory.day(age)
