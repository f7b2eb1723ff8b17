"""What meters rest on, for tests: stated figures, programs that lobby or take sides, awards of ours for them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from funding.meters import Limit, Limits
from funding.models import Allocation, Engagement, EntityFigure, Fund, Installment, MeterLimit
from partners.models import LegalEntity, Partner, Program
from tests import factories

YEAR = 2027
DAY = dt.date(2027, 3, 1)


def make_figure(entity: LegalEntity | None = None, what: str = "spending", value: Any = 100_000, **facts: Any) -> Any:
    """A statement about an entity and 2027, unless told otherwise: dollars, a yes or no, or a month."""
    kind = {"year-begins": "month", "elected": "answer", "qualifies": "answer"}.get(what, "amount_usd")
    facts = {"year": YEAR, "source": "Its return", "good_as_of": dt.date(2026, 11, 1), kind: value, **facts}
    stated_by = facts.pop("stated_by", None) or factories.make_user(is_staff=True)
    return EntityFigure.objects.create(
        entity=entity or factories.make_entity(), what=what, stated_by=stated_by, **facts
    )


def elect(entity: LegalEntity, exempt_purpose: int, **facts: Any) -> None:
    """It has elected 501(h), and spends so much."""
    make_figure(entity, "elected", True, **facts)
    make_figure(entity, "exempt-purpose", exempt_purpose, **facts)


def make_home(vehicle: str = "c3_public", **facts: Any) -> tuple[Fund, LegalEntity]:
    """A fund of ours, and the entity that gives out of it."""
    owner = factories.make_partner(kind=Partner.Kind.PEER_FUNDER, visibility="public")
    return factories.make_fund(owner, vehicle=vehicle, is_managed=True, **facts), factories.make_entity(
        owner, vehicle
    )


def make_work(program_type: str, *, side: str = "nonpartisan", partner: Partner | None = None) -> Program:
    """A program of this type of work."""
    program = factories.make_program(partner or factories.make_partner(visibility="public"), side=side)
    factories.make_activity(program, program_type=factories.make_program_type(program_type))
    return program


def make_award(
    fund: Fund, program: Program | None, amount: int, *, vehicle: str = "c3_public", on: dt.date = DAY, **facts: Any
) -> Allocation:
    """Money for a program, to an entity of its partner, committed and due on that day, unless told otherwise."""
    entity = facts.pop("entity", None)
    partner = program.partner if program else factories.make_partner(visibility="public")
    entity = entity or partner.entities.filter(vehicle=vehicle).first() or factories.make_entity(partner, vehicle)
    award = factories.make_allocation(
        fund, entity, amount, program=program, status=facts.pop("status", "committed"), **facts
    )
    if award.status in Allocation.DECIDED:
        paid = {"status": "paid", "paid_on": on} if award.status == "paid" else {}
        Installment.objects.create(allocation=award, due_on=on, amount=Decimal(amount), **paid)
    return award


def make_limit(**facts: Any) -> MeterLimit:
    facts = {"code": "political-share", "figure": 30, "reason": "So", "citation": "There", "version": 2, **facts}
    return MeterLimit.objects.create(**{"starts_on": dt.date(2030, 1, 1), **facts})


# As the law and our own house have them, said a second time.
FIGURES = {
    "political-share": 40,
    "lobbying-first": 20,
    "lobbying-second": 15,
    "lobbying-third": 10,
    "lobbying-beyond": 5,
    "lobbying-most": 1_000_000,
    "grassroots-share": 25,
    "five-states": 5,
    "substantially-all": 85,
    "one-source": 25,
    "investments": 50,
}


def the_law(*without: str, **other: int) -> Limits:
    """All limits, but for these, and with other figures (`five_states=6`)."""
    figures = FIGURES | {code.replace("_", "-"): figure for code, figure in other.items()}
    kept = {code: figure for code, figure in figures.items() if code not in without}
    return Limits(Limit(code, 1, Decimal(figure), "So.", "There") for code, figure in kept.items())


def make_engagement(name: str = "Ember Mail House", **facts: Any) -> Engagement:
    """A vendor's work for a campaign that ended on the first of October 2026, unless told otherwise."""
    facts = {"who": "vendor", "campaign": "Friends of a Candidate", "source": "Its invoice", **facts}
    facts = {"last_day": dt.date(2026, 10, 1), "stated_by": facts.pop("stated_by", None), **facts}
    facts["stated_by"] = facts["stated_by"] or factories.make_user(is_staff=True)
    return Engagement.objects.create(name=name, **facts)
