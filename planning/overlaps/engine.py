"""The overlap engine, whole: activities in, cases out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .cases import link_of, link_of_duplicates, make_cases, pairs_of
from .classes import FLAGGED, Finding, findings
from .duplicates import find_duplicates, order
from .heavy import heavy_note
from .money import SameMoney
from .names import NameJudge
from .places import Atlas
from .records import Activity, Case, Family, Heavy, Key, Pair, Place, Result, Vocabulary
from .worklists import make_lists


def find_overlaps(
    activities: Iterable[Activity],
    *,
    atlas: Atlas,
    families: Mapping[str, Family],
    vocabulary: Vocabulary | None = None,
    with_recorded: bool = True,
) -> Result:
    """Where the same people are tried more often than does any good, by different partners.

    `activities` are those that count (presence, in programs planned or real, of partners that are neither closed nor
    merged), `atlas` the places of the whole table. A pure function: the same facts in any order give the same result,
    and a part of the facts gives what somebody who knows only these may see. Without `with_recorded` pairs that never
    become a case are neither given back nor counted.

    Raises ValueError for a key that comes twice, a place that is not in the table, days that end before they start.
    """
    compared = sorted(_checked(activities, atlas.places, families), key=order)
    duplicates, stands_for = find_duplicates(compared, NameJudge(vocabulary or Vocabulary(), atlas), atlas)
    counted = [a for a in compared if a.key not in stands_for]
    lists, money = make_lists(counted, atlas), SameMoney(counted)
    found = list(findings(lists, families, atlas, money, recorded=with_recorded))
    links = [link_of_duplicates(one, two, atlas) for one, two in duplicates]
    links += [link_of(finding) for finding in found if finding.class_ in FLAGGED]
    cases = tuple(make_cases(links, families, atlas, money))
    heavy = tuple(note for one in lists if (note := heavy_note(one, families[one.family])))
    recorded = _recorded(found)
    return Result(cases, recorded, heavy, _counts(len(compared), cases, recorded, heavy))


def _counts(compared: int, cases: Sequence[Case], recorded: Sequence[Pair], heavy: Sequence[Heavy]) -> dict[str, int]:
    """How many activities, cases, and of each class: cases of the flagged ones, pairs of the recorded ones."""
    counts = Counter({"activities": compared, "cases": len(cases), "heavy alone": len(heavy)})
    counts.update(case.class_ for case in cases)
    counts.update(pair.class_ for pair in recorded)
    return dict(sorted(counts.items()))


def _checked(
    activities: Iterable[Activity], places: Mapping[str, Place], families: Mapping[str, Family]
) -> Iterable[Activity]:
    """Activities of families that are compared at all; what cannot be true is refused."""
    seen: set[Key] = set()
    for activity in activities:
        if activity.key in seen:
            raise ValueError(f"{activity.label}: the key {activity.key} comes twice")
        seen.add(activity.key)
        if activity.division not in places:
            raise ValueError(f"{activity.label}: the place {activity.division} is not in the table")
        if activity.ends < activity.starts:
            raise ValueError(f"{activity.label} ends before it starts")
        if activity.family is not None and families[activity.family].works != "none":
            yield activity


def _recorded(found: Sequence[Finding]) -> tuple[Pair, ...]:
    pairs = (pair for finding in found if finding.class_ not in FLAGGED for pair in pairs_of(finding))
    return tuple(sorted(pairs, key=lambda pair: (pair.members, str(pair.keys), pair.anchor, pair.shared.first)))
