"""The kinds of gaps as pages show them: people whom nobody tries, roles that nobody has, needs that are not met."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from funding.reports import NeedLeft
from mvp_coord.lib import wording
from partners.models import LegalEntity, Partner
from partners.models.family import Vehicle
from planning import gaps
from planning.gaps.wording import in_what_one_reads
from planning.models import Gap
from planning.overlaps.places import Atlas
from planning.overlaps.words import figure, listed
from states.models import Cycle, Priority, State

from .gap_memory import Facts, Stand, facts_of_need, facts_of_people, facts_of_role
from .gap_rank import Rank


class Standing:
    """What every kind of gap has: where it stands with us."""

    stand: Stand

    @property
    def is_day_unverified(self) -> bool:
        """Whether the last day for money rests on a day of the calendar that nobody has verified."""
        return False

    @property
    def kept(self) -> Gap | None:
        """What was done about it, where something was."""
        return self.stand.kept

    @property
    def status(self) -> str:
        return self.stand.status


def title_of(priority: Priority) -> str:
    """ "Pima County, AZ: youth, registration"."""
    about = [str(each) for each in (priority.constituency, priority.program_type) if each]
    return ": ".join([priority.division.full_name, *([", ".join(about)] if about else [])])


@dataclass(frozen=True)
class PeopleGap(Standing):
    """A priority with people whom nobody tries. `atlas` holds the places that it was found in; `reads_all` is whether
    who looks may read plans of every level and side."""

    priority: Priority
    found: gaps.Gap
    stand: Stand
    rank: Rank
    atlas: Atlas
    reads_all: bool
    slugs: Mapping[gaps.Key, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """In addresses."""
        return self.priority.public_id

    @property
    def facts(self) -> Facts:
        """What a decision on it rests on."""
        return facts_of_people(self.found)

    @property
    def fillers(self) -> list[tuple[gaps.Filler, str]]:
        """Who could fill it, each with the address of its page."""
        return [(filler, self.slugs[filler.partner]) for filler in self.found.fillers]

    @property
    def by_people(self) -> list[gaps.Shortfall]:
        """The ways that are volunteers' work: hours that it would take, that are asked for, that are on offer."""
        return [way for way in self.found.by_way if way.hours_needed or way.hours_asked]

    @property
    def title(self) -> str:
        """ "Pima County, AZ: youth, registration"."""
        return title_of(self.priority)

    @property
    def sentence(self) -> str:
        """What others plan without sharing it is not denied; whether they do is not told."""
        return self.found.reason if self.reads_all else in_what_one_reads(self.found.reason)

    @property
    def tier(self) -> int:
        return self.priority.tier

    @property
    def state(self) -> State | None:
        return self.priority.division.state

    @property
    def states(self) -> tuple[State, ...]:
        return (self.state,) if self.state else ()

    @property
    def last_day_words(self) -> str:
        """What the last day of registration work rests on, where nobody has verified it; empty for all else."""
        priority: Any = self.priority
        if priority.program_type is None or priority.program_type.code != "registration":
            return ""
        if priority.closes_on is None:
            return "When this state closes registration is not known: the earliest that federal law allows is taken."
        return "The day on which this state closes registration is not verified." if priority.is_unverified else ""

    @property
    def is_day_unverified(self) -> bool:
        return bool(self.last_day_words)

    @property
    def people_words(self) -> str:
        """ "20,000 people (the priority's target)"."""
        return f"{figure(self.found.people)} people ({self.found.people_basis})"

    @property
    def missing(self) -> str:
        """ "8,400 people": an estimate, to two digits."""
        return f"{figure(self.found.people_short)} people"

    @property
    def money_by(self) -> dt.date:
        return self.found.money_by

    @property
    def whom_to_ask(self) -> list[str]:
        """Names for a list."""
        return [filler.partner_name for filler in self.found.fillers]


@dataclass(frozen=True)
class RoleGap(Standing):
    """A part of a state's ecosystem that nobody plays, in a state where the cycle has a priority.

    `dormant` are those who are listed in this role but do not work now.
    """

    state: State
    role: str
    dormant: tuple[Partner, ...]
    stand: Stand
    rank: Rank

    @property
    def facts(self) -> Facts:
        """What a decision on it rests on."""
        return facts_of_role(self.tier, self.dormant)

    @property
    def tier(self) -> int:
        return self.rank.tier

    @property
    def states(self) -> tuple[State, ...]:
        return (self.state,)

    @property
    def missing(self) -> str:
        return "The role"

    @property
    def money_by(self) -> None:
        """Money alone does not fill a role."""

    @property
    def whom_to_ask(self) -> list[str]:
        """Names for a list."""
        return [f"{partner.name} ({str(partner.get_status_display()).lower()})" for partner in self.dormant]

    @property
    def key(self) -> str:
        """In addresses."""
        return f"{self.state.code.lower()}-{self.role}"

    @property
    def title(self) -> str:
        """ "No donor table in Arizona"."""
        label = str(Partner.Kind(self.role).label)
        return f"No {label[:1].lower()}{label[1:]} in {self.state.name}"

    @property
    def sentence(self) -> str:
        """What that rests on."""
        if not self.dormant:
            return "The directory knows of nobody with this role there."
        return f"Listed with this role, but not at work: {listed([partner.name for partner in self.dormant])}."


@dataclass(frozen=True)
class Source:
    """Somebody who could meet a need, and why one should think so."""

    name: str
    slug: str
    reason: str


@dataclass(frozen=True)
class NeedGap(Standing):
    """What a legal entity still needs for a cycle, in states that matter; `money_rests_on` says what the last day for
    money rests on."""

    entity: LegalEntity
    cycle: Cycle
    need: NeedLeft
    states: tuple[State, ...]
    sources: tuple[Source, ...]
    money_by: dt.date
    money_rests_on: str
    stand: Stand
    rank: Rank

    @property
    def key(self) -> str:
        """In addresses."""
        return f"need-{self.entity.public_id}-{self.cycle.code}"

    @property
    def facts(self) -> Facts:
        """What a decision on it rests on."""
        return facts_of_need(self.tier, self.need.left_usd)

    @property
    def title(self) -> str:
        """ "Money for Ocotillo Votes Action"."""
        return f"Money for {self.entity.legal_name}"

    @property
    def sentence(self) -> str:
        """What is left, and what that rests on."""
        need, vehicle = self.need, Vehicle(self.entity.vehicle).short
        since = f", less ${figure(float(need.since_usd))} approved since" if need.since_usd else ""
        return (
            f"Its {vehicle} still needs about ${figure(float(need.left_usd))} of "
            f"${figure(float(need.budget_usd))} for {self.cycle}, as of {wording.day(need.good_as_of)}{since}."
        )

    @property
    def tier(self) -> int:
        return self.rank.tier

    @property
    def missing(self) -> str:
        """ "$120,000", to two digits."""
        return f"${figure(float(self.need.left_usd))}"

    @property
    def whom_to_ask(self) -> list[str]:
        """Names for a list, each once."""
        return list(dict.fromkeys(source.name for source in self.sources))


AnyGap = PeopleGap | RoleGap | NeedGap
