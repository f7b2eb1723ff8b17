"""Judgement kept: cases of overlapping work and gaps, with people's decisions on them; recommendations to donors."""

from .bands import BandTrial
from .gap import Gap
from .gap_ask import GapAsk
from .letter import CaseLetter
from .overlap import Overlap, OverlapMember
from .recommendation import Recommendation
from .settlement import Settlement
from .talk import CaseMessage, Proposal, ProposalAnswer

__all__ = [
    "BandTrial",
    "CaseLetter",
    "CaseMessage",
    "Gap",
    "GapAsk",
    "Overlap",
    "OverlapMember",
    "Proposal",
    "ProposalAnswer",
    "Recommendation",
    "Settlement",
]
