"""The federal election clock."""

import datetime as dt
from collections import Counter

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from states.calendar import days_until, general_election_day, next_federal_general
from states.models import Election


@pytest.mark.parametrize(
    ("year", "day"),
    [(2020, "2020-11-03"), (2022, "2022-11-08"), (2024, "2024-11-05"), (2026, "2026-11-03"), (2028, "2028-11-07")],
)
def test_general_elections_fall_on_their_known_days(year, day):
    assert general_election_day(year).isoformat() == day


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
def test_the_next_general_election_is_ahead_and_within_two_years(today):
    day = next_federal_general(today)
    assert 0 <= days_until(day, today) <= 735
    assert day.year % 2 == 0
    assert day.month == 11
    assert day.weekday() == 1
    assert 2 <= day.day <= 8


def test_the_day_after_one_election_looks_to_the_next():
    assert next_federal_general(dt.date(2026, 11, 3)) == dt.date(2026, 11, 3)
    assert next_federal_general(dt.date(2026, 11, 4)) == dt.date(2028, 11, 7)


def test_each_state_has_its_federal_general_elections(loaded):
    held = Counter(Election.objects.filter(is_computed=True).values_list("held_on__year", flat=True))
    assert held == {
        2020: 56,
        2022: 55,
        2024: 56,
        2026: 55,
        2028: 56,
        2030: 55,
    }  # Puerto Rico votes with the President
    days = Election.objects.filter(held_on__year=2028).values_list("held_on", flat=True)
    assert {day.isoformat() for day in days} == {"2028-11-07"}


def test_a_federal_election_that_somebody_took_out_stays_out(loaded):
    Election.objects.filter(division__as_state="AZ", held_on__year=2028).delete()
    call_command("load_reference", verbosity=0)
    assert not Election.objects.filter(division__as_state="AZ", held_on__year=2028).exists()
