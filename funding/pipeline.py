"""The road of an allocation: which step leads from which status to which, and what each step asks for.

Pure. A managed fund is ours, and takes every step in order. A reported fund is a peer's: how it decides is its
own affair, so it may report an approval, or a payment, without the steps before.
"""

from dataclasses import dataclass
from typing import Final

EXPLORING, RECOMMENDED, IN_REVIEW = "exploring", "recommended", "in_review"
APPROVED, COMMITTED, PAID = "approved", "committed", "paid"
DECLINED, CANCELLED = "declined", "cancelled"

ROAD: Final = (EXPLORING, RECOMMENDED, IN_REVIEW, APPROVED, COMMITTED, PAID)
APART: Final = (DECLINED, CANCELLED)
UNDECIDED: Final = frozenset({EXPLORING, RECOMMENDED, IN_REVIEW})


@dataclass(frozen=True)
class Step:
    """One step: `code` and `label` (an imperative), `done` (what history says), where it leads, and from where.

    `reported_from` is from where a peer's fund may take it. `amount` names the amount that the step settles,
    "recommended" or "approved", or "" for none. `ends` marks the steps that lead off the road, `needs_reason` those
    that others will ask about.
    """

    code: str
    label: str
    done: str
    to: str
    managed_from: frozenset[str]
    reported_from: frozenset[str]
    amount: str = ""
    ends: bool = False
    needs_reason: bool = False

    def leaves(self, status: str, *, managed: bool) -> bool:
        """Whether an allocation of this status may take the step."""
        return status in (self.managed_from if managed else self.reported_from)


def _step(code: str, done: str, to: str, managed: set[str], reported: set[str] | None = None, **more: object) -> Step:
    label = {"review": "Send to review", "send_back": "Send back", "pay": "Mark as paid"}.get(code, code.capitalize())
    return Step(code, label, done, to, frozenset(managed), frozenset(reported or managed), **more)  # type: ignore[arg-type]


STEPS: Final[dict[str, Step]] = {
    step.code: step
    for step in (
        _step("recommend", "recommended", RECOMMENDED, {EXPLORING}, amount="recommended"),
        _step("review", "sent to review", IN_REVIEW, {RECOMMENDED}, {EXPLORING, RECOMMENDED}),
        _step("approve", "approved", APPROVED, {IN_REVIEW}, set(UNDECIDED), amount="approved"),
        _step("send_back", "sent back", RECOMMENDED, {IN_REVIEW}, needs_reason=True),
        _step("commit", "committed", COMMITTED, {APPROVED}),
        _step("pay", "marked as paid", PAID, {COMMITTED}, {APPROVED, COMMITTED}),
        _step("decline", "declined", DECLINED, set(UNDECIDED), ends=True, needs_reason=True),
        _step("cancel", "cancelled", CANCELLED, {APPROVED, COMMITTED}, ends=True, needs_reason=True),
    )
}


def steps_from(status: str, *, managed: bool) -> list[Step]:
    """The steps that an allocation of this status may take next, forward ones first."""
    return [step for step in STEPS.values() if step.leaves(status, managed=managed)]
