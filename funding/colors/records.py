"""Plain facts of a flow of money, the rules that are held against it, and what follows."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

ALLOW, RESTRICTION, COUNSEL, BLOCK = "allow", "restriction", "counsel", "block"
# The later, the stricter: of the rules that match, the strictest holds.
STRICTNESS: Final = (ALLOW, RESTRICTION, COUNSEL, BLOCK)


@dataclass(frozen=True, slots=True)
class Use:
    """What money is for. `program_types` are codes; empty with `is_general`, for general support.

    `side` is the program's (nonpartisan, independent, coordinated), or "" where nobody says. `is_race_specific`:
    it names a candidate contest; `is_measure`: it names a ballot measure or a bill.
    """

    program_types: frozenset[str] = frozenset()
    side: str = ""
    is_general: bool = False
    is_race_specific: bool = False
    is_measure: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Money on its way. `sources` are the vehicles it has come through, the giver's last; `recipient` is the vehicle
    of the entity that receives it."""

    sources: tuple[str, ...]
    recipient: str
    use: Use


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rules. Empty `sources` or `recipients` mean any vehicle; `use` is one of `USES`.

    `wording` is what a restriction would say, `meter` names what such money is counted against ("" for none).
    `confirmed_on` is the day on which counsel confirmed it, None where that is still to come; `confirmed_by`, who.
    One that `lingers` was replaced, and is asked until counsel confirms the one in its place, which `waits`.
    """

    code: str
    version: int
    sources: frozenset[str]
    recipients: frozenset[str]
    use: str
    outcome: str
    reason: str
    citation: str
    wording: str = ""
    meter: str = ""
    lingers: bool = False
    waits: bool = False
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether counsel has read it and found it right."""
        return self.confirmed_on is not None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds for the flow, and the vehicle that the money came from under it."""

    rule: Rule
    source: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for a flow: the strictest of the findings, or counsel where no rule is found.

    `findings` are all rules that match, the strictest first; `no_rule_for` names the vehicles no rule speaks of.
    """

    outcome: str
    findings: tuple[Finding, ...]
    no_rule_for: tuple[str, ...] = ()

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """The findings that are as strict as the outcome."""
        return tuple(each for each in self.findings if each.rule.outcome == self.outcome)

    @property
    def wordings(self) -> tuple[str, ...]:
        """What a restriction should say, each wording once."""
        said = (each.rule.wording for each in self.findings if each.rule.outcome == RESTRICTION)
        return tuple(dict.fromkeys(filter(None, said)))

    @property
    def meters(self) -> tuple[str, ...]:
        """What the money is counted against."""
        return tuple(dict.fromkeys(each.rule.meter for each in self.findings if each.rule.meter))
