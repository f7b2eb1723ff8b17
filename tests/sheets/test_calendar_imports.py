"""Sheets of elections and deadlines, races and priorities: compared with what is kept, written, undone; for staff."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command

from states.models import Deadline, Election, Priority, Race
from tests import calendar_factories as calendar
from tests import factories

pytestmark = pytest.mark.django_db

DAYS = "State,County,Election,Election day,Deadline,Day,Rule,Source\n"
RACES = "State,Place,Election day,Race,Kind,Office,Question,Margin,Margin source,Rating,Why\n"
TIERS = "State,Place,Cycle,For whom,Kind of work,Tier,Investment target,Why,Seen by\n"
URL = "https://elections.example.gov/dates"
REGISTER = f"AZ,,general,2028-11-07,register online,2028-10-09,By midnight.,{URL}\n"
SHERIFF = "AZ,Pima,11/7/2028,Sheriff of Pima,office,Sheriff,,4.2%,County canvass of 2024,toss-up,The last two were.\n"
FIRST = "AZ,Pima,2027-28,,,Tier 1,$250k,It decides.,partners\n"
ALL = [("elections", DAYS + REGISTER), ("races", RACES + SHERIFF), ("priorities", TIERS + FIRST)]


@pytest.fixture(autouse=True)
def arizona(db):
    factories.make_cycle()
    factories.make_program_type("gotv")
    factories.make_constituency("youth", "Youth 18–29")
    factories.make_county("Pima County")
    return calendar.make_election(is_computed=True)


def test_a_deadline_comes_to_the_election_that_is_there_unverified(arizona, staff, sending, pressing):
    batch = pressing(staff, sending(staff, DAYS + REGISTER, kind="elections"))
    deadline = Deadline.objects.get()
    assert (deadline.election, deadline.kind, deadline.on) == (arizona, "register_online", dt.date(2028, 10, 9))
    assert (deadline.source_url, deadline.is_verified) == (URL, False)
    assert batch.rows.get().values["address"] == deadline.get_absolute_url()
    assert sending(staff, DAYS + REGISTER, kind="elections").counts["unchanged"] == 1


def test_a_deadline_brings_its_election_along_once(staff, sending, pressing):
    primary = "AZ,Pima,primary,2028-08-01,{},{},,\n"
    text = DAYS + primary.format("cure", "2028-08-06") + primary.format("ballot return", "2028-08-01")
    pressing(staff, sending(staff, text + primary.format("", ""), kind="elections"))
    election = Election.objects.get(kind="primary")
    assert election.division.name == "Pima County"
    assert set(election.deadlines.values_list("kind", flat=True)) == {"cure", "ballot_return"}


def test_a_verified_deadline_is_changed_only_where_it_differs_and_unverified_then(arizona, staff, sending, pressing):
    calendar.make_verified(election=arizona, rule_text="By midnight.")
    assert sending(staff, DAYS + REGISTER, kind="elections").counts["unchanged"] == 1
    moved = sending(staff, DAYS + REGISTER.replace("10-09", "10-10"), kind="elections")
    assert moved.rows.get().changes["on"] == {"label": "Day", "was": "Oct 9, 2028", "now": "Oct 10, 2028"}
    pressing(staff, moved)
    assert not Deadline.objects.get().is_verified


def test_a_race_is_kept_with_its_margin_and_who_rated_it(staff, sending, pressing):
    pressing(staff, sending(staff, RACES + SHERIFF, kind="races"))
    race = Race.objects.get()
    assert (race.division.name, race.office, str(race.last_margin_points)) == ("Pima County", "Sheriff", "4.20")
    assert (race.rating, race.rated_by) == ("open", staff)
    assert sending(staff, RACES + SHERIFF, kind="races").counts["unchanged"] == 1


def test_a_priority_is_kept_for_whom_and_what_it_says(staff, sending, pressing):
    others = FIRST.replace(",,,Tier 1", ",Youth,GOTV,2")
    pressing(staff, sending(staff, TIERS + FIRST + others, kind="priorities"))
    whole, part = Priority.objects.order_by("tier")
    assert (whole.investment_target_usd, whole.visibility, whole.set_by) == (250_000, "partners", staff)
    assert (str(part.constituency), str(part.program_type), part.tier) == ("Youth 18–29", "GOTV", 2)
    changed = sending(staff, TIERS + FIRST.replace("Tier 1", "3"), kind="priorities")
    assert changed.rows.get().changes["tier"] == {"label": "Tier", "was": "1", "now": "3"}


@pytest.mark.parametrize(
    ("kind", "text", "was", "instead", "words"),
    [
        ("elections", DAYS + REGISTER, "AZ", "Narnia", "is no state"),
        ("elections", DAYS + REGISTER, "AZ,,", "AZ,Pina,", "did you mean Pima County?"),
        ("elections", DAYS + REGISTER, "2028-10-09", "", "Say the day of the deadline"),
        ("elections", DAYS + REGISTER, "register online", "", "belongs to a deadline: say which"),
        ("elections", DAYS + REGISTER, "general", "galactic", "no kind of election"),
        ("races", RACES + SHERIFF, "11/7/2028", "11/8/2028", "No election is kept of this kind"),
        ("races", RACES + SHERIFF, "Sheriff,,", ",,", "Say which office"),
        ("races", RACES + SHERIFF, "4.2%", "140", "between 0 and 100"),
        ("races", RACES + SHERIFF, "County canvass of 2024", "", "A margin needs its source"),
        ("races", RACES + SHERIFF, "The last two were.", "", "A rating needs its reason"),
        ("priorities", TIERS + FIRST, "Tier 1", "5", "is no tier"),
        ("priorities", TIERS + FIRST, "2027-28", "1999", "is no cycle"),
        ("priorities", TIERS + FIRST, "$250k", "0", "is no target"),
        ("priorities", TIERS + FIRST, "partners", "everyone", "is no level"),
    ],
)
def test_what_will_not_do_is_refused_with_its_reason(staff, sending, kind, text, was, instead, words):
    batch = sending(staff, text.replace(was, instead, 1), kind=kind)
    assert batch.counts["rejected"] == 1
    assert words in batch.rows.get().problems[0]["reason"]


@pytest.mark.parametrize(("kind", "text"), ALL)
def test_they_are_for_staff(partner_rep, funder_rep, sign_in, kind, text):
    for person in (partner_rep, funder_rep):
        answer = sign_in(person).post("/imports/new/", {"kind": kind, "pasted": text})
        assert answer.status_code in (404, 422)


@pytest.mark.parametrize(("kind", "text"), ALL)
def test_undone_nothing_is_left(staff, sending, pressing, kind, text):
    batch = pressing(staff, sending(staff, text, kind=kind))
    pressing(staff, batch, "undo")
    assert not (Deadline.objects.exists() or Race.objects.exists() or Priority.objects.exists())
    assert Election.objects.count() == 1


@pytest.mark.parametrize(("kind", "text"), ALL)
def test_the_command_reads_them_too(staff, tmp_path, kind, text):
    path, out = tmp_path / "sheet.csv", StringIO()
    path.write_text(text, encoding="utf-8")
    call_command("import_sheet", kind, str(path), "--as", staff.email, "--apply", "--json", stdout=out)
    receipt = json.loads(out.getvalue())
    assert (receipt["created"], receipt["applied"]) == (1, True)
