"""What people and jobs do to cases: check all plans again, take a case, settle it, open it again."""

from .refresh import drain_due_overlaps, refresh_all_overlaps, refresh_overlaps
from .settle import CaseClosed, ReasonMissing, reopen_overlap, settle_overlap, take_overlap

__all__ = [
    "CaseClosed",
    "ReasonMissing",
    "drain_due_overlaps",
    "refresh_all_overlaps",
    "refresh_overlaps",
    "reopen_overlap",
    "settle_overlap",
    "take_overlap",
]
