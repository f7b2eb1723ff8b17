"""Cases about how work is written down: what clears them is to write it right, not to do less or elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from partners.models import Activity
from planning.models import Overlap

from .cases import CaseView

_Class, _Decision = Overlap.Class, Overlap.Decision
_SENTENCES: Final = {
    _Class.UNMEASURED: "It cannot be told yet whether these plans try the same people too often. What they lack:",
    _Class.DUPLICATE: "If these lines stand for the same work, one of them is taken out. If each is work of its own, "
    "say so: other numbers or weeks would only hide that they are alike.",
    _Class.SAME_MONEY: "One pays for the other, or both are part of one program, so their tries are counted once. If "
    "these lines stand for the same work, one of them is taken out; if each is work of its own, keep both.",
}
_FILLED_IN: Final = "The numbers that were missing are there now: the next check, in a few minutes, tells."
_DECISIONS: Final = {
    _Class.UNMEASURED: (),
    _Class.DUPLICATE: (_Decision.ONE_IS_DUPLICATE, _Decision.NOT_AN_OVERLAP),
    _Class.SAME_MONEY: (_Decision.ONE_IS_DUPLICATE, _Decision.KEEP_BOTH),
}
_ON_PAPER: Final = (_Decision.KEEP_BOTH, _Decision.NOT_AN_OVERLAP, _Decision.ONE_IS_DUPLICATE)


@dataclass(frozen=True)
class Lack:
    """A plan without a number, and what it lacks ("people on the list", "tries planned")."""

    plan: Activity
    facts: Sequence[str]


@dataclass(frozen=True)
class OnPaper:
    """What would write it right: a sentence, the kinds of decision that do, and the plans that lack numbers."""

    sentence: str
    decisions: Sequence[Overlap.Decision]
    lacks: Sequence[Lack]


def on_paper(view: CaseView) -> OnPaper | None:
    """How a case of this class is written right; None where people do meet. No query."""
    kind = _Class(view.overlap.overlap_class)
    if kind not in _SENTENCES:
        return None
    lacks = (
        [Lack(plan, facts) for plan in view.members if (facts := _lacking(plan))] if kind == _Class.UNMEASURED else []
    )
    is_filled_in = kind == _Class.UNMEASURED and not lacks
    return OnPaper(_FILLED_IN if is_filled_in else _SENTENCES[kind], _DECISIONS[kind], lacks)


def decisions_for(view: CaseView) -> list[Overlap.Decision]:
    """The kinds of decision that can settle a case of this class: what is only written down twice is not settled by
    other days, places or numbers."""
    own = _DECISIONS.get(_Class(view.overlap.overlap_class), ())
    return [each for each in _Decision if each in _ON_PAPER] if own else list(_Decision)


def _lacking(plan: Activity) -> list[str]:
    numbers = {"people on the list": plan.universe, "tries planned": plan.attempts_planned}
    return [name for name, number in numbers.items() if number is None]
