"""Judgement kept: cases of overlapping work and gaps, with people's decisions on them; recommendations to donors."""

from .gap import Gap
from .overlap import Overlap, OverlapMember
from .recommendation import Recommendation
from .settlement import Settlement

__all__ = ["Gap", "Overlap", "OverlapMember", "Recommendation", "Settlement"]
