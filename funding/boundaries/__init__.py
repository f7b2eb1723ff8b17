"""Counting once: inside a boundary each dollar counts once, whichever hands it goes through. Pure.

`ways` make flows of awards (approvals, payments), `counting` says how each flow lies to a boundary and what counts.
"""

from .counting import RULE, Sorted, came_by, counted_before, kind_of, room_in, sort_flows, total, way_back
from .records import Award, Flow, Kind
from .ways import VIEWS, approvals, payments, pipeline

__all__ = [
    "RULE",
    "VIEWS",
    "Award",
    "Flow",
    "Kind",
    "Sorted",
    "approvals",
    "came_by",
    "counted_before",
    "kind_of",
    "payments",
    "pipeline",
    "room_in",
    "sort_flows",
    "total",
    "way_back",
]
