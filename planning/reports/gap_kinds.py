"""The kinds of gaps as pages show them: people whom nobody tries, and roles that nobody has."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from partners.models import Partner
from planning import gaps
from planning.models import Gap
from planning.overlaps.places import Atlas
from planning.overlaps.words import figure, listed
from states.models import Priority, State

from .gap_memory import Facts, Stand, facts_of_people, facts_of_role


@dataclass(frozen=True)
class PeopleGap:
    """A priority with people whom nobody tries. `atlas` holds the places that it was found in."""

    priority: Priority
    found: gaps.Gap
    stand: Stand
    atlas: Atlas
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
        """The ways that are volunteers' work, with the hours that it would take and those on offer."""
        return [way for way in self.found.by_way if way.hours_needed]

    @property
    def title(self) -> str:
        """ "Pima County, AZ: youth, registration"."""
        about = [str(each) for each in (self.priority.constituency, self.priority.program_type) if each]
        return ": ".join([self.priority.division.full_name, *([", ".join(about)] if about else [])])

    @property
    def sentence(self) -> str:
        return self.found.reason

    @property
    def tier(self) -> int:
        return self.priority.tier

    @property
    def state(self) -> State | None:
        return self.priority.division.state

    @property
    def people_words(self) -> str:
        """ "20,000 people (the priority's target)"."""
        return f"{figure(self.found.people)} people ({self.found.people_basis})"

    @property
    def factors(self) -> list[tuple[str, str]]:
        """What the rank is the product of, in words."""
        factors = self.found.factors
        return [
            ("Priority", f"{factors['priority']:g} of 4 (tier {self.tier})"),
            ("People short", self.people_short),
            ("Time left", f"{factors['time left']:.0%} of the season in which something can be begun"),
            ("Somebody to ask", "known" if self.found.fillers else "nobody is known: counts half"),
        ]

    @property
    def people_short(self) -> str:
        """ "8,400": an estimate, to two digits."""
        return figure(self.found.people_short)

    @property
    def kept(self) -> Gap | None:
        """What was done about it, where something was."""
        return self.stand.kept

    @property
    def status(self) -> str:
        return self.stand.status


@dataclass(frozen=True)
class RoleGap:
    """A part of a state's ecosystem that nobody plays, in a state where the cycle has a priority of this tier.

    `dormant` are those who are listed in this role but do not work now.
    """

    state: State
    role: str
    tier: int
    dormant: tuple[Partner, ...]
    stand: Stand

    @property
    def facts(self) -> Facts:
        """What a decision on it rests on."""
        return facts_of_role(self.tier, self.dormant)

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

    @property
    def kept(self) -> Gap | None:
        """What was done about it, where something was."""
        return self.stand.kept

    @property
    def status(self) -> str:
        return self.stand.status


AnyGap = PeopleGap | RoleGap
