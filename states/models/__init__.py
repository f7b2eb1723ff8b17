"""Facts about places, the calendar, and the field's code lists."""

from .elections import Deadline, Election
from .feeds import CalendarFeed
from .ground import GroundStamp
from .places import Division, DivisionShare, Electorate, State, today_in
from .priorities import Priority
from .races import Race
from .results import ElectionResult
from .time import Cycle
from .vocabulary import Constituency, IssueArea, ProgramType, Tactic, TacticFamily

__all__ = [
    "CalendarFeed",
    "Constituency",
    "Cycle",
    "Deadline",
    "Division",
    "DivisionShare",
    "Election",
    "ElectionResult",
    "Electorate",
    "GroundStamp",
    "IssueArea",
    "Priority",
    "ProgramType",
    "Race",
    "State",
    "Tactic",
    "TacticFamily",
    "today_in",
]
