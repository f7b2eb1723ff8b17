"""Whether two records are one organization: pure judgement over what both say of themselves, with its reasons.

`judge(one, other)` is used wherever the question comes up: while somebody adds a partner, when a sheet names an
organization, and on the page of likely duplicates.
"""

from .judge import Judgement, Verdict, judge
from .record import Record

__all__ = ["Judgement", "Record", "Verdict", "judge"]
