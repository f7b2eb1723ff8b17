"""Reads over the directory: its list, one partner's page, its history, and names that are alike."""

from .directory import ORDERS, PAGE_SIZE, DirectoryPage, Entry, directory_page
from .facets import DirectoryCounts
from .history import history_of, partner_history
from .likeness import Likely, likely_partners
from .profile import Profile, ProgramLine, Tie, Timeline, grouped, profile_of, program_lines, timeline_of

__all__ = [
    "ORDERS",
    "PAGE_SIZE",
    "DirectoryCounts",
    "DirectoryPage",
    "Entry",
    "Likely",
    "Profile",
    "ProgramLine",
    "Tie",
    "Timeline",
    "directory_page",
    "grouped",
    "history_of",
    "likely_partners",
    "partner_history",
    "profile_of",
    "program_lines",
    "timeline_of",
]
