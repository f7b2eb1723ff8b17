"""What people and jobs do to cases: check all plans again, take a case, settle it, open it again."""

from .recommend import NotReadyForDonors, publish_recommendation, withdraw_recommendation
from .refresh import drain_due_overlaps, refresh_all_overlaps, refresh_overlaps
from .settle import CaseClosed, ReasonMissing, reopen_overlap, settle_overlap, take_overlap

__all__ = [
    "CaseClosed",
    "NotReadyForDonors",
    "ReasonMissing",
    "drain_due_overlaps",
    "publish_recommendation",
    "refresh_all_overlaps",
    "refresh_overlaps",
    "reopen_overlap",
    "settle_overlap",
    "take_overlap",
    "withdraw_recommendation",
]
