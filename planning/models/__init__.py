"""Judgement kept: cases of overlapping work with people's decisions on them, and recommendations to donors."""

from .overlap import Overlap, OverlapMember
from .recommendation import Recommendation
from .settlement import Settlement

__all__ = ["Overlap", "OverlapMember", "Recommendation", "Settlement"]
