"""The counts beside the directory's filters: over what the viewer may see, and under all other filters."""

import datetime as dt
from collections.abc import Collection, Mapping
from functools import reduce
from operator import and_, or_
from typing import Final

from django.db import connection
from django.db.models import Q

from accounts.visibility import Viewer, readable
from mvp_coord.lib.asked import Facets, Option
from mvp_coord.lib.tally import Tally
from partners.models import Partner
from partners.models.family import Vehicle
from partners.models.freshness import Freshness, freshness

from .census import census

_PLAIN: Final = {
    "kind": Partner.Kind.choices,
    "vehicle": Vehicle.choices,
    "status": Partner.Status.to_choose(),
}
# Their choices are rows: what the tally calls each, its code in addresses, its label. Every page of the list asks it.
_TERMS: Final = ("state", "constituency", "issue")
_LABELS: Final = """
SELECT facet, key, code, label FROM (
    SELECT 'state' AS facet, code AS key, code, name AS label, 0 AS place FROM states_state
    UNION ALL SELECT 'constituency', id::text, code, label, position FROM states_constituency
    UNION ALL SELECT 'issue', id::text, code, label, position FROM states_issuearea
) AS term ORDER BY place, label
"""

# A choice by its code: its label, and the partners that have it.
_Choices = dict[str, tuple[str, int]]


class DirectoryCounts:
    """How many partners there are for a viewer, by everything that the directory can be filtered by.

    `asked` are the filters by their names in the address ("state", "not_state"), each with its codes; `found` are
    the ids of the partners that the words find, where there are words. One query or two for the counts (see
    `census`), one for the labels.
    """

    def __init__(
        self, viewer: Viewer, asked: Mapping[str, Collection[str]], *, found: Collection[int] | None, today: dt.date
    ) -> None:
        tally = census()
        self._everyone = tally.where(_shown_to(viewer))
        self._choices = _choices(tally, today)
        self._asked = asked
        self._parts = {key: self._part(key, codes) for key, codes in asked.items() if codes}
        if found is not None:
            self._parts["q"] = tally.of(found)

    def facets(self) -> Facets:
        """All of them. Every choice is there, those without any partner too, since the address may name them. The
        count of a choice is the number of partners with it alone in its filter, and without what is left out."""
        return Facets(
            total=self._without().bit_count(),
            of_total=self._everyone.bit_count(),
            options={name: self._options(name, choices) for name, choices in self._choices.items()},
        )

    def total_without(self, key: str) -> int:
        """How many there would be without the filter of this name in the address."""
        return self._without(key).bit_count()

    def _without(self, *keys: str) -> int:
        return reduce(and_, (bits for key, bits in self._parts.items() if key not in keys), self._everyone)

    def _options(self, name: str, choices: _Choices) -> tuple[Option, ...]:
        among, left_out_by = self._without(name), self._without(name, f"not_{name}")
        left_out = self._asked.get(f"not_{name}", ())
        return tuple(
            Option(code, label, (bits & (left_out_by if code in left_out else among)).bit_count())
            for code, (label, bits) in choices.items()
        )

    def _part(self, key: str, codes: Collection[str]) -> int:
        choices = self._choices[key.removeprefix("not_")]
        those = reduce(or_, (choices[code][1] for code in codes if code in choices), 0)
        return self._everyone & ~those if key.startswith("not_") else those


def _shown_to(viewer: Viewer) -> Q:
    """What `visible_to` and `listed` say of rows of the table, said of the tally."""
    level = readable(viewer, owner="pk", states=lambda codes: Q(state__in=codes))
    return level & ~Q(status=Partner.Status.MERGED)


def _choices(tally: Tally, today: dt.date) -> dict[str, _Choices]:
    """All choices of all filters, in the order in which they are shown."""
    found: dict[str, _Choices] = {
        name: {code: (str(label), tally.having(name, [code])) for code, label in choices}
        for name, choices in _PLAIN.items()
    }
    days: dict[str, int] = {}
    for day, bits in tally.values("assured_on"):
        word = freshness(day, today)
        days[word] = days.get(word, 0) | bits
    dated = reduce(or_, days.values(), 0)
    days["stale"] = days.get("stale", 0) | (tally.every & ~dated)
    found["freshness"] = {code: (str(label), days.get(code, 0)) for code, label in Freshness.choices}
    with connection.cursor() as cursor:
        cursor.execute(_LABELS)
        for name, key, code, label in cursor.fetchall():
            value = key if name == "state" else int(key)
            found.setdefault(name, {})[code] = (label, tally.having(name, [value]))
    return {name: found.get(name, {}) for name in (*_PLAIN, "freshness", *_TERMS)}
