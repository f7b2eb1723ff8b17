"""The judgement on meetings as a straightforward reckoning, one pair of lists after the other: what the engine's
columns must come to. Slow, and easy to follow beside the definition."""

from collections.abc import Iterator, Mapping, Sequence

from planning.overlaps.classes import Finding
from planning.overlaps.money import SameMoney
from planning.overlaps.places import Atlas
from planning.overlaps.records import Family
from planning.overlaps.worklists import WorkList

from .classes import Judge
from .figures import figures_of
from .meetings import Ground

__all__ = ["figures_of", "findings"]


def findings(
    work: Sequence[WorkList], families: Mapping[str, Family], atlas: Atlas, money: SameMoney, *, recorded: bool = True
) -> Iterator[Finding]:
    """All findings, in place of `planning.overlaps.classes.findings`."""
    ground = Ground(work, atlas)
    judge = Judge(ground, atlas, money)
    for met in ground.meetings():
        yield from judge.findings(met, families[met.a.family])
