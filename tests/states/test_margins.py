"""Outcomes and margins of contests: in words, in the lists of districts, and proposed where a race is entered."""

from decimal import Decimal

import pytest

from states.margins import contest_words, office_of
from states.models import ElectionResult, Race
from states.reports.results import recorded_margin
from tests import calendar_factories as calendar
from tests import factories, place_factories

pytestmark = pytest.mark.django_db


def make_contest(place, office="us_house", **votes):
    facts = {"year": 2024, "votes_dem": 5_150, "votes_rep": 4_850, "votes_total": 10_000, **votes}
    source = "Election results 2024, file contests.csv"
    return ElectionResult.objects.create(division=place, office=office, counted="contest", source=source, **facts)


@pytest.fixture
def sixth(db):
    return place_factories.make_district("cd:6", name="AZ-06", chamber="U.S. House", seats=1)


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ((515, 485, 1000), "Democratic by 3.0 points"),
        ((400, 500, 1000), "Republican by 10.0 points"),
        ((500, 500, 1000), "even"),
        ((0, 10, 10), "Republican by 100.0 points"),
        ((None, 900, 1000), "Republican; no Democrat named"),
        ((900, None, 1000), "Democratic; no Republican named"),
        ((300, None, 1000), "not known: 70% of the votes under neither large party"),
        ((None, None, 1000), "neither large party named"),
        ((100, 200, 1000), "not known: 70% of the votes under neither large party"),
        ((600, 150, 1000), "not known: 25% of the votes under neither large party"),
    ],
)
def test_the_outcome_of_a_contest_in_words(votes, words):
    assert contest_words(*votes) == words


@pytest.mark.parametrize(
    ("kind", "written", "office"),
    [
        ("cd", "U.S. Representative", "us_house"),
        ("cd", "U.S. House", "us_house"),
        ("sldu", "State senator", "sldu"),
        ("sldl", "State representative", "sldl"),
        ("sldl", "Member of the Assembly", "sldl"),
        ("state", "Governor", "governor"),
        ("state", "U.S. Senator", "us_senate"),
        ("state", "Attorney General", "attorney_general"),
        ("state", "Lieutenant governor", ""),
        ("state", "Vice president", ""),
        ("state", "State senator", ""),
        ("county", "County recorder", ""),
        ("cd", "Mayor", ""),
    ],
)
def test_offices_as_people_write_them(kind, written, office):
    assert office_of(kind, written) == office


def test_the_list_of_districts_tells_the_newest_contest_of_each(sixth, staff, sign_in):
    seventh = place_factories.make_district("cd:7", name="AZ-07", chamber="U.S. House", seats=1)
    make_contest(sixth)
    make_contest(sixth, year=2022, votes_dem=1, votes_rep=9_999)
    make_contest(seventh, votes_dem=None, votes_rep=9_000)
    page = sign_in(staff).get("/states/az/places/?kind=cd").content.decode()
    for words in ("Last contest", "Democratic by 3.0 points", "Republican; no Democrat named", "file contests.csv"):
        assert words in page, words
    assert "99" not in page.split("AZ-06")[1].split("</tr>")[0]
    assert "no reason for any use of nonpartisan money" in page


def test_seats_voted_on_apart_are_told_apart_and_no_column_is_without_contests(sixth, pima, staff, sign_in):
    make_contest(sixth, seat="position 1")
    make_contest(sixth, seat="position 2", votes_dem=4_000, votes_rep=6_000)
    client = sign_in(staff)
    page = client.get("/states/az/places/?kind=cd").content.decode()
    assert "2024, position 1" in page and "2024, position 2" in page
    assert "Last contest" not in client.get("/states/az/places/").content.decode()


def test_the_statewide_table_has_a_margin(staff, sign_in):
    make_contest(factories.make_state("AZ").division, office="us_senate")
    factories.make_county()
    page = sign_in(staff).get("/states/az/places/").content.decode()
    assert ">Margin</th>" in page and "Democratic by 3.0 points" in page


class TestTheRecordedMargin:
    def of(self, place, office="U.S. House", before=2028):
        return recorded_margin(place, office, before=before)

    def test_is_that_of_the_last_contest_before_with_its_source(self, sixth):
        make_contest(sixth)
        make_contest(sixth, year=2022, votes_dem=4_000, votes_rep=6_000)
        found = self.of(sixth)
        assert (found.points, found.source) == (
            Decimal("3.00"),
            "U.S. House 2024, Election results 2024, file contests.csv",
        )
        assert self.of(sixth, before=2024).points == Decimal("20.00")

    def test_of_a_senator_is_that_of_the_same_seat_six_years_ago(self, db):
        state = factories.make_state("AZ").division
        make_contest(state, "us_senate", year=2020, votes_dem=5_100, votes_rep=4_900)
        make_contest(state, "us_senate", year=2022, votes_dem=6_000, votes_rep=4_000)
        found = self.of(state, "U.S. Senator", before=2026)
        assert (found.points, found.source[:17]) == (Decimal("2.00"), "U.S. Senate 2020,")
        assert "No result" in self.of(state, "U.S. Senator", before=2030).why

    def test_is_not_told_where_the_parties_votes_tell_none(self, sixth):
        assert "No result" in self.of(sixth).why
        make_contest(sixth, votes_dem=None, votes_rep=9_000)
        assert "no Democrat named" in self.of(sixth).why
        make_contest(sixth, year=2026, votes_dem=10, votes_rep=20)
        assert "100% of the votes under neither" in self.of(sixth).why
        sixth.seats = 2
        assert "Several are elected" in self.of(sixth).why
        assert "No results are kept" in self.of(sixth, "Mayor").why

    def test_of_seats_voted_on_apart_nobody_knows_which_is_meant(self, sixth):
        make_contest(sixth, seat="position 1")
        make_contest(sixth, seat="position 2")
        assert "which one is meant" in self.of(sixth).why


class TestTheFormOfARace:
    @pytest.fixture
    def address(self, sixth):
        make_contest(sixth)
        return f"/elections/{calendar.make_election().public_id}/races/new/"

    WRITTEN = {"kind": "candidate", "name": "AZ-06", "place": "AZ-06", "office": "U.S. House", "seats": "1"}

    def test_fills_in_the_margin_on_record_and_saves_nothing(self, address, staff, sign_in):
        client = sign_in(staff)
        ticket = client.get(address).context["form"]["ticket"].value()
        answer = client.post(address, {**self.WRITTEN, "ticket": ticket, "look_up": "1"})
        form = answer.context["form"]
        assert answer.status_code == 200
        assert not Race.objects.exists()
        assert str(form["last_margin_points"].value()) == "3.00"
        assert "file contests.csv" in form["last_margin_source"].value()
        assert (form["name"].value(), form["ticket"].value()) == ("AZ-06", ticket)
        assert "On record: 3.00 points" in answer.content.decode()
        proposed = {name: str(form[name].value()) for name in ("last_margin_points", "last_margin_source")}
        for _ in range(2):
            assert client.post(address, {**self.WRITTEN, **proposed, "ticket": ticket}).status_code == 302
        race = Race.objects.get()
        assert (race.last_margin_points, race.division.name) == (Decimal("3.00"), "AZ-06")

    def test_never_writes_over_what_was_typed(self, address, staff, sign_in):
        typed = {"last_margin_points": "1.5", "last_margin_source": "The canvass"}
        answer = sign_in(staff).post(address, {**self.WRITTEN, **typed, "look_up": "1"})
        form = answer.context["form"]
        assert {name: form[name].value() for name in typed} == typed
        assert "The margin that you wrote stays." in answer.content.decode()

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"office": ""}, "Say first which office"),
            ({"place": "Nowhere"}, "Nowhere"),
            ({"office": "Mayor"}, "No results are kept"),
            ({"place": "", "office": "Governor"}, "No result of this office"),
        ],
    )
    def test_says_why_it_finds_none(self, address, staff, sign_in, facts, words):
        answer = sign_in(staff).post(address, {**self.WRITTEN, **facts, "look_up": "1"})
        assert answer.status_code == 200
        assert words in answer.context["said"]
        assert not answer.context["form"]["last_margin_points"].value()

    def test_a_race_saved_without_one_is_told_of_it_then_and_on_its_form(self, address, staff, sign_in):
        client = sign_in(staff)
        ticket = client.get(address).context["form"]["ticket"].value()
        answer = client.post(address, {**self.WRITTEN, "ticket": ticket}, follow=True)
        assert "A last margin is on record: 3.00 points" in answer.content.decode()
        race = Race.objects.get()
        edit = f"/races/{race.public_id}/edit/"
        page = client.get(edit)
        assert "A last margin is on record: 3.00 points" in page.content.decode()
        seen = page.context["form"]["seen"].value()
        again = client.post(edit, {**self.WRITTEN, "name": "The Sixth", "seen": seen, "look_up": "1"})
        form = again.context["form"]
        assert (form["name"].value(), form["seen"].value()) == ("The Sixth", seen)
        assert str(form["last_margin_points"].value()) == "3.00"
        race.refresh_from_db()
        assert (race.name, race.last_margin_points) == ("AZ-06", None)
