"""Who of the staff looks after a case: taking it, handing it to a colleague, letting go of it.

A colleague reads all of the case that whoever hands it on reads. Nothing is asked of plans that are hidden from both:
a refusal would tell of them.
"""

from accounts.history import change
from accounts.models import User
from partners.viewers import viewer_of
from planning.models import Overlap
from planning.reports import case_view
from planning.reports.decisions import readable_among

from .settle import CaseClosed, ReasonMissing, hold_case, refuse_closed


class CannotLookAfter(Exception):
    """Who should look after a case is not of the staff, or may not read all of it that whoever hands it on reads."""


def take_overlap(*, overlap: Overlap, by: User) -> Overlap:
    """`by` looks after this case from now on; taking one's own case changes nothing."""
    with change(by=by, verb="took the case"):
        kept = hold_case(overlap)
        if kept.owner_id != by.pk:
            kept.owner = by
            kept.save(update_fields=["owner"])
    return kept


def hand_over(*, overlap: Overlap, owner: User | None, seen: int | None, reason: str, by: User) -> Overlap:
    """A colleague looks after this case from now on, or (None) nobody; the history keeps why.

    `seen` is who did when the form was shown. Raises `ReasonMissing`, `CannotLookAfter`, and `CaseClosed` where the
    case is settled or cleared, or where somebody else has handed it on. Twice is the same as once.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing("Say why, for whoever looks after it next.")
    if owner and not _may_look_after(owner, overlap, by):
        raise CannotLookAfter(f"{owner} cannot look after this case.")
    with change(by=by, verb=f"gave {owner} the case" if owner else "let go of the case", reason=reason):
        kept = hold_case(overlap)
        refuse_closed(kept, by=by)
        if kept.owner == owner:
            return kept
        if kept.owner_id != seen:
            raise CaseClosed(f"{kept.owner or 'Nobody'} looks after this case by now.")
        kept.owner = owner
        kept.save(update_fields=["owner"])
    return kept


def _may_look_after(owner: User, overlap: Overlap, by: User) -> bool:
    """Active staff who see the case, and all plans that `by` sees in it."""
    if not (owner.is_staff and owner.is_active):
        return False
    whose = viewer_of(owner)
    shown = case_view(viewer_of(by), overlap.public_id)
    plans = {plan.pk for plan in shown.members} if shown else set()
    return case_view(whose, overlap.public_id) is not None and readable_among(whose, plans) == plans
