"""What the page of a case tells of its facts, in words: so that a decision is never made on figures that changed."""

from collections.abc import Iterator

from mvp_coord.lib import wording
from partners.models import Activity
from planning.models import Overlap

from .cases import CaseView

Told = dict[str, str]


def told_of(view: CaseView) -> Told:
    """By label, the facts that this viewer's page shows of a case: its plans, weeks and figures."""
    overlap = view.overlap
    return {
        **dict(_plan(member) for member in view.members),
        "Class": _class(overlap),
        "Weeks in common": wording.days(overlap.starts_on, overlap.ends_on),
        "People on two or more lists": wording.span(overlap.people_low, overlap.people_high),
        "Tries above the band": wording.span(overlap.excess_attempts_low, overlap.excess_attempts_high),
        "What they cost": _usd(overlap),
    }


def changed_facts(seen: Told, now: Told) -> Iterator[tuple[str, str, str]]:
    """Each fact that is not as it was seen: its label, and how it was and is; "–" for one that was not or is not."""
    for label in dict.fromkeys((*now, *seen)):
        before, after = seen.get(label, wording.DASH), now.get(label, wording.DASH)
        if before != after:
            yield label, before, after


def _plan(member: Activity) -> tuple[str, str]:
    facts = [
        member.tactic.label,
        member.program_type.label,
        member.division.full_name,
        wording.days(member.starts_on, member.ends_on),
        f"{wording.count(member.universe)} people",
        f"{wording.count(member.attempts_planned)} tries",
    ]
    label = f"{member.program.partner.name}, {member.program.name}"
    return f"{label} ({member.source_ref or member.public_id})", ", ".join(facts)


def _class(overlap: Overlap) -> str:
    words = [overlap.get_overlap_class_display(), overlap.get_certainty_display().lower()]
    return ", ".join(filter(None, words))


def _usd(overlap: Overlap) -> str:
    return "–".join(dict.fromkeys(wording.usd(end) for end in (overlap.dollars_low, overlap.dollars_high)))
