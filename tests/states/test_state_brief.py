"""The brief of a state: a tagged PDF for whoever asks, with what this person may see, names printed as they are."""

import datetime as dt

import pytest

from mvp_coord.lib.printed import printed
from partners.models import Partner
from planning import actions
from states.models import Cycle
from tests import calendar_factories as calendar
from tests import factories
from tests.papers import reader_of, tags_of, text_of

pytestmark = pytest.mark.django_db
BRIEF = "/states/az/brief/"


def brief(client) -> bytes:
    answer = client.get(BRIEF)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return answer.content


@pytest.fixture
def world(door_plan, pima):
    """Two plans that compete, a priority, a deadline, money."""
    calendar.make_deadline()
    calendar.make_race()
    calendar.make_priority(pima, investment_target_usd=640_000)
    entity = factories.make_entity(door_plan("Open Door").program.partner)
    door_plan("Second Door")
    factories.make_allocation(factories.make_fund(vehicle="c4"), entity, 50_000, status="committed")
    actions.refresh_overlaps()


def test_it_is_tagged_for_screen_readers_and_says_that_it_conforms(world, staff, sign_in):
    paper = brief(sign_in(staff))
    reader = reader_of(paper)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    tags = tags_of(paper)
    assert tags.count("/H1") == 1
    assert {"/H2", "/Table", "/TH", "/TD"} <= set(tags)
    assert len(reader.pages) <= 2


def test_it_says_what_the_page_says_and_for_whom_it_was_made(world, staff, sign_in):
    text = text_of(brief(sign_in(staff)))
    for words in (
        f"for {staff.name}, staff",
        "Register online, last day (unverified)",
        "Pima County everyone, all work $640K",
        "Open Door, Second Door",
        "Nobody fills these roles:",
        "501(c)(4) $50,000 $50,000",
        "Door in Pima County",
        "How this was made",
    ):
        assert words in text, words


def test_it_is_about_the_cycle_that_pages_are_about(staff, sign_in, pima):
    factories.make_cycle()
    other = Cycle.objects.create(
        code="2029-30", name="2029–30", starts_on=dt.date(2029, 1, 1), ends_on=dt.date(2030, 12, 31)
    )
    calendar.make_priority(pima, cycle=other)
    client = sign_in(staff)
    client.post("/cycle/", {"cycle": "2029-30", "next": "/"})
    answer = client.get(BRIEF)
    assert answer.headers["Content-Disposition"] == 'inline; filename="az-2029-30-brief.pdf"'
    text = text_of(answer.content)
    assert "Arizona, 2029–30" in text
    assert "1 Pima County" in text


def test_what_is_hidden_changes_no_word_of_a_readers_brief(world, cast, sign_in, door_plan):
    readers = ("donor", "partner_rep", "other_partner", "funder_rep", "staff")
    before = {name: text_of(brief(sign_in(cast[name]))) for name in readers}
    hidden = door_plan("Quiet Hands", visibility="private").program.partner
    hidden.visibility = "private"
    hidden.save()
    fund = factories.make_fund(factories.make_partner(states=(), visibility="private"))
    factories.make_allocation(fund, factories.make_entity(hidden), 70_000, status="committed", visibility="private")
    actions.refresh_overlaps()
    assert {name: text_of(brief(sign_in(cast[name]))) for name in readers} == before


def test_donors_read_neither_money_nor_overlaps_nor_gaps(world, donor, sign_in):
    text = text_of(brief(sign_in(donor)))
    for words in ("by vehicle", "Open overlaps", "What is missing", "$"):
        assert words not in text


@pytest.mark.parametrize(
    "name",
    [
        '#import "x": *',
        "*a* _b_ `c` $d$ <e> @f // g /* h */",
        "= Heading",
        "\\u{41} #sys.inputs [x] {y}",
        "#pagebreak() #panic()",
        "Ñandú & Søn “quoted” – 5 % ~ ...",
    ],
)
def test_names_are_printed_as_they_are(name, staff, sign_in):
    factories.make_partner(name, slug="odd")
    assert name in text_of(brief(sign_in(staff)))


def test_a_name_cannot_turn_its_neighbors_and_unknown_signs_are_boxes(staff, sign_in):
    factories.make_partner("A \u202eedoc\u202c B", slug="turned")
    factories.make_partner("Far \U0001f9ff\U00013000 East", slug="signs")
    factories.make_partner("Bell\x07 Nul", slug="bell")
    text = text_of(brief(sign_in(staff)))
    assert "A edoc B" in text
    assert "Far " in text and " East" in text
    assert "Bell Nul" in text


def test_very_long_words_stay_on_the_page(staff, sign_in):
    factories.make_partner("Q" * 180, slug="long")
    paper = brief(sign_in(staff))
    assert "Q" * 180 in text_of(paper).replace(" ", "")
    assert len(reader_of(paper).pages) <= 2


def test_a_state_without_anything_has_a_brief_too(staff, sign_in):
    factories.make_state("AZ")
    text = text_of(brief(sign_in(staff)))
    assert "No plans that the reader may see." in text
    assert "None" not in text.replace("None that the reader may see", "")


def test_an_error_in_a_template_is_no_missing_sign():
    with pytest.raises(Exception, match="No such file"):
        printed("nowhere.typ", {})


def test_days_of_the_timeline_that_nobody_verified_are_marked_and_others_not(door_plan, staff, sign_in):
    election = calendar.make_election(held_on=dt.date(2027, 11, 2), kind="special")
    calendar.make_deadline(election, on=dt.date(2027, 8, 20))
    calendar.make_verified(election=election, on=dt.date(2027, 9, 20), kind="register_mail")
    door_plan("Open Door")
    text = text_of(brief(sign_in(staff)))
    assert "Register online, last day, Aug 20, 2027 (unverified)" in text
    assert "Register by mail, last day, Sep 20, 2027" in text
    assert "Sep 20, 2027 (unverified)" not in text


@pytest.mark.parametrize(("make", "mark"), [(calendar.make_deadline, True), (calendar.make_verified, False)])
def test_the_last_day_for_money_of_a_gap_says_when_it_rests_on_an_unverified_day(pima, staff, sign_in, make, mark):
    for role in Partner.STATE_ROLES:
        factories.make_partner(kind=role)
    factories.make_activity(division=pima, universe=10, attempts_planned=1)
    make()
    registration = factories.make_program_type("registration", is_registration=True)
    calendar.make_priority(pima, program_type=registration, target_universe=20_000)
    client = sign_in(staff)
    text = text_of(brief(client))
    assert "Money can still be used until" in text
    assert (" 2028 (unverified)." in text) is mark
    for page in ("/gaps/", "/states/az/gaps/"):
        shown = client.get(page, headers={"HX-Request": "true"}).content.decode()
        assert ("Unverified" in shown) is mark, page
