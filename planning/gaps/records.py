"""What the search for gaps takes in and gives back: plain frozen values, each result with its reason in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from planning.overlaps import Key, Window

# What an amount of people rests on.
BY_TARGET = "the priority's target"
BY_ELECTORATE = "the electorate"

OFFERED = "said that they could"
PEOPLE = "offer their people"
PRESENT = "work there already"
NEARBY = "work nearby"


@dataclass(frozen=True, slots=True)
class Aim:
    """A priority: these people in this place matter in this election. `tier` runs from 1 (most) to 4.

    `season` holds the days on which such work does good. `program_type` and `constituency` are codes (None: any work
    that is not registration; everyone), `target` is how many people are to be reached (None: the electorate stands
    for it, and is marked so).
    """

    key: Key
    division: str
    tier: int
    season: Window
    program_type: str | None = None
    constituency: str | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """What it takes to start work of one family: days from money, and from people, to the first attempt; what one
    attempt costs in dollars (None: nobody has published it), with the source of that; and how many attempts a
    volunteer makes in an hour (None: it is not volunteers' work)."""

    money_days: int
    people_days: int
    cost: Decimal | None = None
    cost_source: str = ""
    tries_an_hour: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Work that a partner does or could do (`is_offered`), from which it could fill a gap."""

    partner: Key
    partner_name: str
    family: str
    division: str
    starts: date
    ends: date
    constituencies: frozenset[str] = frozenset()
    is_registration: bool = False
    is_offered: bool = False
    universe: int | None = None


@dataclass(frozen=True, slots=True)
class Volunteers:
    """Hours a week that a partner offers of its people, or asks for, for work of one family: in a place, from
    anywhere (then `division` may be None), or both. `side` is said as it is written in words."""

    key: Key
    partner: Key
    partner_name: str
    family: str
    hours_a_week: int
    starts: date
    ends: date
    division: str | None = None
    is_remote: bool = False
    side: str = "independent"


@dataclass(frozen=True, slots=True)
class HoursThere:
    """An offer of hours that could go to a gap, or what is asked for in its place, and how many of its hours (whole
    ones, so that they add up) fall into the weeks of the gap."""

    offer: Volunteers
    hours: int


@dataclass(frozen=True, slots=True)
class Filler:
    """A partner that could fill a gap, how it is known (`basis`), and in words why."""

    partner: Key
    partner_name: str
    family: str
    basis: str
    reason: str


# Labels of families that are adjectives.
_AS_NOUNS = {"relational": "relational organizing"}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One family of tactics as a way to fill a gap: what it would take to bring the people who are short to the lower
    end of its band by this way alone, in the weeks that are left.

    `each_takes` is how many attempts the lower end asks for one person in these weeks, `planned` those in them, and
    `people_short` the people whom no plan of any family brings there, alike for all ways of a gap. `unknown` plans
    state no attempts, or nobody knows how much of them falls into the place. `cost` is in dollars, for one attempt,
    None where nobody has published it. Money that arrives after `money_by`, or people after `people_by`, could no
    longer be used. `tries_an_hour` is what a volunteer does (None: no volunteers' work), `on_offer` the hours that
    could go here (the same hours may be on offer for other gaps), and `asked` those that partners lack for what they
    plan here already.
    """

    family: str
    label: str
    each_takes: float
    planned: float
    unknown: int
    money_by: date
    people_by: date
    people_short: float = 0.0
    cost: Decimal | None = None
    cost_source: str = ""
    tries_an_hour: float | None = None
    on_offer: tuple[HoursThere, ...] = ()
    asked: tuple[HoursThere, ...] = ()

    @property
    def words(self) -> str:
        """Its family after "by" or "for": "door", "relational organizing"."""
        return _AS_NOUNS.get(self.family, self.label[:1].lower() + self.label[1:])

    @property
    def hours_needed(self) -> int | None:
        """Hours of volunteers that the attempts which are short would take; None where it is not their work."""
        return round(self.takes / self.tries_an_hour) if self.tries_an_hour else None

    @property
    def hours_on_offer(self) -> int:
        """Hours in the weeks that are left, of all offers that could go here."""
        return sum(each.hours for each in self.on_offer)

    @property
    def hours_asked(self) -> int:
        """Hours in the weeks that are left that partners ask for: the tries that they are for count as planned."""
        return sum(each.hours for each in self.asked)

    @property
    def hours_to_find(self) -> int:
        """Hours that nobody offers yet: what is short comes on top of what is asked for to do what is planned."""
        return max(0, (self.hours_needed or 0) + self.hours_asked - self.hours_on_offer)

    @property
    def enough_for(self) -> float:
        """The people whom the planned attempts bring to the lower end, when each goes to one who needs it."""
        return self.planned / self.each_takes if self.each_takes > 0 else 0.0

    @property
    def takes(self) -> float:
        """Attempts that bring all who are short to the lower end, by this way alone."""
        return self.people_short * self.each_takes

    @property
    def cost_usd(self) -> Decimal | None:
        """What the attempts that are short would cost, in dollars."""
        return None if self.cost is None else (self.cost * Decimal(round(self.takes))).quantize(Decimal("0.01"))

    @property
    def order(self) -> tuple[float, float, float, str]:
        """Where it stands among the ways to fill a gap: the cheapest first; where nobody knows its cost after those,
        by the hours of volunteers; what is neither last, by attempts."""
        cost = float("inf") if self.cost_usd is None else float(self.cost_usd)
        hours = float("inf") if self.hours_needed is None else float(self.hours_needed)
        return cost, hours, self.takes, self.family


@dataclass(frozen=True, slots=True)
class Gap:
    """A priority with people whom nobody plans to try even as often as the lower end of a band.

    `weeks` are the days of its season that are left. `people` is how many the priority is about and `people_basis`
    what that number rests on; `people_short` how many are left when every planned attempt, of any family, goes to
    somebody whom no other reaches: at least so many. The score is the product of its `factors`, each between 0 and
    its own most; `by_way` has the cheapest first. `reason` says all this in a sentence.
    """

    aim: Aim
    weeks: Window
    people: float
    people_basis: str
    people_short: float
    by_way: tuple[Shortfall, ...]
    fillers: tuple[Filler, ...]
    factors: Mapping[str, float] = field(default_factory=dict)
    reason: str = ""

    @property
    def score(self) -> float:
        """Priority × shortage × feasibility."""
        product = 1.0
        for factor in self.factors.values():
            product *= factor
        return product

    @property
    def money_by(self) -> date:
        """The last day on which money could still be used for any way to fill it."""
        return max(way.money_by for way in self.by_way)


@dataclass(frozen=True, slots=True)
class Asking:
    """A priority of which nobody can tell whether it has a gap, and what would have to be known."""

    aim: Aim
    reason: str
