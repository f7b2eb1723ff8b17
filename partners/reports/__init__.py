"""Reads over the directory: its list, one partner's page, its history, and names that are alike."""

from .directory import (
    COLUMNS,
    FOR_WORKERS,
    NUMBERS,
    ORDERS,
    PAGE_SIZE,
    USUAL_COLUMNS,
    Entry,
    Wanted,
    directory_page,
    numbers_of,
)
from .facets import DirectoryCounts
from .history import history_of, partner_history
from .likeness import Likely, likely_partners
from .profile import Profile, ProgramLine, Timeline, profile_of, program_lines, timeline_of
from .ties import Tie, grouped, picture_of

__all__ = [
    "COLUMNS",
    "FOR_WORKERS",
    "NUMBERS",
    "ORDERS",
    "PAGE_SIZE",
    "USUAL_COLUMNS",
    "DirectoryCounts",
    "Entry",
    "Likely",
    "Profile",
    "ProgramLine",
    "Tie",
    "Timeline",
    "Wanted",
    "directory_page",
    "grouped",
    "history_of",
    "likely_partners",
    "numbers_of",
    "partner_history",
    "picture_of",
    "profile_of",
    "program_lines",
    "timeline_of",
]
