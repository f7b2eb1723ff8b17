"""Somebody saves an edit while an import is applied: real connections, an edit that the import has to wait for."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from queue import SimpleQueue

import pytest
from django.db import connection, connections, transaction

from funding.actions.needs import state_need
from funding.models import Need
from funding.reports.voices import Voice
from mvp_coord.lib.facts import facts_of, token_of
from mvp_coord.sheets.actions import apply_due_imports, queue
from partners import actions
from partners.actions.contacts import remove_contact, update_contact
from partners.actions.library import resource_facts
from partners.actions.profile import StateFacts, profile_facts
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PLAN = "Row,Organization,Program,Vehicle,Type,Tactic,Where,Start,End,Universe\nA-1,Ocotillo Votes,"
_PATIENCE = 20


@pytest.fixture
def meanwhile(staff):
    """Applies an import, and saves an edit after the import has compared its rows and before it may write them."""

    def apply(batch, edit):
        queue(batch=batch, by=staff)
        workers: SimpleQueue[int] = SimpleQueue()

        def work():
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    workers.put(cursor.fetchone()[0])
                apply_due_imports()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():  # the edit is made, and nobody sees it yet
                edit()
                done = pool.submit(work)
                _until_it_waits_for_us(workers.get(timeout=_PATIENCE))
            done.result(timeout=_PATIENCE)
        batch.refresh_from_db()
        return batch

    return apply


def _until_it_waits_for_us(worker):
    ends = time.monotonic() + _PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute("SELECT pg_backend_pid() = ANY(pg_blocking_pids(%s))", [worker])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    pytest.fail("The import did not wait for the edit.")


def outcomes(batch):
    return [row.outcome for row in batch.rows.order_by("position")]


@pytest.fixture
def ocotillo(db):
    return factories.make_partner("Ocotillo Votes", summary="Doors.", website="https://o.example", states=("AZ",))


@pytest.mark.parametrize(
    ("facts", "states"),
    [({"summary": "Doors, and porches."}, None), ({}, [StateFacts("AZ", "local", "Host")])],
    ids=["its text", "its states"],
)
def test_a_partner_keeps_what_was_saved_meanwhile(ocotillo, staff, sending, meanwhile, facts, states):
    other = factories.make_partner("Juniper Votes", summary="Phones.")
    text = (
        "Id,Name,States,Summary\nocotillo-votes,Ocotillo Votes,NV statewide,Texts.\n"
        "juniper-votes,Juniper Votes,,Letters.\n"
    )
    factories.make_state("NV")
    batch = sending(staff, text)
    seen = token_of(profile_facts(ocotillo, facts, with_states=states is not None))
    edit = partial(actions.update_partner, ocotillo, by=staff, facts=facts, states=states, seen=seen)
    batch = meanwhile(batch, edit)
    ocotillo.refresh_from_db()
    other.refresh_from_db()
    assert outcomes(batch) == ["conflict", "updated"]
    assert (ocotillo.summary, other.summary) == (facts.get("summary", "Doors."), "Letters.")
    kept = [(each.state_id, each.scope) for each in ocotillo.partner_states.all()]
    assert kept == [("AZ", "local" if states else "statewide")]


def test_a_person_keeps_what_was_saved_meanwhile(ocotillo, staff, sending, meanwhile):
    contact = factories.make_contact(ocotillo, "Rosa Canyon", role="Lead")
    batch = sending(staff, "Partner,Name,Role\nOcotillo Votes,Rosa Canyon,Chair\n", kind="contacts")
    seen = token_of(facts_of(contact, ["role"]))
    edit = partial(update_contact, contact, by=staff, facts={"role": "Director"}, seen=seen)
    assert outcomes(meanwhile(batch, edit)) == ["conflict"]
    contact.refresh_from_db()
    assert contact.role == "Director"


def test_a_resource_keeps_its_tags_of_meanwhile(ocotillo, staff, sending, meanwhile):
    doors, phones = (
        factories.make_tactic("door-canvass", label="Doors"),
        factories.make_tactic("phone", label="Phones"),
    )
    resource = factories.make_resource(ocotillo, "How to listen", tags=[("tactic", doors)])
    batch = sending(staff, "Partner,Title,Tactics\nOcotillo Votes,How to listen,(none)\n", kind="resources")
    seen = token_of(resource_facts(resource, []))
    tags = {"tactic": [doors.pk, phones.pk]}
    edit = partial(actions.update_resource, resource, by=staff, facts={}, tags=tags, seen=seen)
    assert outcomes(meanwhile(batch, edit)) == ["conflict"]
    assert set(resource.tags.values_list("tactic_id", flat=True)) == set(tags["tactic"])


def test_a_need_keeps_what_was_saved_meanwhile(ocotillo, staff, sending, meanwhile):
    need = factories.make_need(factories.make_entity(ocotillo, "c4"), budget=100_000, source="Its director")
    text = "Partner,Cycle,Budget,Source,Good as of\nOcotillo Votes,2027–28,120000,Its director,2026-11-01\n"
    batch = sending(staff, text, kind="needs")
    assert batch.counts["updated"] == 1

    facts = {"good_as_of": need.good_as_of, "source": "Its director", "consent": "staff", "public_id": "meanwhile"}
    edit = partial(
        state_need,
        entity=need.entity,
        cycle=need.cycle,
        voice=Voice("staff", None),
        corrects=need,
        by=staff,
        **{"budget": Decimal(90_000), "raised": Decimal(0), **facts},
    )
    assert outcomes(meanwhile(batch, edit)) == ["conflict"]
    assert Need.objects.standing().get().budget_usd == 90_000


class TestPlans:
    @pytest.fixture
    def activity(self, ocotillo):
        factories.make_county("Pima County", electorate=500_000)
        factories.make_program_type("gotv")
        factories.make_tactic("door-canvass", aliases=["doors"])
        program = factories.make_program(ocotillo, "Porches", entity=factories.make_entity(ocotillo))
        return factories.make_activity(program, universe=900)

    def test_an_activity_keeps_what_was_saved_meanwhile(self, activity, staff, sending, meanwhile):
        text = f"{PLAN}Porches,c4,GOTV,Doors,Pima County,8/2/27,10/3/27,900\n"
        batch = sending(staff, text, kind="plans", state="AZ")
        seen = token_of(facts_of(activity, ["universe"]))
        edit = partial(actions.update_activity, activity, by=staff, facts={"universe": 5}, seen=seen)
        assert outcomes(meanwhile(batch, edit)) == ["conflict"]
        activity.refresh_from_db()
        assert (activity.universe, str(activity.ends_on)) == (5, "2027-09-26")

    def test_a_program_keeps_its_name_of_meanwhile(self, activity, staff, sending, meanwhile, pressing):
        text = f"{PLAN}Porches,c4,GOTV,Doors,Pima County,8/2/27,9/26/27,900\n"
        pressing(staff, sending(staff, text, kind="plans", state="AZ"))  # from here on the label says which it is
        batch = sending(staff, text.replace("Porches", "Porches and parks"), kind="plans", state="AZ")
        program = activity.program
        seen = token_of(facts_of(program, ["name"]))
        edit = partial(actions.update_program, program, by=staff, facts={"name": "Long Summer"}, seen=seen)
        assert outcomes(meanwhile(batch, edit)) == ["conflict"]
        program.refresh_from_db()
        assert program.name == "Long Summer"


def test_a_person_who_was_taken_away_meanwhile_stays_away(ocotillo, staff, sending, meanwhile):
    contact = factories.make_contact(ocotillo, "Rosa Canyon", role="Lead")
    batch = sending(staff, "Partner,Name,Role\nOcotillo Votes,Rosa Canyon,Chair\n", kind="contacts")
    assert outcomes(meanwhile(batch, partial(remove_contact, contact, by=staff))) == ["conflict"]
    assert not ocotillo.contacts.exists()


def test_an_edit_of_what_the_sheet_says_nothing_of_is_no_conflict(ocotillo, staff, sending, meanwhile):
    batch = sending(staff, "Id,Name,Summary\nocotillo-votes,Ocotillo Votes,Texts.\n")
    facts, seen = {"website": "https://ocotillo.example"}, token_of(facts_of(ocotillo, ["website"]))
    edit = partial(actions.update_partner, ocotillo, by=staff, facts=facts, states=None, seen=seen)
    assert outcomes(meanwhile(batch, edit)) == ["updated"]
    ocotillo.refresh_from_db()
    assert (ocotillo.summary, ocotillo.website) == ("Texts.", "https://ocotillo.example")
