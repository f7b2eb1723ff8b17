"""What the overlap engine takes in and gives back: plain frozen values, each result with its reason in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Key = int | str

DUPLICATE = "duplicate record"
SAME_MONEY = "same money"
SAME_GROUND = "same ground"
UNMEASURED = "unmeasured"
COMPETING = "competing"

# Pairs of these kinds are recorded with their reason and never become a case. "Different ground" is the fourth beside
# the three of list work: ground programs that meet too briefly, or in a place too wide to meet at all.
WITHIN_BAND = "within the band"
DIFFERENT_PEOPLE = "different people"
SEQUENCED = "sequenced"
DIFFERENT_GROUND = "different ground"

LIKELY = "likely"
POSSIBLE = "possible"

SAME_PLACE = "same place"
NESTED = "nested"
CROSSWALK = "crosswalk"
SHARE_UNKNOWN = "share unknown"
# Ground programs meet when they are together for so many days.
DAYS_TOGETHER = 14

BASES = (SAME_PLACE, NESTED, CROSSWALK, SHARE_UNKNOWN)


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of a plan: who does what, where, when, for whom, with which volumes. Zero is a volume, None unknown.

    `key` is unique (a row's id), `label` is what people call the row. `umbrella` is the wider program that the
    activity's program is, or is a part of; `paid_by` are the partners out of whose funds its money came, through
    however many hands. `budget` and `usual_cost` (of one attempt) are dollars.
    """

    key: Key
    label: str
    partner: Key
    partner_name: str
    program_name: str
    family: str | None
    tactic: str
    program_type: str
    division: str
    starts: date
    ends: date
    is_registration: bool = False
    constituencies: frozenset[str] = frozenset()
    universe: int | None = None
    attempts: int | None = None
    budget: Decimal | None = None
    usual_cost: Decimal | None = None
    entity: Key | None = None
    umbrella: Key | None = None
    paid_by: frozenset[Key] = frozenset()

    @property
    def is_measured(self) -> bool:
        """Whether both volumes are known."""
        return self.universe is not None and self.attempts is not None


@dataclass(frozen=True, slots=True)
class Place:
    """A division: its OCD id, its kind (the codes of states.Division.Kind), and how many people there are to reach.

    `state` is the postal code, None for the country; `electorate` is everyone's, None where nobody has counted.
    `same_as` is the id of a place that is the same ground and the same people (Arizona's house district 12 is its
    senate district 12); work in either is work in that one.
    """

    id: str
    name: str
    kind: str
    parent: str | None = None
    state: str | None = None
    electorate: int | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Tactics that reach people in one way. `works` is "list", "ground" or "none"; a list has a band of attempts per
    person in 28 days."""

    code: str
    label: str
    works: str
    band_low: float | None = None
    band_high: float | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The field's words for tactics and program types: code -> (label, other words …). Used to take them out of
    program names, which would otherwise look alike because they say the same kind of work."""

    tactics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    program_types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A figure, or the range that it lies in."""

    low: float
    high: float

    def times(self, factor: float) -> "Span":
        return Span(self.low * factor, self.high * factor)

    def plain(self, digits: int = 0) -> float | list[float]:
        """One rounded number, or [low, high] where they differ after rounding."""
        low, high = (round(end, digits or None) for end in (self.low, self.high))
        return low if low == high else [low, high]


@dataclass(frozen=True, slots=True)
class Window:
    """Days, the first and the last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Pair:
    """Two activities of different partners that meet, and what that amounts to.

    `place_share` is the part of the anchor that lies in the other place: 1 for the same place and nested ones, None
    where no crosswalk says. `people` are those on both lists; `touches` are attempts for one of them in the worst 28
    days, made of `rate_a` and `rate_b` (in the order of `members`) and `others` (met by chance). `excess_attempts` is
    None wherever the pair is not competing.
    """

    class_: str
    certainty: str | None
    members: tuple[str, str]
    keys: tuple[Key, Key]
    anchor: str
    place_share: float | None
    basis: str
    shared: Window
    reason: str
    people: Span | None = None
    touches: float | None = None
    rate_a: float | None = None
    rate_b: float | None = None
    others: float | None = None
    band: float | None = None
    worst: Window | None = None
    excess_attempts: Span | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Linked pairs of one class and family, at one anchor, in weeks that run together: what people see and settle.

    `people` counts each person once, `touches` is their mean in the worst 28 days, `dollars_basis` says what an
    attempt was taken to cost. These are None outside competing work.
    """

    class_: str
    certainty: str | None
    family: str
    anchor: str
    members: tuple[str, ...]
    keys: tuple[Key, ...]
    shared: Window
    sentence: str
    pairs: tuple[Pair, ...]
    people: Span | None = None
    touches: Span | None = None
    band: float | None = None
    worst: Window | None = None
    excess_attempts: Span | None = None
    dollars: Span | None = None
    dollars_basis: str = ""


@dataclass(frozen=True, slots=True)
class Heavy:
    """One partner alone above its band: a note on its own plan, not an overlap. `rate` is attempts per person."""

    members: tuple[str, ...]
    keys: tuple[Key, ...]
    partner: Key
    family: str
    division: str
    rate: float
    band: float
    worst: Window
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that one check found, in an order that depends on the facts alone."""

    cases: tuple[Case, ...]
    recorded: tuple[Pair, ...]
    heavy_alone: tuple[Heavy, ...]
    counts: Mapping[str, int]
