"""What people do about a case: settle it with a reason, open it again."""

from collections.abc import Iterable

from accounts.history import change
from accounts.models import User
from partners.viewers import viewer_of
from planning.models import Overlap
from planning.reports import case_view
from planning.reports.facts import weigh
from planning.reports.told import Told, changed_facts, told_of
from planning.reports.world import world_of

from .remember import end_settlement, keep_settlement


class ReasonMissing(Exception):
    """A decision was given without saying why."""


class CaseClosed(Exception):
    """The case was settled, opened or cleared by somebody else in the meantime."""


class FiguresChanged(Exception):
    """The case no longer says what whoever decided had before eyes. `changes`: label, how it was, how it is."""

    def __init__(self, changes: Iterable[tuple[str, str, str]]) -> None:
        self.changes = list(changes)
        super().__init__("The facts of this case changed while you were deciding.")


def settle_overlap(*, overlap: Overlap, decision: str, reason: str, by: User, seen: Told | None = None) -> Overlap:
    """Record what was agreed elsewhere, with the facts that it was agreed on; it covers all members.

    `seen` is what the page told of the case (`reports.told.told_of`), where there was one. Raises `ReasonMissing`
    without a reason, `CaseClosed` when it is settled or cleared already, `FiguresChanged` when it says something else
    now, and ValueError for a decision that does not exist.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing("Say why, so that nobody has to ask again.")
    decision = Overlap.Decision(decision).value
    with change(by=by, verb="settled the case", reason=reason):
        # A check that has changed it just now is waited for. One that has not come to it yet waits for this decision,
        # and reviews it at its end: nobody needs to wait for the whole check.
        kept = hold_case(overlap)
        refuse_closed(kept, by=by)
        if seen is not None:
            _refuse_changed(kept, seen, by)
        covers = set(kept.members.values_list("activity_id", flat=True))
        now = weigh(world_of(covers), covers, kept)
        keep_settlement(kept, decision=decision, reason=reason, by=by, covers=covers, before=now, now=now)
    return kept


def _refuse_changed(kept: Overlap, seen: Told, by: User) -> None:
    """Raises `FiguresChanged`: whatever this person's page would say otherwise now."""
    view = case_view(viewer_of(by), kept.public_id)
    if view is None:
        raise CaseClosed("This case is no longer open.")
    changes = list(changed_facts(seen, told_of(view)))
    if changes:
        raise FiguresChanged(changes)


def reopen_overlap(*, overlap: Overlap, reason: str, by: User) -> Overlap:
    """Take a decision back; what it was stays on record. Raises `ReasonMissing` and `CaseClosed`."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing("Say why it needs another look.")
    with change(by=by, verb="opened the case again", reason=reason):
        kept = hold_case(overlap)
        if kept.settlement is None:
            raise CaseClosed("This case is open already.")
        end_settlement(kept.settlement, ended_by=by, ended_reason=reason)
        kept.settlement = None
    return kept


def hold_case(overlap: Overlap) -> Overlap:
    """The case as it stands now, held until the end of the transaction."""
    rows = Overlap.objects.select_for_update(of=("self",)).select_related("family", "anchor", "settlement")
    return rows.get(pk=overlap.pk)


def refuse_closed(kept: Overlap, *, by: User) -> None:
    """Raises `CaseClosed` for a case that is settled or cleared, as far as this person may know: a decision that
    rests on plans which he or she may not read closes it for nobody else."""
    if not (kept.settlement_id or kept.cleared_at):
        return
    view = case_view(viewer_of(by), kept.public_id)
    if view is None or view.settlement or view.overlap.cleared_at:
        raise CaseClosed("This case is no longer open.")
