"""Who could fill a gap, and why one should think so."""

from collections.abc import Iterable, Iterator, Sequence

from planning.overlaps import Window
from planning.overlaps.places import Atlas
from planning.overlaps.words import figure

from .records import NEARBY, OFFERED, PEOPLE, PRESENT, Aim, Candidate, Filler, Shortfall
from .volunteers import offer_reason

# A page names a handful; the rest adds nothing to a phone list.
MOST = 6
_ORDER = (OFFERED, PEOPLE, PRESENT, NEARBY)
_Ranked = tuple[tuple[int, float, str], Filler]


def find_fillers(
    aim: Aim, weeks: Window, candidates: Iterable[Candidate], by_way: Sequence[Shortfall], atlas: Atlas
) -> tuple[Filler, ...]:
    """Partners that could do what is short: each once, by its best reason; those who offered it first."""
    labels = {way.family: _small(way.label) for way in by_way if way.short > 0}
    found: dict[object, _Ranked] = {}
    for rank, filler in _with_people(by_way, labels, atlas):
        _keep_best(found, rank, filler)
    for each in candidates:
        basis = _basis(aim, weeks, each, atlas) if each.family in labels else None
        if basis is None:
            continue
        rank = (_ORDER.index(basis), -float(each.universe or 0), each.partner_name)
        reason = _reason(each, basis, labels[each.family], atlas)
        _keep_best(found, rank, Filler(each.partner, each.partner_name, each.family, basis, reason))
    return tuple(filler for _, filler in sorted(found.values(), key=lambda pair: pair[0])[:MOST])


def _keep_best(found: dict[object, _Ranked], rank: tuple[int, float, str], filler: Filler) -> None:
    if filler.partner not in found or rank < found[filler.partner][0]:
        found[filler.partner] = rank, filler


def _with_people(by_way: Sequence[Shortfall], labels: dict[str, str], atlas: Atlas) -> Iterator[_Ranked]:
    """Those who offer hours of their people for what is short, by how many of them fall into the weeks."""
    for way in by_way:
        for there in way.on_offer if way.family in labels else ():
            offer = there.offer
            rank = (_ORDER.index(PEOPLE), -there.hours, offer.partner_name)
            reason = offer_reason(there, labels[way.family], atlas)
            yield rank, Filler(offer.partner, offer.partner_name, way.family, PEOPLE, reason)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _basis(aim: Aim, weeks: Window, candidate: Candidate, atlas: Atlas) -> str | None:
    """How it is known that a partner could: by offer in this place, by work in it, or by work in its neighborhood."""
    if candidate.is_registration != (aim.program_type == "registration"):
        return None
    fits = not candidate.constituencies or aim.constituency is None or aim.constituency in candidate.constituencies
    home, place = atlas.home(aim.division), atlas.home(candidate.division)
    meets = atlas.relation(home, place) is not None
    if candidate.is_offered:
        in_time = candidate.ends >= weeks.first and candidate.starts <= weeks.last
        return OFFERED if fits and meets and in_time else None
    if meets:
        return PRESENT if fits else None
    for_same = aim.constituency in candidate.constituencies if aim.constituency else True
    return NEARBY if for_same and atlas.places[home].state == atlas.places[place].state else None


def _reason(candidate: Candidate, basis: str, label: str, atlas: Atlas) -> str:
    place, tactic = atlas.places[candidate.division].name, label
    whom = f" of {figure(candidate.universe)} people" if candidate.universe else ""
    if basis == OFFERED:
        return f"has said that it could work {place} if asked ({tactic}{', a list' + whom if whom else ''})"
    if basis == PRESENT:
        return f"works {place} already ({tactic}{', a list' + whom if whom else ''})"
    return f"does the same work in {place} ({tactic})"
