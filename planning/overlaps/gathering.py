"""The pairs of a case, as plain values, put into the columns that its figures are reckoned from."""

from collections.abc import Sequence

import numpy as np

from .arrays import Ints, ints, offsets
from .classes import Finding
from .mixing import cells_of
from .money import SameMoney
from .places import Atlas
from .records import CROSSWALK, SHARE_UNKNOWN
from .together import Draws, Meetings, Runs, Worsts, worsts
from .worklists import WorkList, reach


def together(findings: Sequence[Finding], atlas: Atlas, money: SameMoney) -> Worsts:
    """The worst 28 days of the lists of one case's findings, among the plans around it."""
    lists = {one.number: one for f in findings for one in (f.meeting.a, f.meeting.b)}
    numbers = sorted(lists)
    met, around = _others(findings, ints(numbers))
    repeated = money.repeated(lists.values(), around)
    work = [lists[number].without(repeated) for number in numbers]
    anchor = findings[0].meeting.relation.anchor
    sides = [[f.meeting.a.number for f in findings], [f.meeting.b.number for f in findings]]
    a, b = (np.searchsorted(numbers, side) for side in sides)
    spans = [f.people.both for f in findings if f.people]
    first_met, other, chance = met
    pairs = Meetings(
        ints([0, len(findings)]),
        a,
        b,
        np.array([each.low for each in spans]),
        np.array([each.high for each in spans]),
        ints([f.meeting.first for f in findings]),
        ints([f.meeting.last for f in findings]),
        ints([f.touches.day for f in findings if f.touches]),
        first_met,
        # In their runs lists outside the case come behind its own.
        len(work) + other,
        chance,
    )
    runs = _runs([*work, *(one.without(repeated) for one in around)])
    electorate = np.array([atlas.electorate(anchor) or 0.0], dtype=np.float64)
    band = np.array([findings[0].band or 0.0])
    return worsts(_draws(work, anchor, atlas), pairs, runs, electorate, band)


def _others(findings: Sequence[Finding], lists: Ints) -> tuple[tuple[Ints, Ints, np.ndarray], list[WorkList]]:
    """Lists outside the case; and where those of each finding begin, which (positions), and by what chance."""
    counts = [len(f.others.number) for f in findings]
    number = np.concatenate([f.others.number for f in findings])
    outside = np.flatnonzero(~np.isin(number, lists))
    finding = np.repeat(np.arange(len(findings)), counts)[outside]
    chance = np.concatenate([f.others.chance for f in findings])[outside]
    known, position = np.unique(number[outside], return_inverse=True)
    work = findings[0].others.work
    return (offsets(finding, len(findings)), ints(position), chance), [work[n] for n in known.tolist()]


def _runs(lists: Sequence[WorkList]) -> Runs:
    """Their runs; nobody on a list, nobody tried."""
    rows = [
        (n, first, last, daily / one.universe if one.universe > 0 else 0.0)
        for n, one in enumerate(lists)
        for first, last, daily in one.runs
    ]
    work, first, last, once = zip(*rows, strict=True) if rows else ((), (), (), ())
    begin = offsets(ints(work), len(lists))
    return Runs(begin, ints(first), ints(last), np.array(once, dtype=np.float64))


def _draws(lists: Sequence[WorkList], anchor: str, atlas: Atlas) -> Draws:
    everybody = sum(one.universe for one in lists)
    relations = [atlas.relation(anchor, one.place) for one in lists]
    shares = [None if relation is None else relation.share_a for relation in relations]
    bases = [None if relation is None else relation.basis for relation in relations]
    inside = [1.0 if relation is None or relation.share_b is None else relation.share_b for relation in relations]
    known = np.array([one.reach for one in lists], dtype=np.float64)
    guess = [reach(one.universe, atlas.ceiling(one.place) or everybody) or 0.0 for one in lists]
    is_known = np.array([share is not None for share in shares])
    crossing = [
        (atlas.places[one.place].kind, one.place, share) if basis == CROSSWALK and share is not None else None
        for one, share, basis in zip(lists, shares, bases, strict=True)
    ]
    cells = cells_of(crossing)
    sure = ~np.isnan(known) & is_known & np.array([basis != SHARE_UNKNOWN for basis in bases])
    return Draws(
        ints([0, len(lists)]),
        np.arange(len(lists)),
        ints(np.unique([str(one.partner) for one in lists], return_inverse=True)[1]),
        np.where(np.isnan(known), guess, known),
        np.where(sure, known, 0.0),
        np.array([one.universe for one in lists]) * inside,
        {} if cells is None else {0: cells},
    )
