"""The facts that a decision rests on, read from a kept case or worked out for some plans alone; what is at stake."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from planning import overlaps
from planning.identity import Sketch
from planning.material import Facts, Member
from planning.models import Overlap

from .figures import figures_of
from .world import World


@dataclass(frozen=True)
class Stakes:
    """Attempts above the band among some plans, and what they cost in dollars, each low and high."""

    attempts_low: float = 0.0
    attempts_high: float = 0.0
    dollars_low: Decimal = Decimal(0)
    dollars_high: Decimal = Decimal(0)

    def plain(self) -> dict[str, float | str]:
        """As JSON holds them; `stakes_from` reads it."""
        return {name: str(each) if isinstance(each, Decimal) else each for name, each in asdict(self).items()}


def stakes_from(plain: Mapping[str, Any]) -> Stakes:
    """From what `Stakes.plain` gave; nothing at stake where that is empty."""
    values: dict[str, Any] = {name: Decimal(each) if isinstance(each, str) else each for name, each in plain.items()}
    return Stakes(**values)


@dataclass(frozen=True)
class Alone:
    """What the engine makes of some plans when nobody else's are there. Class and certainty are those of their case,
    empty where they make none."""

    facts: Facts
    stakes: Stakes
    overlap_class: str = ""
    certainty: str = ""


@dataclass(frozen=True)
class Weighed:
    """The plans of a decision compared alone: what is at stake as every insider may know it, with who pays for them,
    and all as it is `told` to whoever may read these plans, who need not know that."""

    known: Stakes
    told: Alone


def weigh(world: World, keys: Collection[int], overlap: Overlap) -> Weighed:
    """These activities alone, with and without the money of the world; see `find_alone`."""
    return Weighed(find_alone(world, keys, overlap).stakes, find_alone(world.without_money(), keys, overlap))


def facts_of_kept(overlap: Overlap) -> Facts:
    """The facts of a kept case, whole. Its members should be prefetched with program, partner and division."""
    members = {each.activity_id: each.activity for each in overlap.members.all()}
    low, high = overlap.excess_attempts_low, overlap.excess_attempts_high
    return Facts(
        members={
            key: Member(each.program.partner.name, each.division.full_name) for key, each in sorted(members.items())
        },
        first=overlap.starts_on,
        last=overlap.ends_on,
        excess=None if low is None or high is None else (low, high),
        is_found=overlap.cleared_at is None,
    )


def sketch_of_kept(overlap: Overlap) -> Sketch:
    """What tells a kept case from others. It should come with its family and anchor."""
    kind = (overlap.overlap_class, overlap.family.code, overlap.anchor.ocd_id)
    return Sketch(kind, frozenset(overlap.member_keys), overlap.cleared_at is None)


def find_alone(world: World, keys: Collection[int], overlap: Overlap) -> Alone:
    """These activities compared with one another alone: the case of the kept one's kind, else the largest there by
    the same kind of tactic, and all that is at stake.

    The class of the kept case may rest on what is not in this world. `overlap` needs its family and anchor.
    Activities that are not in the world (cancelled ones) are left out.
    """
    those = tuple(each for each in world.activities if each.key in keys)
    cases = replace(world, activities=those).find_overlaps().cases if len(those) > 1 else ()
    there = [case for case in cases if (case.family, case.anchor) == (overlap.family.code, overlap.anchor.ocd_id)]
    alike = [case for case in there if case.class_ == overlap.overlap_class]
    flagged = [case for case in there if case.class_ != overlaps.UNMEASURED]
    case = max(alike or flagged, key=lambda each: len(each.keys), default=None)
    members = {int(each.key): _member(world, each) for each in those}
    if case is None:
        days = [day for each in those for day in (each.starts, each.ends)] or [overlap.starts_on, overlap.ends_on]
        return Alone(Facts(members, min(days), max(days), None, is_found=False), _stakes(cases))
    facts = replace(facts_of_found(world, case), members=members)
    return Alone(facts, _stakes(cases), case.class_, case.certainty or "")


def facts_of_found(world: World, case: overlaps.Case) -> Facts:
    """The facts of a case that the engine found in this world, as they would be kept."""
    above = case.excess_attempts
    ends = None if above is None else (round(above.low, 2), round(above.high, 2))
    return Facts(members_in(world, case), case.shared.first, case.shared.last, ends)


def members_in(world: World, case: overlaps.Case) -> dict[int, Member]:
    """The members of a case that the engine found in this world, by activity."""
    return {int(each.key): _member(world, each) for each in world.activities if each.key in case.keys}


def _member(world: World, activity: overlaps.Activity) -> Member:
    return Member(activity.partner_name, place_name(world.places[activity.division]))


def place_name(place: overlaps.Place) -> str:
    """With its state where that is not plain ("Pima County, AZ")."""
    inside = place.kind not in {"country", "state", "district", "territory"}
    return f"{place.name}, {place.state}" if inside else place.name


def _stakes(cases: Sequence[overlaps.Case]) -> Stakes:
    columns = [figures_of(case) for case in cases]
    low, high = (round(sum(each[f"excess_attempts_{end}"] or 0 for each in columns), 2) for end in ("low", "high"))
    cheap, dear = (
        sum((each[f"dollars_{end}"] or Decimal(0) for each in columns), Decimal(0)) for end in ("low", "high")
    )
    return Stakes(low, high, cheap, dear)
