"""Plans in places of every kind that lie to one another in every way: inside, across, partly, nobody knows."""

import datetime as dt
from decimal import Decimal
from typing import Any

from partners.models import Activity, Partner, Program
from states.models import Division, DivisionShare, State
from tests import factories, place_factories


def door_plan(partner: str, division: Division, **facts: Any) -> Activity:
    groups = facts.pop("constituencies", ())
    facts = {"universe": 9_000, "attempts_planned": 20_000, "division": division, **facts}
    found = factories.make_activity(factories.make_program(factories.make_partner(partner)), **facts)
    found.constituencies.set(groups)
    return found


def make_places() -> list[Division]:
    """Two counties, one without a count; a district over parts of both, a house and a senate district of the same
    ground, an at-large district, and the states and the country around them."""
    pima = factories.make_county("Pima County", electorate=500_000)
    cochise = factories.make_county("Cochise County", electorate=60_000)
    yuma = factories.make_county("Yuma County")
    sixth = place_factories.make_district("cd:6")
    other = place_factories.make_district("cd:7")
    senate, house = (place_factories.make_district(f"{kind}:12", kind=kind) for kind in ("sldu", "sldl"))
    cross((pima, sixth, "0.6", "0.7"), (cochise, sixth, "1", "0.12"), (pima, senate, "0.2", "0.9"))
    wyoming = factories.make_state("WY")
    at_large = place_factories.make_district("cd:at-large", state="WY")
    teton = factories.make_county("Teton County", state="WY", electorate=10_000)
    arizona = State.objects.get(pk="AZ").division
    return [pima, cochise, yuma, sixth, other, senate, house, at_large, teton, arizona, wyoming.division]


def cross(*rows: tuple[Division, Division, str, str]) -> None:
    """Each two places with the part of the one in the other, and of the other in the one."""
    for one, two, of_one, of_two in rows:
        (a, b), (of_a, of_b) = (((one, two), (of_one, of_two)), ((two, one), (of_two, of_one)))[one.pk > two.pk]
        DivisionShare.objects.create(division_a=a, division_b=b, share_of_a=Decimal(of_a), share_of_b=Decimal(of_b),
                                     basis="votes", source="made up")  # fmt: skip


def make_whole_districts(yuma: Division, pima: Division) -> list[Division]:
    """A district of Congress that is Yuma County; a house district inside of it, one elsewhere, and one over both."""
    eighth = place_factories.make_district("cd:8")
    inside, elsewhere, over = (
        place_factories.make_district(f"sldl:{number}", kind="sldl") for number in (20, 21, 22)
    )
    cross((yuma, eighth, "1", "1"), (yuma, inside, "0.5", "1"), (pima, elsewhere, "0.1", "1"))
    cross((yuma, over, "0.5", "0.6"), (pima, over, "0.1", "0.4"))
    return [eighth, inside, elsewhere, over]


def make_plans(places: list[Division]) -> None:
    """Two plans of every place, some for a few only, one registering; and some that do not count."""
    youth, latino = factories.make_constituency("youth"), factories.make_constituency("latino")
    registers = factories.make_program_type("registration", is_registration=True)
    for number, place in enumerate(places):
        groups = [(), (youth,), (latino,), (youth, latino)][number % 4]
        start = dt.date(2028, 8, 1) + dt.timedelta(days=5 * number)
        door_plan(f"A{number}", place, starts_on=start, ends_on=start + dt.timedelta(days=30), constituencies=groups)
        door_plan(f"B{number}", place, universe=None, program_type=registers if number % 5 == 0 else None)
    door_plan("Closed", places[0])
    Partner.objects.filter(name="Closed").update(status=Partner.Status.CLOSED)
    door_plan("Idea", places[0])
    Program.objects.filter(partner__name="Idea").update(status="idea")
    door_plan("Able", places[0], mode="capacity")
    door_plan("Off", places[0], cancelled_at=dt.datetime(2028, 1, 1, tzinfo=dt.UTC))
