"""Writing the organizations: partners with their entities, ties, contacts, programs and activities."""

import datetime as dt
from typing import Any

from django.utils.text import slugify

from funding.models import Need
from partners.models import Activity, Affiliation, Contact, LegalEntity, Partner, PartnerState, Program
from states.models import Constituency, Cycle, IssueArea, ProgramType, Tactic

from .shapes import CYCLE, SOURCE, Body, Line, Org, Plan

TIES = {
    "member_of": Affiliation.Kind.MEMBER,
    "served_by": Affiliation.Kind.SERVED_BY,
    "chapter_of": Affiliation.Kind.CHAPTER,
    "funds_with": Affiliation.Kind.COLLABORATIVE,
}


class Directory:
    """Writes organizations and remembers what was written, by the names that the demo's data uses.

    `entities` go by legal name, `programs` by partner and name. `today` is the day that ages count back from.
    """

    def __init__(self, *, today: dt.date, places: dict[str, int]) -> None:
        self.today = today
        self.places = places
        self.partners: dict[str, Partner] = {}
        self.entities: dict[str, LegalEntity] = {}
        self.programs: dict[tuple[int, str], Program] = {}
        self.cycle = Cycle.objects.get(code=CYCLE)
        self.types = _by_code(ProgramType)
        self.tactics = _by_code(Tactic)
        self.constituencies = _by_code(Constituency)
        self.issues = _by_code(IssueArea)

    def add(self, org: Org) -> None:
        """One partner with everything of its own."""
        partner = self._partner(org)
        self.partners[org.name] = partner
        for body in org.bodies:
            self._entity(partner, org, body)
        for person in org.people:
            Contact.objects.create(
                partner=partner,
                name=person.name,
                role=person.role,
                email=f"{slugify(person.name)}@example.org",
                visibility=person.visibility,
            )
        for plan in org.plans:
            self._program(partner, org, plan)

    def tie(self, org: Org) -> None:
        """How one partner belongs to others; all of them must be there."""
        for name, kind in TIES.items():
            for other in getattr(org, name):
                Affiliation.objects.create(partner=self.partners[org.name], to=self.partners[other], kind=kind)

    def day(self, age: int) -> dt.date:
        """The day so many days before the loading."""
        return self.today - dt.timedelta(days=age)

    def _partner(self, org: Org) -> Partner:
        slug, is_known = slugify(org.name), org.status != Partner.Status.UNCONFIRMED
        partner = Partner.objects.create(
            slug=slug,
            name=org.name,
            other_names=org.also,
            kind=org.kind,
            status=org.status,
            website=f"https://{slug}.example.org" if is_known else "",
            direct_giving_url=f"https://give.example.org/{slug}" if is_known else "",
            summary=org.summary,
            founded_year=org.founded,
            starts_on=_day(org.starts),
            ends_on=_day(org.ends),
            visibility=org.visibility,
            assured_on=None if org.assured is None else self.day(org.assured),
            source=SOURCE,
        )
        PartnerState.objects.bulk_create(
            PartnerState(partner=partner, state_id=code, scope=scope) for code, scope in org.states.items()
        )
        partner.constituencies.set([self.constituencies[code] for code in org.whom])
        partner.issues.set([self.issues[code] for code in org.issues])
        return partner

    def _entity(self, partner: Partner, org: Org, body: Body) -> None:
        entity = LegalEntity.objects.create(
            partner=partner,
            legal_name=body.name,
            vehicle=body.vehicle,
            is_deductible=body.deductible,
            verified_on=None if body.deductible is None else self.day(60),
            source=SOURCE,
        )
        self.entities[body.name] = entity
        for need in sorted(body.needs, key=lambda need: -need.age):
            Need.objects.create(
                entity=entity,
                cycle=self.cycle,
                budget_usd=org.budget_of(body, need),
                raised_usd=need.raised,
                source=need.source,
                good_as_of=self.day(need.age),
                consent=need.consent,
                stated_as=Need.Voice.FUNDER if need.heard_by else Need.Voice.OWN,
                stated_for=self.partners[need.heard_by] if need.heard_by else partner,
            )

    def _program(self, partner: Partner, org: Org, plan: Plan) -> None:
        body = next(body for body in org.bodies if body.vehicle == plan.by)
        program = Program.objects.create(
            partner=partner,
            entity=self.entities[body.name],
            name=plan.name,
            side=plan.side,
            status=plan.status,
            budget_usd=plan.budget_usd,
            raised_usd=plan.raised,
            visibility=plan.visibility,
            assured_on=self.day(plan.assured),
            source=SOURCE,
        )
        self.programs[partner.pk, plan.name] = program
        for line in plan.lines:
            self._activity(program, line)

    def _activity(self, program: Program, line: Line) -> None:
        first, last = line.window
        activity = Activity.objects.create(
            program=program,
            program_type=self.types[line.type],
            tactic=self.tactics[line.tactic],
            division_id=self.places[line.where],
            starts_on=first,
            ends_on=last,
            mode=Activity.Mode.CAPACITY if line.capacity else Activity.Mode.PRESENCE,
            universe=line.people,
            attempts_planned=line.attempts,
            contacts_planned=line.contacts,
            budget_usd=line.budget_usd,
        )
        activity.constituencies.set([self.constituencies[code] for code in line.whom])


def _by_code(vocabulary: Any) -> dict[str, Any]:
    return {term.code: term for term in vocabulary.objects.all()}


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
