"""When an open case goes to its state's table: before its weeks, or before a deadline that its work lives by."""

import datetime as dt

import pytest
from django.utils import timezone

from partners.models import Activity
from planning import actions
from planning.escalation import LEAD, Closing, Reason, why_the_table
from planning.models import Overlap
from planning.reports import case_views
from planning.reports.escalation import in_words, tables_cases
from planning.reports.news import news_of
from tests import factories
from tests.calendar_factories import make_deadline, make_election
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan

VOTE = dt.date(2028, 11, 7)
FIRST, LAST = dt.date(2028, 10, 16), dt.date(2028, 11, 5)
REGISTER = Closing("register_online", dt.date(2028, 10, 9), "Register online, last day", VOTE)
ABSENTEE = Closing("absentee_request", dt.date(2028, 10, 27), "Ask for an absentee ballot, last day", VOTE)
EARLY = Closing("early_from", dt.date(2028, 10, 11), "Early voting begins", VOTE)
CURE = Closing("cure", dt.date(2028, 11, 14), "Cure a ballot, last day", VOTE)
ALL = [REGISTER, ABSENTEE, EARLY, CURE]


def why(today, *types, first=FIRST, last=LAST, closings=ALL):
    return why_the_table(first, last, types or ("gotv",), closings, today=today)


@pytest.mark.parametrize(
    ("types", "closing"),
    [
        (("registration",), REGISTER),
        (("gotv",), EARLY),
        (("persuasion",), EARLY),
        (("vote-by-mail",), None),  # its deadlines are later than the first day of its weeks
        (("ballot-cure",), None),
        (("gotv", "registration"), REGISTER),  # the first of all that matter
    ],
)
def test_the_first_day_that_matters_to_the_work_counts(types, closing):
    first = closing.on if closing else FIRST
    assert why(first - LEAD - dt.timedelta(days=1), *types) is None
    assert why(first - LEAD, *types) == Reason(first, closing)
    assert why(first, *types) == Reason(first, closing)


def test_a_deadline_that_has_passed_presses_no_more_and_weeks_that_run_do():
    assert why(dt.date(2028, 10, 12), "gotv") == Reason(FIRST)
    assert why(dt.date(2028, 11, 5), "gotv") == Reason(FIRST)
    assert why(dt.date(2028, 11, 6), "gotv") is None


def test_only_deadlines_of_the_election_that_the_work_runs_towards():
    primary = Closing("early_from", dt.date(2028, 7, 5), "Early voting begins", dt.date(2028, 8, 1))
    assert why(dt.date(2028, 6, 20), closings=[primary, EARLY]) is None
    assert why(dt.date(2028, 6, 20), closings=[primary, EARLY], first=dt.date(2028, 7, 12)).closing == primary


def test_ballots_are_cured_after_election_day():
    days = {"first": dt.date(2028, 11, 13), "last": dt.date(2028, 11, 20)}
    assert why(dt.date(2028, 11, 10), "ballot-cure", **days) == Reason(days["first"])
    days = {"first": dt.date(2028, 11, 14), "last": dt.date(2028, 11, 20)}
    assert why(dt.date(2028, 11, 10), "ballot-cure", **days).on == dt.date(2028, 11, 14)


def test_without_a_calendar_its_weeks_count():
    assert why(FIRST - LEAD, closings=[]) == Reason(FIRST)
    assert why(FIRST - LEAD - dt.timedelta(days=1), closings=[]) is None


class TestFromRecords:
    @pytest.fixture
    def case(self, db):
        """Weeks that begin in sixty days, in a state that votes in eighty."""
        self.today = timezone.localdate()
        pima = factories.make_county("Pima County", electorate=500_000)
        days = {"starts_on": self.in_days(60), "ends_on": self.in_days(79)}
        for name in ("Sunrise", "Lantern"):
            share(door_plan(name, division=pima, **days), "table")
        actions.refresh_overlaps()
        return Overlap.objects.get()

    def in_days(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def closing(self, days: int, **facts):
        return make_deadline(make_election(held_on=self.in_days(80)), on=self.in_days(days), **facts)

    @pytest.fixture
    def chair(self, state_table, outsider):
        factories.make_member(outsider, state_table)
        return outsider

    def news(self, viewer, user):
        return [(each.key, each.text) for each in news_of(viewer(user), today=self.today) if each.kind == "table"]

    def test_a_deadline_comes_first_and_says_that_nobody_has_verified_it(self, case, chair, viewer):
        assert self.news(viewer, chair) == []
        self.closing(21, kind="early_from", source_url="")
        [(key, text)] = self.news(viewer, chair)
        assert key == f"table:{case.pk}"
        assert text.startswith("Nobody has settled it, and “Early voting begins” is on ")
        assert text.endswith(", which nobody has verified.")

    def test_not_one_that_other_work_lives_by_nor_one_of_a_city_nor_of_another_state(self, case, chair, viewer):
        self.closing(10, kind="register_mail")
        city = make_election(held_on=self.in_days(70), division=case.anchor, kind="municipal")
        make_deadline(city, kind="early_from", on=self.in_days(10))
        other = make_election("WI", held_on=self.in_days(80))
        make_deadline(other, kind="early_from", on=self.in_days(10))
        assert self.news(viewer, chair) == []

    def test_opened_again_it_is_told_again(self, case, chair, staff, viewer):
        self.closing(21, kind="early_from")
        first = self.news(viewer, chair)
        actions.settle_overlap(overlap=case, decision="keep_both", reason="Fine", by=staff)
        assert self.news(viewer, chair) == []
        Activity.objects.update(attempts_planned=900_000)
        actions.refresh_overlaps()
        [(key, _)] = self.news(viewer, chair)
        assert key != first[0][0]
        assert key.startswith(f"table:{case.pk}:")

    def test_the_page_of_the_case_says_why(self, case, staff, sign_in, viewer):
        page = f"/overlaps/{case.public_id}/"
        assert "table is told" not in sign_in(staff).get(page).content.decode()
        self.closing(21, kind="early_from")
        text = sign_in(staff).get(page).content.decode()
        assert "The state’s table is told" in text
        assert "“Early voting begins” is on" in text
        [(view, reason)] = tables_cases(case_views(viewer(staff)), today=self.today)
        assert in_words(reason, view) in text.replace("&#x27;", "'")
