"""Planned work as a table with HXL tags: what it says, to whom, and that reading it back changes nothing."""

import csv
import io
from typing import Any

import pytest

from mvp_coord.sheets.kinds import Options
from mvp_coord.sheets.run import apply, preview, read_files
from partners.exports.plans import COLUMNS, activities_of, table
from partners.imports.plans import PLANS
from partners.models import Activity, Partner
from states.actions.reference import load_reference
from states.models import Constituency, Division, ProgramType, State, Tactic
from tests import factories
from tests.partners.test_exports import export_of, rows_of, taken
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db


def by_code(model: Any, code: str) -> Any:
    return model.objects.get(code=code)


@pytest.fixture
def arizona(db) -> State:
    """The real code lists and places, and the cycle that plans are made for."""
    load_reference(by=None)
    return State.objects.get(code="AZ")


def plan(partner: Partner, name: str, place: str, vehicle: str = "c3_public", **facts: Any) -> Activity:
    entity = partner.entities.filter(vehicle=vehicle).first() or factories.make_entity(partner, vehicle)
    program = partner.programs.filter(name=name).first() or factories.make_program(partner, name, entity=entity)
    facts = {"program_type": by_code(ProgramType, "gotv"), "tactic": by_code(Tactic, "door-canvass"), **facts}
    return factories.make_activity(program, division=Division.objects.get(ocd_id=place), **facts)


def several_plans(arizona: State) -> None:
    home = arizona.division.ocd_id
    one = factories.make_partner("=Ocotillo, “Votes” & Co.", slug="ocotillo", visibility="partners")
    two = factories.make_partner("Juniper Voices", visibility="partners")
    plan(one, "Long Summer; again", f"{home}/county:pima", universe=12_400, attempts_planned=0)
    plan(one, "Long Summer; again", home, constituencies=Constituency.objects.all()[:3], budget_usd="12345.67")
    plan(two, "-Short Fall", f"{home}/cd:3", vehicle="other_527", contacts_planned=77)
    plan(two, "-Short Fall", f"{home}/county:maricopa", mode="capacity")


def read_again(body: bytes, state: State, user: Any) -> Any:
    work = PLANS.begin(Options(state.pk), user)
    return preview(read_files([("5w.csv", body)], kind=PLANS, work=work), work=work)


def test_reading_it_back_changes_nothing(arizona, staff, sign_in):
    several_plans(arizona)
    body = taken(sign_in(staff), export_of(staff, kind="plans"))
    outcome = read_again(body, arizona, staff)
    assert [(each.column, each.reason) for each in outcome.rejected] == []
    assert {name: number for name, number in outcome.counts.items() if number} == {"rows_in": 4, "unchanged": 4}
    before, work = all_rows(), PLANS.begin(Options("AZ"), staff)
    apply(read_files([("5w.csv", body)], kind=PLANS, work=work), work=work, by=staff)
    assert all_rows() == before


def test_it_says_who_what_where_when_for_whom_and_how_much(arizona, staff, sign_in):
    several_plans(arizona)
    rows = rows_of(taken(sign_in(staff), export_of(staff, kind="plans")))
    first = next(row for row in rows if row["Universe"] == "12400")
    assert first["Organization"].startswith("'=Ocotillo")
    assert (first["Program type"], first["State"], first["Known as"]) == (
        "Get out the vote (GOTV)",
        "AZ",
        "Pima County",
    )
    assert first["OCD id of the county"] == first["Place"] == "ocd-division/country:us/state:az/county:pima"
    assert first["OCD id of the state"] == "ocd-division/country:us/state:az"
    assert (first["Start date"], first["End date"]) == ("2027-08-02", "2027-09-26")
    assert (first["Constituencies"], first["Planned attempts"], first["Budget"]) == ("Everyone", "0", "")


def test_every_column_has_a_tag_of_the_standard_form(staff, sign_in):
    lines = list(csv.reader(io.StringIO(taken(sign_in(staff), export_of(staff, kind="plans")).decode("utf-8-sig"))))
    assert lines[0] == [label for label, _ in COLUMNS]
    assert all(tag.startswith("#") and tag == tag.lower() and " " not in tag for tag in lines[1])
    assert {"#org+name", "#sector", "#adm1+code", "#date+start", "#beneficiary", "#targeted"} <= set(lines[1])


def test_everybody_gets_just_the_work_that_they_may_read(cast, viewer):
    for level in ("private", "staff", "funders", "table", "partners", "public"):
        program = factories.make_program(factories.make_partner(visibility="public"), level, visibility=level)
        factories.make_activity(program)
    closed = factories.make_program(visibility="public", status="cancelled")
    factories.make_activity(closed)
    said = {}
    for name, user in cast.items():
        ids = activities_of(viewer(user), Partner.objects.all(), most=100)
        said[name] = {str(row[1]) for row in list(table(ids))[2:]}
    insiders = {"staff", "funders", "table", "partners", "public"}
    assert said["staff"] == said["counsel"] == said["admin"] == insiders
    assert said["partner_rep"] == {"table", "partners", "public"}
    assert said["other_partner"] == {"partners", "public"}
    assert said["funder_rep"] == {"funders", "partners", "public"}
    assert said["donor"] == said["other_donor"] == {"public"}
    assert said["anonymous"] == said["outsider"] == set()


def test_it_takes_two_queries_for_many(django_assert_num_queries):
    for number in (2, 20):
        for _ in range(number):
            factories.make_activity(constituencies=[factories.make_constituency("youth")])
        ids = list(Activity.objects.values_list("pk", flat=True))
        with django_assert_num_queries(2):
            list(table(ids))
