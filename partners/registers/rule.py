"""Which of several statements of one fact is shown, and why: a rule that a page can say in a sentence."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

RULE: Final = (
    "What we hold is shown. What a register says differently stands beside it until a person accepts it or keeps "
    "ours; only where we hold nothing is the newest statement shown, and marked as not yet looked at."
)


@dataclass(frozen=True)
class Said:
    """One statement of a fact: the value, who says so, as of which day, and what a person decided on it, or ""."""

    value: str
    source: str
    as_of: dt.date
    decision: str = ""


@dataclass(frozen=True)
class Shown:
    """The value that is shown, who says so, as of when (None where nobody noted it), and what stands beside it.

    `is_held` is False for a value that nobody has accepted yet. `beside` are statements that say otherwise and that
    nobody has decided on, the newest of each source.
    """

    value: str
    source: str
    as_of: dt.date | None
    is_held: bool
    beside: tuple[Said, ...]


def choose(held: str, statements: Iterable[Said], *, source: str = "", as_of: dt.date | None = None) -> Shown | None:
    """What is shown of one fact by `RULE`; None where neither we nor anybody else say anything.

    `held` is what the record says ("" for nothing), `source` and `as_of` where that comes from. A register that says
    the same, or from which it was accepted, is the better source of it.
    """
    newest = _newest_of_each(statements)
    undecided = [each for each in newest if not each.decision and each.value != held]
    if held:
        agreeing = [each for each in newest if each.value == held]
        if agreeing:
            source, as_of = agreeing[0].source, agreeing[0].as_of
        return Shown(held, source, as_of, True, tuple(undecided))
    if not undecided:
        return None
    first, *others = undecided
    return Shown(first.value, first.source, first.as_of, False, tuple(others))


def _newest_of_each(statements: Iterable[Said]) -> list[Said]:
    """The newest statement of each source, the newest first; of one day the one that comes later in order."""
    found: dict[str, Said] = {}
    for each in sorted(statements, key=lambda each: each.as_of):
        found[each.source] = each
    return sorted(found.values(), key=lambda each: (each.as_of, each.source), reverse=True)
