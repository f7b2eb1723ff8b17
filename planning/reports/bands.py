"""What other touch bands would do to the cases of one viewer, worked out from the facts of this moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from accounts.visibility import Viewer
from funding.models import Allocation
from planning.bands import Band, Turn, turns
from planning.identity import continued, sketch_of
from planning.material import FactChange, facts_from, material_changes
from planning.models import Overlap
from planning.overlaps import Case

from .cases import partly_read_by, readable_activities
from .decisions import covered_by, decided_in_part, decided_whole, readable_among
from .facts import facts_of_found, members_in, place_name, sketch_of_kept
from .figures import MEASURES, figures_of
from .world import World, load_world


@dataclass(frozen=True)
class Effect:
    """What would become of one case; plain values, so that it can be kept as JSON.

    `before` and `after` are columns of the case, None where there is none; `keys` its activities, `public_id` the
    address of the kept case ("" for a new one), `decision` what was agreed on it, and `reopens` why that would end.
    """

    kind: str
    family: str
    title: str
    partners: Sequence[str]
    keys: Sequence[int]
    sentence: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    public_id: str = ""
    decision: str = ""
    reopens: Sequence[Sequence[str]] = ()

    @property
    def weight(self) -> float:
        """How many attempts above the band it is about."""
        return max((each["excess_attempts_high"] or 0 for each in (self.before, self.after) if each), default=0)


@dataclass(frozen=True)
class Outcome:
    """What other bands would do: `activities` were compared, `cases` are there now; the effects, largest first."""

    activities: int
    cases: int
    effects: tuple[Effect, ...]

    def plain(self) -> dict[str, Any]:
        """As it is kept, in JSON; `outcome_from` reads it."""
        return {**asdict(self), "effects": [asdict(each) for each in self.effects]}


def outcome_from(plain: Mapping[str, Any], viewer: Viewer) -> Outcome:
    """From what `Outcome.plain` gave: the effects on plans that this viewer may still read. One query."""
    effects = [Effect(**each) for each in plain["effects"]]
    readable = readable_among(viewer, (key for each in effects for key in each.keys))
    seen = tuple(each for each in effects if set(each.keys) <= readable)
    return Outcome(plain["activities"], plain["cases"], seen)


def how_many_compared(viewer: Viewer, families: Collection[str]) -> int:
    """How many activities a trial of these families' bands looks at."""
    return readable_activities(viewer).filter(tactic__family__code__in=families).count()


def outcome_of(viewer: Viewer, bands: Mapping[str, Band]) -> Outcome:
    """What these bands (by family) would do. Families never meet, so only theirs are compared. Eleven queries."""
    activities = readable_activities(viewer).filter(tactic__family__code__in=bands)
    world = load_world(activities, states=None, money=Allocation.objects.visible_to(viewer))
    tried = replace(world, families={code: _with(family, bands.get(code)) for code, family in world.families.items()})
    before, after = world.find_overlaps().cases, tried.find_overlaps().cases
    kept = _Kept(viewer, bands, before)
    names = {int(each.key): each.partner_name for each in world.activities}
    effects = []
    for turn in turns(before, after, [sketch_of_kept(each) for each in kept.gone]):
        old = kept.continued_by(turn)
        decided = kept.decided(old, turn.after, world, tried) if old else ("", ())
        effects.append(_effect(turn, world, names, old, *decided))
    effects.sort(key=lambda each: (-each.weight, each.title, each.keys))
    return Outcome(len(world.activities), len(before), tuple(effects))


def _with(family: Any, band: Band | None) -> Any:
    return replace(family, band_low=float(band.low), band_high=float(band.high)) if band else family


class _Kept:
    """The kept cases of some families, as far as a viewer may know of them: for addresses and decisions."""

    def __init__(self, viewer: Viewer, families: Collection[str], before: Sequence[Case]) -> None:
        known = list(
            Overlap.objects.filter(family__code__in=families)
            .select_related("family", "anchor")
            .prefetch_related("members", "settlements")
            .order_by("pk")
        )
        those = {member.activity_id for each in known for member in each.members.all()}
        self.readable = readable_among(viewer, covered_by(known) | those)
        self.is_partly_read = partly_read_by(viewer)
        self.gone = [each for each in known if each.cleared_at and sketch_of_kept(each).members <= self.readable]
        standing = [each for each in known if each.cleared_at is None]
        now = [sketch_of(case) for case in before]
        same = continued(now, [sketch_of_kept(each) for each in standing])
        self.standing = {now[position]: standing[place] for position, place in same.items()}

    def continued_by(self, turn: Turn) -> Overlap | None:
        """The kept case that this one is."""
        if turn.back is not None:
            return self.gone[turn.back]
        return self.standing.get(sketch_of(turn.before)) if turn.before else None

    def decided(
        self, old: Overlap, after: Case | None, world: World, tried: World
    ) -> tuple[str, Sequence[FactChange]]:
        """What is agreed on it now, in words, and which changed facts would end that."""
        if not self.is_partly_read(old):
            now = decided_whole(old, self.readable).settlement
            if now is None:
                return "", ()
            ends = material_changes(facts_from(now.facts), facts_of_found(tried, after)) if after else ()
            return now.get_decision_display(), ends
        here = members_in(world, after) if after else {}
        now = decided_in_part(old, self.readable, world=world, here=here).settlement
        if now is None:
            return "", ()
        return now.get_decision_display(), decided_in_part(old, self.readable, world=tried, here=here).changes


def _effect(
    turn: Turn,
    world: World,
    names: Mapping[int, str],
    old: Overlap | None,
    decision: str,
    reopens: Sequence[FactChange],
) -> Effect:
    case = turn.after or turn.before
    assert case is not None  # a turn is of a case
    return Effect(
        kind=turn.kind,
        family=case.family,
        title=f"{world.families[case.family].label} in {place_name(world.places[case.anchor])}",
        partners=sorted({names[int(key)] for key in case.keys}),
        keys=sorted({int(key) for each in (turn.before, turn.after) if each for key in each.keys}),
        sentence=case.sentence,
        before=_figures(turn.before),
        after=_figures(turn.after),
        public_id=old.public_id if old else "",
        decision=decision,
        reopens=[[each.what, each.before, each.now] for each in reopens],
    )


def _figures(case: Case | None) -> dict[str, Any] | None:
    if case is None:
        return None
    figures = figures_of(case)
    plain = {name: figures[name] for name in MEASURES}
    for name in ("dollars_low", "dollars_high"):
        plain[name] = None if plain[name] is None else str(plain[name])
    days = {"starts_on": case.shared.first.isoformat(), "ends_on": case.shared.last.isoformat()}
    return {**plain, **days}
