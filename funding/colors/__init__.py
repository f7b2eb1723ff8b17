"""Which money may go where: rules as data, judged over one flow of money. Pure.

`judge` says what holds, with every rule that led to it; `kinds_of` says what a use is to the law. The rules are rows
(`funding.models.MoneyRule`), each version of which stays as it was written; `funding.versions` says which are asked.
"""

from .judging import judge, judged_also
from .records import ALLOW, BLOCK, COUNSEL, RESTRICTION, STRICTNESS, Finding, Flow, Rule, Use, Verdict
from .uses import USES, kinds_of

__all__ = [
    "ALLOW",
    "BLOCK",
    "COUNSEL",
    "RESTRICTION",
    "STRICTNESS",
    "USES",
    "Finding",
    "Flow",
    "Rule",
    "Use",
    "Verdict",
    "judge",
    "judged_also",
    "kinds_of",
]
