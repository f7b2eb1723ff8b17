"""What people do about a case: take it, settle it with a reason, open it again."""

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from planning.models import Overlap
from planning.reports.figures import FIGURES


class ReasonMissing(Exception):
    """A decision was given without saying why."""


class CaseClosed(Exception):
    """The case was settled, opened or cleared by somebody else in the meantime."""


def take_overlap(*, overlap: Overlap, by: User) -> Overlap:
    """`by` looks after this case from now on; taking one's own case changes nothing."""
    with change(by=by, verb="took the case"):
        kept = Overlap.objects.select_for_update().get(pk=overlap.pk)
        if kept.owner_id != by.pk:
            kept.owner = by
            kept.save(update_fields=["owner"])
    return kept


def settle_overlap(*, overlap: Overlap, decision: str, reason: str, by: User) -> Overlap:
    """Record what was agreed, with the figures that it was agreed on.

    Raises `ReasonMissing` without a reason, `CaseClosed` when it is settled or cleared already, and
    ValueError for a decision that does not exist.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing("Say why, so that nobody has to ask again.")
    decision = Overlap.Decision(decision).value
    with change(by=by, verb="settled the case", reason=reason):
        kept = Overlap.objects.select_for_update().get(pk=overlap.pk)
        if kept.decision or kept.cleared_at:
            raise CaseClosed("This case is no longer open.")
        kept.decision, kept.decision_reason = decision, reason
        kept.decided_by, kept.decided_at = by, timezone.now()
        kept.decided_facts = _facts(kept)
        kept.save(update_fields=["decision", "decision_reason", "decided_by", "decided_at", "decided_facts"])
    return kept


def reopen_overlap(*, overlap: Overlap, reason: str, by: User) -> Overlap:
    """Take a decision back; what it was stays in the history. Raises `ReasonMissing` and `CaseClosed`."""
    if not reason.strip():
        raise ReasonMissing("Say why it needs another look.")
    with change(by=by, verb="opened the case again", reason=reason.strip()):
        kept = Overlap.objects.select_for_update().get(pk=overlap.pk)
        if not kept.decision:
            raise CaseClosed("This case is open already.")
        kept.decision = kept.decision_reason = ""
        kept.decided_by = kept.decided_at = None
        kept.decided_facts = {}
        kept.save(update_fields=["decision", "decision_reason", "decided_by", "decided_at", "decided_facts"])
    return kept


def _facts(overlap: Overlap) -> dict[str, object]:
    """The figures of the case and its members, as they stand at the decision."""
    facts: dict[str, object] = {name: getattr(overlap, name) for name in FIGURES if name not in {"parts", "sentence"}}
    members = overlap.members.order_by("activity_id").values_list("activity_id", flat=True)
    return {
        "members": list(members),
        "sentence": overlap.sentence,
        **{
            name: value if isinstance(value, (int, float, type(None))) else str(value)
            for name, value in facts.items()
        },
    }
