"""Step 5: linked pairs of one class and family, at one anchor, in weeks that run together, are one case."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from . import wording
from .arrays import ints
from .classes import FLAGGED, Finding
from .columns import numbered
from .duplicates import order
from .figures import figures_of, mean_cost
from .grouping import running_together
from .money import SameMoney
from .places import Atlas
from .records import (
    COMPETING,
    DUPLICATE,
    LIKELY,
    POSSIBLE,
    SAME_MONEY,
    SAME_PLACE,
    UNMEASURED,
    Activity,
    Case,
    Family,
    Pair,
    Span,
    Window,
)
from .telling import telling_of
from .windows import window_ending


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """Something that makes a case: what it joins, where, when, and the pairs that it stands for."""

    class_: str
    family: str
    anchor: str
    ends: tuple[object, object]
    first: int
    last: int
    activities: tuple[Activity, ...]
    pairs: tuple[Pair, ...]
    finding: Finding | None = None

    @property
    def bucket(self) -> tuple[str, str, str]:
        return self.class_, self.family, self.anchor


def pairs_of(finding: Finding) -> tuple[Pair, ...]:
    """A finding as pairs of activities: those of one list share its touches and its people."""
    meeting, touches = finding.meeting, finding.touches
    rates = (touches.rate_a, touches.rate_b) if touches else (None, None)
    share = meeting.relation.share_of(meeting.a.place == meeting.relation.anchor)
    people = finding.people.both if finding.people else None
    measures = (touches.total, touches.others, window_ending(touches.day)) if touches else (None, None, None)
    total, others, worst = measures
    excess, found = finding.excess, []
    for x, y, first, last in meeting.couples:
        is_turned = order(y) < order(x)
        one, two = (y, x) if is_turned else (x, y)
        rate_one, rate_two = rates[::-1] if is_turned else rates
        # By position: by name, and from a model, takes three times as long, and there are very many.
        found.append(Pair(
            finding.class_, finding.certainty, (one.label, two.label), (one.key, two.key), meeting.relation.anchor,
            share, meeting.relation.basis, Window(date.fromordinal(first), date.fromordinal(last)), finding.reason,
            people, total, rate_one, rate_two, others, finding.band, worst, excess,
        ))  # fmt: skip
    return tuple(found)


def link_of(finding: Finding) -> Link:
    """Work on lists and ground is linked by the lists, single couples (one money, no numbers) by the activities."""
    meeting = finding.meeting
    couple = meeting.couples[0]
    is_single = finding.class_ in (SAME_MONEY, UNMEASURED)
    ends = (couple[0].key, couple[1].key) if is_single else (meeting.a.number, meeting.b.number)
    activities = {a.key: a for one, two, *_ in meeting.couples for a in (one, two)}
    return Link(
        finding.class_, meeting.a.family, meeting.relation.anchor, ends, meeting.first, meeting.last,
        tuple(activities.values()), pairs_of(finding), finding,
    )  # fmt: skip


def link_of_duplicates(one: Activity, two: Activity, atlas: Atlas) -> Link:
    one, two = sorted((one, two), key=order)
    place = atlas.home(one.division)
    pair = Pair(
        class_=DUPLICATE, certainty=None, members=(one.label, two.label), keys=(one.key, two.key), anchor=place,
        place_share=1.0, basis=SAME_PLACE, shared=Window(one.starts, one.ends),
        reason=wording.couple_reason(one, two, DUPLICATE),
    )  # fmt: skip
    return Link(
        DUPLICATE, one.family or "", place, (one.key, two.key),
        one.starts.toordinal(), one.ends.toordinal(), (one, two), (pair,),
    )  # fmt: skip


def make_cases(
    links: Iterable[Link], families: Mapping[str, Family], atlas: Atlas, money: SameMoney
) -> Iterator[Case]:
    """All cases, by class, family, place, day and members."""
    buckets: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for link in links:
        buckets[link.bucket].append(link)
    cases = (
        make_case(group, families, atlas, money) for bucket in buckets.values() for group in _running_together(bucket)
    )
    yield from sorted(
        cases,
        key=lambda case: (FLAGGED.index(case.class_), case.family, case.anchor, case.shared.first, case.members),
    )


def _running_together(links: list[Link]) -> list[list[Link]]:
    """Links that share an end, and whose shared weeks follow one another there."""
    if len(links) == 1:
        return [links]
    ends = numbered(end for side in (0, 1) for end in (link.ends[side] for link in links))
    one, two = np.split(ends, 2)
    first, last = (ints([getattr(link, name) for link in links]) for name in ("first", "last"))
    groups: dict[int, list[Link]] = defaultdict(list)
    group_of = running_together(np.zeros(len(links), dtype=np.int64), (one, two), first, last)
    for link, group in zip(links, group_of.tolist(), strict=True):
        groups[group].append(link)
    return list(groups.values())


def make_case(links: Sequence[Link], families: Mapping[str, Family], atlas: Atlas, money: SameMoney) -> Case:
    """One case: its members, figures and sentence."""
    activities = sorted({a.key: a for link in links for a in link.activities}.values(), key=order)
    case = Case(
        class_=links[0].class_,
        certainty=None,
        family=links[0].family,
        anchor=links[0].anchor,
        members=tuple(a.label for a in activities),
        keys=tuple(a.key for a in activities),
        shared=Window(
            date.fromordinal(min(link.first for link in links)), date.fromordinal(max(link.last for link in links))
        ),
        sentence="",
        pairs=tuple(sorted((pair for link in links for pair in link.pairs), key=_pair_order)),
    )
    if case.class_ == COMPETING:
        findings = sorted((link.finding for link in links if link.finding), key=_finding_order)
        case = _with_figures(case, findings, activities, atlas, money)
    return replace(case, sentence=wording.sentence(telling_of(case, activities, families[case.family], atlas)))


def _with_figures(
    case: Case, findings: Sequence[Finding], activities: Sequence[Activity], atlas: Atlas, money: SameMoney
) -> Case:
    figures, cost = figures_of(findings, atlas, money), mean_cost(activities)
    is_likely = any(finding.certainty == LIKELY for finding in findings)
    return replace(
        case,
        certainty=LIKELY if is_likely else POSSIBLE,
        people=figures.people,
        touches=Span(figures.touches, figures.touches),
        band=findings[0].band,
        worst=window_ending(figures.day),
        excess_attempts=figures.excess,
        dollars=figures.excess.times(cost.dollars) if cost else None,
        dollars_basis=cost.basis if cost else "",
    )


def _pair_order(pair: Pair) -> tuple[tuple[str, str], str, date]:
    return pair.members, str(pair.keys), pair.shared.first


def _finding_order(finding: Finding) -> tuple[int, int, int]:
    return finding.meeting.a.number, finding.meeting.b.number, finding.meeting.first
