"""Plain functions that make rows for tests, each with the fewest facts that make sense."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import OutboxMessage, User
from funding.models import Allocation, Donor, Fund, Need
from mvp_coord.lib.public_id import new_public_id
from partners.actions import merge_partners, token_of_pair
from partners.models import (
    Activity,
    Affiliation,
    Contact,
    FileContent,
    LegalEntity,
    LikelyPair,
    Membership,
    PairDecision,
    Partner,
    PartnerState,
    Program,
    Resource,
    ResourceComment,
    ResourceFile,
    ResourceTag,
    ResourceUse,
)
from partners.models.family import Vehicle
from planning.models import Overlap, Recommendation
from states.models import Constituency, Cycle, Division, Electorate, ProgramType, State, Tactic, TacticFamily

_next = itertools.count(1)
PASSWORD = "a long enough password"
STATE_NAMES = {"AZ": "Arizona", "WI": "Wisconsin", "MI": "Michigan", "GA": "Georgia", "NV": "Nevada"}
BANDS = {"door": ("0.3", "2"), "phone": ("0.5", "3"), "text": ("1", "4"), "mail": ("1", "4")}


def make_user(email: str = "", **facts: Any) -> User:
    return User.objects.create_user(email or f"person{next(_next)}@example.org", PASSWORD, **facts)


def make_mail(to: str = "", body: str = "Hello.", **facts: Any) -> OutboxMessage:
    to = to or f"person{next(_next)}@example.org"
    return OutboxMessage.objects.create(to=to, subject=facts.pop("subject", "A word"), body=body, **facts)


def make_country() -> Division:
    return Division.objects.get_or_create(
        ocd_id="ocd-division/country:us", defaults={"name": "United States", "kind": "country"}
    )[0]


def make_state(code: str = "AZ") -> State:
    """The state with its division; asked twice, the same one."""
    found = State.objects.filter(pk=code).first()
    if found:
        return found
    name = STATE_NAMES.get(code, f"State {code}")
    division = Division.objects.create(
        ocd_id=f"ocd-division/country:us/state:{code.lower()}", name=name, kind="state", parent=make_country()
    )
    state = State.objects.create(code=code, name=name, division=division, time_zone="America/Phoenix")
    Division.objects.filter(pk=division.pk).update(state=state)
    return state


def make_county(name: str = "Pima County", state: str = "AZ", *, electorate: int | None = None) -> Division:
    """A county; with `electorate`, the people to reach there."""
    home = make_state(state)
    short = slugify(name.removesuffix(" County")).replace("-", "_")
    county, _ = Division.objects.get_or_create(
        ocd_id=f"{home.division.ocd_id}/county:{short}",
        defaults={"name": name, "kind": "county", "state": home, "parent": home.division},
    )
    if electorate is not None:
        make_electorate(county, electorate)
    return county


def make_electorate(division: Division, people: int) -> Electorate:
    return Electorate.objects.create(
        division=division, people=people, basis="votes", source="test", as_of=dt.date(2024, 11, 5)
    )


def make_cycle() -> Cycle:
    return Cycle.objects.get_or_create(
        code="2027-28",
        defaults={"name": "2027–28", "starts_on": dt.date(2027, 1, 1), "ends_on": dt.date(2028, 12, 31)},
    )[0]


def make_program_type(code: str = "gotv", **facts: Any) -> ProgramType:
    defaults = {"label": facts.pop("label", code.upper()), "is_registration": code == "registration", **facts}
    return ProgramType.objects.get_or_create(code=code, defaults=defaults)[0]


def make_family(code: str = "door") -> TacticFamily:
    low, high = BANDS.get(code, (None, None))
    works = "list" if low else "ground"
    return TacticFamily.objects.get_or_create(
        code=code, defaults={"label": code.capitalize(), "works": works, "band_low": low, "band_high": high}
    )[0]


def make_tactic(code: str = "door-canvass", *, family: str = "door", **facts: Any) -> Tactic:
    defaults = {
        "label": facts.pop("label", code.replace("-", " ").capitalize()),
        "family": make_family(family),
        **facts,
    }
    return Tactic.objects.get_or_create(code=code, defaults=defaults)[0]


def make_constituency(code: str = "youth", label: str = "") -> Constituency:
    return Constituency.objects.get_or_create(code=code, defaults={"label": label or code.capitalize()})[0]


def make_partner(name: str = "", *, states: tuple[str, ...] = ("AZ",), **facts: Any) -> Partner:
    name = name or f"Saguaro Neighbors {next(_next)}"
    facts = {"kind": Partner.Kind.YEAR_ROUND, "status": Partner.Status.ACTIVE, **facts}
    partner = Partner.objects.create(name=name, slug=facts.pop("slug", slugify(name)), **facts)
    for code in states:
        PartnerState.objects.create(partner=partner, state=make_state(code))
    return partner


def make_member(user: User, partner: Partner, **facts: Any) -> Membership:
    return Membership.objects.create(user=user, partner=partner, **facts)


def make_affiliation(partner: Partner, to: Partner, kind: str = "member") -> Affiliation:
    return Affiliation.objects.create(partner=partner, to=to, kind=kind)


def make_contact(partner: Partner, name: str = "Rosa Canyon", **facts: Any) -> Contact:
    return Contact.objects.create(partner=partner, name=name, **facts)


def make_entity(partner: Partner | None = None, vehicle: str = Vehicle.C4, **facts: Any) -> LegalEntity:
    partner = partner or make_partner()
    return LegalEntity.objects.create(
        partner=partner, vehicle=vehicle, legal_name=facts.pop("legal_name", partner.name), **facts
    )


def make_program(partner: Partner | None = None, name: str = "", **facts: Any) -> Program:
    return Program.objects.create(
        partner=partner or make_partner(), name=name or f"Long Summer {next(_next)}", **facts
    )


def make_activity(program: Program | None = None, **facts: Any) -> Activity:
    """An activity at the doors of Pima County in August and September 2027, unless told otherwise."""
    constituencies = facts.pop("constituencies", [])
    facts = {
        "program_type": facts.pop("program_type", None) or make_program_type(),
        "tactic": facts.pop("tactic", None) or make_tactic(),
        "division": facts.pop("division", None) or make_county(),
        "starts_on": dt.date(2027, 8, 2),
        "ends_on": dt.date(2027, 9, 26),
        **facts,
    }
    activity = Activity.objects.create(program=program or make_program(), **facts)
    activity.constituencies.set(constituencies)
    return activity


def make_resource(partner: Partner | None = None, title: str = "", **facts: Any) -> Resource:
    """A guide behind a link, seen by partners, unless told otherwise; `tags` are pairs of a kind and a term."""
    tags, file = facts.pop("tags", ()), facts.pop("file", None)
    resource = Resource(
        partner=partner or make_partner(),
        title=title or f"How to listen {next(_next)}",
        **{"kind": "guide", "summary": "What to say at a door.", **facts},
    )
    if file:
        resource.file_id = new_public_id()
    else:
        resource.link = resource.link or "https://guides.example.org/listen"
    with transaction.atomic():  # the two name one another
        resource.save(force_insert=True)
        if file:
            make_file(resource, *file, public_id=resource.file_id)
    for kind, term in tags:
        ResourceTag.objects.create(resource=resource, **{kind: term})
    return resource


def make_file(
    resource: Resource, name: str = "guide.md", body: bytes = b"Listen first.\n", **facts: Any
) -> ResourceFile:
    """A version of the resource's file, text unless told otherwise; not the present one."""
    facts = {"label": "Markdown", "content_type": "text/markdown", "shown_to": resource.visibility, **facts}
    file = ResourceFile.objects.create(resource=resource, name=name, size_bytes=len(body), **facts)
    FileContent.objects.create(file=file, body=body)
    return file


def make_use(resource: Resource, partner: Partner | None = None, **facts: Any) -> ResourceUse:
    facts = {"said_to": resource.visibility, **facts}
    return ResourceUse.objects.create(resource=resource, partner=partner or make_partner(), **facts)


def make_comment(resource: Resource, author: User | None = None, **facts: Any) -> ResourceComment:
    facts = {"said_to": resource.visibility, "text": "It worked for us.", **facts}
    return ResourceComment.objects.create(resource=resource, author=author or make_user(), **facts)


def make_overlap(*activities: Activity, **facts: Any) -> Overlap:
    """A case over these activities (or two new ones), competing and likely unless told otherwise."""
    activities = activities or (make_activity(), make_activity())
    first = activities[0]
    facts = {
        "overlap_class": "competing",
        "certainty": "likely",
        "family": first.tactic.family,
        "anchor": first.division,
        "state": first.division.state,
        "starts_on": first.starts_on,
        "ends_on": first.ends_on,
        "member_keys": sorted(each.pk for each in activities),
        **facts,
    }
    if facts["overlap_class"] == "competing":
        measures = ("people_low", "people_high", "touches_low", "touches_high")
        facts = dict.fromkeys((*measures, "excess_attempts_low", "excess_attempts_high"), 0) | facts
    return Overlap.objects.create(**facts)


def make_fund(owner: Partner | None = None, name: str = "", **facts: Any) -> Fund:
    name = name or f"Open Road Fund {next(_next)}"
    facts = {"vehicle": Vehicle.C4, "cycle": facts.pop("cycle", None) or make_cycle(), **facts}
    owner = owner or make_partner(kind=Partner.Kind.PEER_FUNDER)
    return Fund.objects.create(owner=owner, name=name, slug=slugify(name), **facts)


def make_need(entity: LegalEntity | None = None, budget: int = 100_000, raised: int = 40_000, **facts: Any) -> Need:
    facts = {
        "cycle": facts.pop("cycle", None) or make_cycle(),
        "source": "Stated by the group",
        "good_as_of": dt.date(2026, 11, 1),
        **facts,
    }
    return Need.objects.create(
        entity=entity or make_entity(), budget_usd=Decimal(budget), raised_usd=Decimal(raised), **facts
    )


def make_allocation(
    fund: Fund | None = None, entity: LegalEntity | None = None, amount: int = 50_000, **facts: Any
) -> Allocation:
    """An exploring allocation of `amount` requested dollars; a decided status also approves the amount."""
    facts = {"amount_requested": Decimal(amount), **facts}
    if facts.get("status") in Allocation.DECIDED:
        facts.setdefault("amount_approved", Decimal(amount))
        facts.setdefault("decided_on", dt.date(2026, 11, 16))
    return Allocation.objects.create(fund=fund or make_fund(), entity=entity or make_entity(), **facts)


def make_donor(user: User | None = None, adviser: User | None = None) -> Donor:
    return Donor.objects.create(user=user or make_user(), adviser=adviser)


def make_recommendation(entity: LegalEntity | None = None, **facts: Any) -> Recommendation:
    facts = {
        "cycle": facts.pop("cycle", None) or make_cycle(),
        "headline": "Keep the doors of Pima County open through the fall",
        "reason": "It is the only group that knocks there all year, and its list is half the county.",
        "dollar_does": "$3 is one try at one door",
        "dollar_source": "The group's own plan",
        "giving_url": "https://give.example.org/pima-doors",
        "deductibility": "Not deductible, by the IRS list of November 2026",
        "checked_on": dt.date(2026, 11, 20),
        "checked_by": facts.pop("checked_by", None) or make_user(is_staff=True),
        "status": "published",
        **facts,
    }
    return Recommendation.objects.create(entity=entity or make_entity(), **facts)


def merge(kept: Partner, gone: Partner, *, by: User, **facts: Any) -> PairDecision:
    """Two records made one, as a person does it who has just looked at both."""
    return merge_partners(kept=kept, gone=gone, facts=facts, seen=token_of_pair(kept, gone), by=by)


def make_pair(first: Partner, second: Partner, **facts: Any) -> LikelyPair:
    """Two records that the search for duplicates has found alike."""
    facts = {"score": 0.9, "is_sure": True, "reasons": ["nearly the same name"], **facts}
    return LikelyPair.objects.create(first=first, second=second, **facts)
