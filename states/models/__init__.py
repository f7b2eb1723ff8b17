"""Facts about places, the calendar, and the field's code lists."""

from .places import Division, DivisionShare, Electorate, State
from .time import Cycle
from .vocabulary import Constituency, IssueArea, ProgramType, Tactic, TacticFamily

__all__ = [
    "Constituency",
    "Cycle",
    "Division",
    "DivisionShare",
    "Electorate",
    "IssueArea",
    "ProgramType",
    "State",
    "Tactic",
    "TacticFamily",
]
