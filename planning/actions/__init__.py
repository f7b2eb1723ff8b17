"""What people and jobs do to cases: check all plans again, take a case or hand it on, talk, propose, agree, settle,
open again."""

from .agree import NotASide, PlanChanged, answer_proposal, propose, say, sides_of, withdraw_proposal
from .gap_asks import answer_gap, reply_on_gap
from .gaps import CannotKnow, GapMoved, OwnNeed, Subject, make_gap_a_program, offer_gap, reopen_gap, set_gap_aside
from .owners import CannotLookAfter, hand_over, take_overlap
from .recommend import NotReadyForDonors, publish_recommendation, withdraw_recommendation
from .refresh import drain_due_overlaps, refresh_all_overlaps, refresh_overlaps
from .settle import CaseClosed, FiguresChanged, ReasonMissing, reopen_overlap, settle_overlap

__all__ = [
    "CannotKnow",
    "CannotLookAfter",
    "CaseClosed",
    "FiguresChanged",
    "GapMoved",
    "NotASide",
    "NotReadyForDonors",
    "OwnNeed",
    "PlanChanged",
    "ReasonMissing",
    "Subject",
    "answer_gap",
    "answer_proposal",
    "drain_due_overlaps",
    "hand_over",
    "make_gap_a_program",
    "offer_gap",
    "propose",
    "publish_recommendation",
    "refresh_all_overlaps",
    "refresh_overlaps",
    "reopen_gap",
    "reopen_overlap",
    "reply_on_gap",
    "say",
    "set_gap_aside",
    "settle_overlap",
    "sides_of",
    "take_overlap",
    "withdraw_proposal",
    "withdraw_recommendation",
]
