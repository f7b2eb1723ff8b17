"""Step 4, the figures of a case, day by day and list by list: what the engine's arrays must come to."""

from collections.abc import Sequence

from planning.overlaps.classes import Finding
from planning.overlaps.figures import Figures, alone
from planning.overlaps.money import SameMoney
from planning.overlaps.places import Atlas
from planning.overlaps.windows import EPSILON

from .together import Together


def figures_of(findings: Sequence[Finding], atlas: Atlas, money: SameMoney) -> Figures:
    """In place of `planning.overlaps.figures.figures_of`."""
    together, band = Together(findings, atlas, money), findings[0].band or 0.0
    best = None
    for day in together.days():
        found = _on(day, together, band)
        if found and (best is None or found.excess.high > best.excess.high * (1 + EPSILON)):
            best = found
    if len(findings) == 1 or best is None:
        return max(map(alone, findings), key=lambda figures: (figures.rank, -figures.day))
    return best


def _on(day: int, together: Together, band: float) -> Figures | None:
    """The figures of the 28 days ending on `day`; None if people stay in the band in them."""
    scene = together.scene(day)
    if scene is None or (touches := scene.touches(day)) <= band:
        return None
    return Figures(scene.people, touches, scene.people.times(touches - band), day)
