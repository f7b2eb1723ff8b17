"""Two sets of rows: what a reader may know, and, beside it, everything that only staff may know."""

from typing import Any

from planning.models import Gap, Overlap
from states.models import Division
from tests import factories, talks
from tests import people as people_power
from tests.calendar_factories import make_deadline, make_election, make_priority, make_race
from tests.case_factories import make_message, make_proposal, make_settlement, plan_of
from tests.family_factories import make_proposal as make_change
from tests.family_factories import make_sponsorship, make_statement
from tests.place_factories import make_district
from tests.saved import make_view

AUTUMN = {"starts_on": "2027-10-04", "ends_on": "2027-11-28"}


def make_visible(own: Any, other: Any, staff: Any) -> None:
    """Two plans at the same doors, and two that were; a priority with a gap; a neighbor who shares what it has."""
    factories.make_cycle()
    pima, yuma = (factories.make_county(f"{name} County", electorate=500_000) for name in ("Pima", "Yuma"))
    factories.make_county("Gila County", electorate=50_000), make_district("cd:6")  # places are known to all
    make_deadline(make_election())
    make_race()
    plan_of(own, source_ref="AZ-1")
    plan_of(other, source_ref="AZ-2")
    neighbor = factories.make_partner("Lantern Neighbors", visibility="public")
    entity = factories.make_entity(neighbor)
    plan_of(own, source_ref="AZ-3", division=yuma)
    program = factories.make_program(neighbor, "Lantern doors", entity=entity, visibility="public")
    facts = {"universe": 200_000, "attempts_planned": 640_000, "budget_usd": 1_920_000, "source_ref": "AZ-4"}
    factories.make_activity(program, division=yuma, **facts)
    make_priority(pima, visibility="partners", target_universe=900_000)
    make_priority(yuma, visibility="funders", tier=2)
    factories.make_need(entity, consent="public")
    factories.make_contact(neighbor, visibility="partners")
    factories.make_resource(neighbor, "A guide to porches", visibility="public")
    factories.make_recommendation(entity)
    funder = factories.make_partner("Harbor Giving", kind="peer_funder", visibility="public")
    factories.make_allocation(factories.make_fund(funder, visibility="public"), entity, visibility="public")
    people_power.make_hours("needs", neighbor, division=pima, visibility="partners")
    people_power.make_hours("offers", other, division=pima, visibility="partners")
    make_view(staff, "All of Arizona", shared_with="everybody")


def make_hidden(own: Any, staff: Any) -> None:
    """A group that only staff know of, with everything, and what only staff know of groups that others know."""
    pima, yuma = (factories.make_county(f"{name} County") for name in ("Pima", "Yuma"))
    quiet = factories.make_partner("Quiet Hands", visibility="staff")
    table = factories.make_partner("Quiet Table", kind="state_table", visibility="staff")
    hub = factories.make_partner("Quiet Hub", kind="infrastructure_hub", visibility="staff")
    neighbor = type(quiet).objects.get(name="Lantern Neighbors")
    for partner in (quiet, hub):
        _furnish(partner, factories.make_entity(partner), pima, yuma)
    _furnish(neighbor, neighbor.entities.get(), pima, yuma)
    for one, kind in ((quiet, "member"), (own, "member"), (neighbor, "member")):
        factories.make_affiliation(one, table, kind)
    factories.make_pair(*sorted((quiet, neighbor), key=lambda each: each.pk))
    far = factories.make_county("Gila County")
    aside = make_priority(far, visibility="staff")
    for priority, status in ((aside, "offered"), (_priority_of(pima), "offered"), (_priority_of(yuma), "set_aside")):
        asked = {"offered_to": quiet} if status == "offered" else {"reason": "Quiet Hands does it."}
        Gap.objects.create(priority=priority, status=status, **asked)
    talks.make_note(own, staff, next_action="Ask Quiet Hands")
    make_view(staff, "Quiet ones", shared_with="staff")


def _furnish(partner: Any, entity: Any, pima: Any, yuma: Any) -> None:
    """Everything that a group can have, seen by staff alone."""
    program = factories.make_program(partner, f"Quiet walks of {partner}", entity=entity, visibility="staff")
    facts = {"universe": 200_000, "attempts_planned": 900_000, "budget_usd": 1_000_000}
    for place in (pima, yuma, Division.objects.get(kind="cd")):
        factories.make_activity(program, division=place, **facts)
    factories.make_activity(program, division=pima, mode="capacity", universe=100_000)
    factories.make_contact(partner, "Quill Quiet", visibility="staff")
    factories.make_need(entity, consent="staff")
    resource = factories.make_resource(partner, f"Quiet guide of {partner}", visibility="staff")
    factories.make_use(resource, partner)
    factories.make_comment(resource)
    for kind in people_power.KINDS:
        people_power.make_hours(kind, partner, division=pima, visibility="staff")
    fund = factories.make_fund(
        factories.make_partner(f"Quiet Fund of {partner}", kind="peer_funder", visibility="staff")
    )
    factories.make_allocation(fund, entity, status="approved", visibility="staff")
    factories.make_recommendation(entity, status="draft")
    talks.make_note(partner, next_action="Call")
    make_statement(entity)
    make_sponsorship(
        entity, factories.make_entity(factories.make_partner(f"Quiet House of {partner}", visibility="staff"))
    )
    make_change(entity)


def talk_of_hidden(staff: Any) -> None:
    """What staff say and propose about each case with hidden plans in it; one of them is settled so."""
    for case in Overlap.objects.standing().order_by("pk"):
        make_message(case, by=staff, text="Quiet Hands wants the east.")
        make_proposal(case, by=staff, reason="Quiet Hands leads.", decision="not_an_overlap")
    make_settlement(case, decided_by=staff, reason="Quiet Hands stays.")


def _priority_of(place: Any) -> Any:
    return place.priorities.get()
