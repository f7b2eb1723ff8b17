"""The ground that everything else is planned on: places, how many people are in them, and how they cross.

Pages read one state's again and again, and it changes with an import: so each process keeps what it has read until
the database says that any of it was written (`GroundStamp`, docs/adr/0034).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.db import connection

from planning import overlaps
from planning.overlaps.places import Atlas
from states.chambers import same_ground_as

# The stamp, and the places where it is not the one that is known. Counts are "code=people", what crosses
# "place=share=share", which are read faster than JSON.
_SQL: Final = """
WITH stamp AS MATERIALIZED (SELECT BIT_XOR(value) AS value FROM states_groundstamp)
SELECT (SELECT value FROM stamp), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
UNION ALL
SELECT NULL, division.id, division.ocd_id, division.name, division.kind, parent.ocd_id, division.state_id,
  ARRAY(
    SELECT DISTINCT ON (constituency_id) concat(constituency.code, '=', people)
    FROM states_electorate LEFT JOIN states_constituency constituency ON constituency.id = constituency_id
    WHERE division_id = division.id ORDER BY constituency_id, as_of DESC, basis
  ),
  ARRAY(
    SELECT concat_ws('=', other.ocd_id, share_of_a, share_of_b)
    FROM states_divisionshare JOIN states_division other ON other.id = division_b_id
    WHERE division_a_id = division.id
  )
FROM states_division division LEFT JOIN states_division parent ON parent.id = division.parent_id
WHERE (%(codes)s::text[] IS NULL OR division.state_id = ANY(%(codes)s::text[]) OR division.state_id IS NULL)
  AND NOT EXISTS (SELECT FROM stamp WHERE value = %(known)s)"""


@dataclass(frozen=True)
class Ground:
    """The places of some states by OCD id, the newest counts of constituencies by place and code, the crosswalk.

    `ids` tells the OCD id of a place by its key in the database.
    """

    places: Mapping[str, overlaps.Place]
    constituency_electorates: Mapping[tuple[str, str], int]
    shares: Mapping[tuple[str, str], float]
    ids: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def atlas(self) -> Atlas:
        """How these places lie to each other."""
        return Atlas(self.places, self.shares, self.constituency_electorates)


# How many pairs of its places a kept ground remembers the relation of: one or two megabytes.
_MOST_PAIRS: Final = 10_000
# By postal code: what was read of a state, under which stamp. Few, so that none is ever dropped.
_kept: dict[str, tuple[int, Ground]] = {}


def ground_of(code: str) -> Ground:
    """The ground of one state (postal code), with the country's, as it is now. One query."""
    known, ground = _kept.get(code, (None, None))
    stamp, rows = _read([code], known)
    if ground is None or stamp is None or stamp != known:
        ground = _ground(rows)
        if stamp is not None:
            _kept[code] = stamp, ground
    ground.atlas.forget(beyond=_MOST_PAIRS)
    return ground


def load_ground(codes: list[str] | None) -> Ground:
    """The ground of these states (postal codes; None: all), for whoever asks several things of it. One query."""
    return ground_of(*codes) if codes is not None and len(codes) == 1 else _ground(_read(codes)[1])


def _read(codes: list[str] | None, known: int | None = None) -> tuple[int | None, list[Any]]:
    """The stamp that stands (None: none does), and the places; none of them where it is the known one."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"codes": codes, "known": known})
        found = cursor.fetchall()
    ((stamp, *_),) = (row for row in found if row[1] is None)
    return stamp, [row for row in found if row[1] is not None]


def _ground(rows: Iterable[Any]) -> Ground:
    """`shares` in both directions: (place, other place) -> the part of the first one's people in the second."""
    places: dict[str, overlaps.Place] = {}
    constituencies: dict[tuple[str, str], int] = {}
    shares: dict[tuple[str, str], float] = {}
    ids: dict[int, str] = {}
    for _, key, ocd_id, name, kind, parent, state, counts, crossing in rows:
        people = {code: int(many) for code, many in (count.split("=") for count in counts)}
        everyone = people.pop("", None)
        ids[key] = ocd_id
        places[ocd_id] = overlaps.Place(ocd_id, name, kind, parent, state, everyone, same_ground_as(ocd_id))
        constituencies.update({(ocd_id, code): number for code, number in people.items()})
        for each in crossing:
            other, of_a, of_b = each.split("=")
            shares[ocd_id, other], shares[other, ocd_id] = float(of_a), float(of_b)
    return Ground(places, constituencies, shares, ids)
