"""What an entry of the demo can say, and the sums that follow from it.

Days before the loading are used where a fact has an age ("good as of"), so that the demo is as fresh on any day; the
windows of plans are fixed days of the 2027–28 cycle.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from typing import Final

SOURCE: Final = "Demo data (fictional)"
CYCLE: Final = "2027-28"

# What one attempt costs in the demo's plans, in dollars, and how many attempts reach somebody new.
COST: Final = {
    "door-canvass": Decimal("3.10"),
    "deep-canvass-door": Decimal("9.20"),
    "volunteer-phone": Decimal("0.90"),
    "paid-phone": Decimal("1.35"),
    "p2p-text": Decimal("0.06"),
    "broadcast-text": Decimal("0.045"),
    "mail": Decimal("0.78"),
    "postcards": Decimal("0.95"),
    "relational": Decimal("2.10"),
    "lit-drop": Decimal("0.55"),
}
CONTACT_SHARE: Final = {
    "door-canvass": Decimal("0.19"),
    "deep-canvass-door": Decimal("0.22"),
    "volunteer-phone": Decimal("0.08"),
    "paid-phone": Decimal("0.06"),
    "relational": Decimal("0.70"),
}


@dataclass(frozen=True)
class Line:
    """One activity. `where` is a place as "WI Rock County", or a state by its postal code; `people` are on the list,
    `attempts` are planned. A line with volumes costs its attempts, unless a budget is given."""

    type: str
    tactic: str
    where: str
    first: str
    last: str
    people: int | None = None
    attempts: int | None = None
    budget: int | None = None
    whom: tuple[str, ...] = ()
    capacity: bool = False

    @property
    def budget_usd(self) -> Decimal:
        """As given, else attempts times what one costs, to the next five hundred dollars."""
        if self.budget is not None:
            return Decimal(self.budget)
        cost = COST[self.tactic] * (self.attempts or 0)
        return 500 * (cost / 500).to_integral_value(ROUND_CEILING)

    @property
    def contacts(self) -> int | None:
        """People expected to be reached: a share of the attempts, never more than are on the list."""
        if not self.attempts or self.tactic not in CONTACT_SHARE:
            return None
        reached = int(self.attempts * CONTACT_SHARE[self.tactic])
        return min(reached, self.people) if self.people is not None else reached

    @property
    def window(self) -> tuple[dt.date, dt.date]:
        return dt.date.fromisoformat(self.first), dt.date.fromisoformat(self.last)


@dataclass(frozen=True)
class Plan:
    """A program. Its budget is the sum of its lines that are planned (capacity costs nothing yet), or `budget` where
    its work is of no place. `raised` is in dollars."""

    name: str
    by: str
    raised: int
    lines: tuple[Line, ...] = ()
    budget: int = 0
    side: str = "independent"
    status: str = "planned"
    visibility: str = "table"
    assured: int = 20

    @property
    def budget_usd(self) -> Decimal:
        planned = sum((line.budget_usd for line in self.lines if not line.capacity), Decimal(0))
        return planned + self.budget


@dataclass(frozen=True)
class Statement:
    """A stated need: `core` is what the entity costs beside its programs, `raised` from anybody, `age` in days. An
    earlier or conflicting statement names its own `budget`; what a funder heard names the funder."""

    core: int
    raised: int
    age: int
    consent: str = "funders"
    source: str = "Stated by the group in its plan for the cycle"
    budget: int | None = None
    heard_by: str = ""


@dataclass(frozen=True)
class Body:
    """A legal entity; `deductible` as the demo's IRS says, None for not asked."""

    vehicle: str
    name: str
    deductible: bool | None
    needs: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Person:
    """A contact at a partner. The address is made from the name, at example.org."""

    name: str
    role: str
    visibility: str = "staff"


@dataclass(frozen=True, kw_only=True)
class Org:
    """A partner, with all that belongs to it."""

    name: str
    kind: str
    summary: str
    states: dict[str, str] = field(default_factory=dict)  # postal code → statewide or local
    bodies: tuple[Body, ...] = ()
    plans: tuple[Plan, ...] = ()
    people: tuple[Person, ...] = ()
    also: str = ""
    founded: int | None = None
    whom: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    served_by: tuple[str, ...] = ()
    chapter_of: tuple[str, ...] = ()
    funds_with: tuple[str, ...] = ()
    starts: str = ""
    ends: str = ""
    status: str = "active"
    visibility: str = "public"
    assured: int | None = 25

    def budget_of(self, body: Body, need: Statement) -> Decimal:
        """The budget of an entity: what it costs beside its programs, and the programs that it runs."""
        if need.budget is not None:
            return Decimal(need.budget)
        return need.core + sum((plan.budget_usd for plan in self.plans if plan.by == body.vehicle), Decimal(0))


@dataclass(frozen=True)
class Pot:
    """A fund; `target` in dollars."""

    name: str
    owner: str
    vehicle: str
    target: int
    state: str = ""
    managed: bool = False
    visibility: str = "funders"


@dataclass(frozen=True)
class Grant:
    """An allocation. `to` is a legal name, `plan` a program's name ("" for general support), `since` how many days
    ago it came to its status, `decided` how many days ago it was approved, `released` whether its recipient knows.

    `parent` names the fund and the recipient of the allocation that the money came by. `then` are steps that the
    demo's staff takes on the day of the loading, each with its reason, so that there is a history to read.
    """

    fund: str
    to: str
    amount: int
    status: str
    since: int
    decided: int | None = None
    plan: str = ""
    requested: int | None = None
    released: bool = False
    purpose: str = ""
    restriction: str = ""
    visibility: str = "staff"
    shared_as: str = "exact"
    currency: str = "USD"
    parent: tuple[str, str] | None = None
    then: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pitch:
    """A recommendation, for the entity of this legal name; `age` is how many days ago it was checked."""

    to: str
    headline: str
    reason: str
    does: str
    source: str
    deduction: str
    position: int
    age: int = 6
    status: str = "published"
    by: str = "staff"
