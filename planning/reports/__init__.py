"""Reads over plans and cases: what the overlap engine sees, and what a viewer may see of what it found."""

from .cases import CaseView, OpenCounts, case_view, case_views, open_counts

__all__ = ["CaseView", "OpenCounts", "case_view", "case_views", "open_counts"]
