"""Gaps: where a priority has less work planned than would do any good, and who could do it. A pure engine:
`find_gaps` takes plain values and returns plain values with reasons.
"""

from planning.overlaps import Key

from .engine import find_gaps
from .matrix import Matrix, Plans
from .records import Aim, Asking, Candidate, Filler, Gap, HoursThere, Lead, Shortfall, Volunteers
from .seasons import SEASONS, season

__all__ = [
    "SEASONS",
    "Aim",
    "Asking",
    "Candidate",
    "Filler",
    "Gap",
    "HoursThere",
    "Key",
    "Lead",
    "Matrix",
    "Plans",
    "Shortfall",
    "Volunteers",
    "find_gaps",
    "season",
]
