"""Whether two records are one organization: pure judgement over what both say of themselves, with its reasons.

`judge(one, other)` is used wherever the question comes up: while somebody adds a partner, when a sheet names an
organization, and on the page of likely duplicates.
"""

from .asking import Known, Possible, worth_asking
from .judge import Judgement, Verdict, judge
from .record import Record

__all__ = ["Judgement", "Known", "Possible", "Record", "Verdict", "judge", "worth_asking"]
