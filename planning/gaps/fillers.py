"""Who could fill a gap, and why one should think so."""

from collections.abc import Iterable, Sequence

from planning.overlaps import Window
from planning.overlaps.places import Atlas
from planning.overlaps.words import figure

from .records import NEARBY, OFFERED, PRESENT, Aim, Candidate, Filler, Shortfall

# A page names a handful; the rest adds nothing to a phone list.
MOST = 6
_ORDER = (OFFERED, PRESENT, NEARBY)


def find_fillers(
    aim: Aim, weeks: Window, candidates: Iterable[Candidate], by_way: Sequence[Shortfall], atlas: Atlas
) -> tuple[Filler, ...]:
    """Partners that could do what is short: each once, by its best reason; those who offered it first."""
    labels = {way.family: way.label for way in by_way if way.short > 0}
    found: dict[object, tuple[tuple[int, float, str], Filler]] = {}
    for each in candidates:
        basis = _basis(aim, weeks, each, atlas) if each.family in labels else None
        if basis is None:
            continue
        rank = (_ORDER.index(basis), -float(each.universe or 0), each.partner_name)
        if each.partner not in found or rank < found[each.partner][0]:
            filler = Filler(
                each.partner, each.partner_name, each.family, basis, _reason(each, basis, labels[each.family], atlas)
            )
            found[each.partner] = rank, filler
    return tuple(filler for _, filler in sorted(found.values(), key=lambda pair: pair[0])[:MOST])


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
    place, tactic = atlas.places[candidate.division].name, label[:1].lower() + label[1:]
    whom = f" of {figure(candidate.universe)} people" if candidate.universe else ""
    if basis == OFFERED:
        return f"has said that it could work {place} if asked ({tactic}{', a list' + whom if whom else ''})"
    if basis == PRESENT:
        return f"works {place} already ({tactic}{', a list' + whom if whom else ''})"
    return f"does the same work in {place} ({tactic})"
