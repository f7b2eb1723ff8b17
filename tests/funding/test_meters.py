"""What meters read, over plain facts: hand-computed cases, and what always holds."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.colors import Use
from funding.meters import (
    APPROVED,
    ASKED,
    COMMITTED,
    DIRECT,
    GRASSROOTS,
    PAID,
    POLITICAL,
    Known,
    Part,
    TaxYear,
    ceiling,
    kind_of_lobbying,
    kind_of_politics,
    lobbying,
    political,
    year_of,
)
from funding.meters.records import NEAR_PERCENT, NOT_KNOWN, OVER, STATUSES, UNDER
from tests.meter_factories import FIGURES, the_law

DAY = dt.date(2027, 3, 1)
DOLLARS = st.decimals(min_value=0, max_value=50_000_000, places=2)
LAW = the_law()
NONE = the_law(*FIGURES)


def part(amount, kind=DIRECT, state=PAID, on=DAY, award=1) -> Part:
    return Part(award, on, Decimal(amount), state, kind)


@pytest.mark.parametrize(
    ("spends", "allows"),
    [
        (0, 0),
        (100_000, 20_000),
        (500_000, 100_000),
        (500_001, "100000.15"),
        (800_000, 145_000),
        (1_000_000, 175_000),
        (1_500_000, 225_000),
        (4_000_000, 350_000),
        (16_999_980, 999_999),
        (17_000_000, 1_000_000),
        (80_000_000, 1_000_000),
    ],
)
def test_the_ceiling_slides_with_what_a_charity_spends(spends, allows):
    assert ceiling(Decimal(spends), LAW) == Decimal(allows)


def test_expenditures_below_zero_are_no_expenditures():
    with pytest.raises(ValueError, match="not below zero"):
        ceiling(Decimal(-1), LAW)


@given(DOLLARS, DOLLARS)
def test_who_spends_more_may_lobby_more_never_more_than_a_fifth_and_never_beyond_a_million(one, other):
    less, more = sorted((one, other))
    assert ceiling(less, LAW) <= ceiling(more, LAW) <= 1_000_000
    assert ceiling(more, LAW) <= more / 5
    assert ceiling(more, LAW) - ceiling(less, LAW) <= (more - less) / 5, "no step is steeper than the first"


def test_lobbying_counts_both_kinds_and_grassroots_lobbying_against_a_quarter():
    known = Known(
        elected=True, exempt_purpose=Decimal(800_000), own_direct=Decimal(10_000), own_grassroots=Decimal(5_000)
    )
    parts = [
        part(20_000),
        part(30_000, state=COMMITTED),
        part(15_000, GRASSROOTS, APPROVED),
        part(9_000, POLITICAL),
    ]
    whole, grassroots = lobbying(parts, known, LAW)
    assert (whole.paid, whole.set_aside, whole.approved, whole.own) == (20_000, 30_000, 15_000, 15_000)
    assert (whole.value, whole.limit, whole.left) == (80_000, 145_000, 65_000)
    assert (grassroots.value, grassroots.limit, grassroots.status) == (20_000, 36_250, UNDER)
    assert whole.said == "Well under" and round(whole.share, 3) == Decimal("0.552")


def test_the_limit_itself_is_not_over_and_a_cent_more_is():
    known = Known(elected=True, exempt_purpose=Decimal(500_000), own_direct=Decimal(0), own_grassroots=Decimal(0))
    assert [
        lobbying([part(amount)], known, LAW)[0].said for amount in ("79999.99", 80_000, 100_000, "100000.01")
    ] == [
        "Well under",
        "Near the limit",
        "Near the limit",
        "Over the limit",
    ]


def test_what_nobody_has_stated_of_its_own_lobbying_is_said_beside_the_status():
    reading, _ = lobbying([part(5)], Known(elected=True, exempt_purpose=Decimal(500_000)), LAW)
    assert (reading.own, reading.said) == (None, "Well under, as far as is known")
    over, _ = lobbying([part(500_000)], Known(elected=True, exempt_purpose=Decimal(500_000)), LAW)
    assert over.said == "Over the limit", "more could not make it less"


def test_where_only_one_kind_of_its_own_lobbying_is_stated_there_may_be_more():
    known = Known(elected=True, exempt_purpose=Decimal(500_000), own_direct=Decimal(10))
    whole, grassroots = lobbying([part(5)], known, LAW)
    assert whole.said == grassroots.said == "Well under, as far as is known"


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (Known(), ["Whether it has elected", "Its exempt-purpose"]),
        (Known(elected=True), ["Its exempt-purpose"]),
        (Known(exempt_purpose=Decimal(5)), ["Whether it has elected"]),
        (
            Known(elected=False, exempt_purpose=Decimal(5)),
            ["It has not elected 501(h): whether its lobbying is an insubst"],
        ),
    ],
)
def test_an_unknown_budget_or_no_election_is_not_known_and_says_what_to_enter(known, missing):
    for reading in lobbying([part(1_000_000)], known, LAW):
        assert (reading.limit, reading.share, reading.left, reading.said) == (None, None, None, "Not known")
        assert [words[: len(start)] for words, start in zip(reading.missing, missing, strict=True)] == missing


def test_politics_counts_against_a_share_of_all_that_is_spent():
    known = Known(spending=Decimal(1_000_000), own_political=Decimal(50_000))
    reading = political([part(250_000, POLITICAL), part(60_000, POLITICAL, COMMITTED), part(7, DIRECT)], known, LAW)
    assert (reading.value, reading.limit, reading.said) == (360_000, 400_000, "Near the limit")
    assert reading.reckoned == "40 % of the $1,000,000 that it spends is $400,000."


def test_without_spending_or_a_limit_in_force_the_political_share_is_not_known():
    assert len(political([], Known(), NONE).missing) == 2
    assert political([], Known(), LAW).missing == ("All that it spends in the year.",)
    assert political([], Known(spending=Decimal(5)), NONE).said == "Not known"


PARTS = st.lists(
    st.builds(
        Part,
        award=st.integers(1, 9),
        on=st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        amount=DOLLARS,
        state=st.sampled_from([PAID, COMMITTED, APPROVED, ASKED]),
        kind=st.sampled_from([DIRECT, GRASSROOTS, POLITICAL]),
    ),
    max_size=8,
)
OR_NOT = st.none() | DOLLARS
KNOWN = st.builds(
    Known,
    elected=st.none() | st.booleans(),
    exempt_purpose=OR_NOT,
    spending=OR_NOT,
    own_direct=OR_NOT,
    own_grassroots=OR_NOT,
    own_political=OR_NOT,
)


@given(PARTS, KNOWN)
def test_a_value_is_its_rows_and_grassroots_is_never_more_than_all_lobbying(parts, known):
    whole, grassroots = lobbying(parts, known, LAW)
    for reading in (whole, grassroots, political(parts, known, LAW)):
        assert reading.value == sum((each.amount for each in reading.parts), reading.own or Decimal(0))
        assert reading.status in STATUSES
        assert (reading.status == NOT_KNOWN) == (reading.limit is None) == bool(reading.missing)
        if reading.limit is not None:
            assert (reading.status == OVER) == (reading.left < 0)
            assert reading.status != UNDER or reading.value * 100 < reading.limit * NEAR_PERCENT or not reading.value
    assert grassroots.value <= whole.value and set(grassroots.parts) <= set(whole.parts)


@given(PARTS, KNOWN, DOLLARS)
def test_more_money_never_brings_a_meter_back(parts, known, amount):
    """Nor does it make an unknown limit known."""
    for kind in (DIRECT, GRASSROOTS, POLITICAL):
        more = [*parts, part(amount, kind)]
        pairs = [*zip(lobbying(parts, known, LAW), lobbying(more, known, LAW), strict=True)]
        pairs.append((political(parts, known, LAW), political(more, known, LAW)))
        for before, after in pairs:
            assert after.value >= before.value and after.limit == before.limit
            assert not (before.is_over and not after.is_over)


@pytest.mark.parametrize(
    ("use", "kind"),
    [
        (Use(is_general=True), ""),
        (Use(frozenset({"registration"}), "nonpartisan"), ""),
        (Use(frozenset({"ballot-measure"}), "nonpartisan"), DIRECT),
        (Use(is_measure=True), DIRECT),
        (Use(frozenset({"issue-campaign"}), "nonpartisan"), GRASSROOTS),
        (Use(frozenset({"issue-campaign", "ballot-measure"})), GRASSROOTS),
    ],
)
def test_voters_are_the_legislators_of_a_measure_and_the_public_is_asked_about_a_bill(use, kind):
    assert kind_of_lobbying(use) == kind


@pytest.mark.parametrize(
    ("use", "recipient", "kind"),
    [
        (Use(is_general=True), "super_pac", POLITICAL),
        (Use(is_general=True), "other_527", POLITICAL),
        (Use(is_general=True), "c4", ""),
        (Use(side="independent"), "c4", POLITICAL),
        (Use(side="coordinated"), "", POLITICAL),
        (Use(frozenset({"persuasion"}), "nonpartisan"), "c4", POLITICAL),
        (Use(side="nonpartisan"), "c3_public", ""),
    ],
)
def test_politics_is_who_receives_it_or_what_it_pays_for(use, recipient, kind):
    assert kind_of_politics(use, recipient) == kind


@given(st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31)), st.integers(1, 12))
def test_every_day_lies_in_just_one_tax_year(day, month):
    found = year_of(day, month)
    assert found.holds(day) and (found.first.month, found.first.day) == (month, 1)
    assert not TaxYear(found.year - 1, month).holds(day) and not TaxYear(found.year + 1, month).holds(day)


def test_a_tax_year_is_named_by_the_year_in_which_it_begins():
    assert (TaxYear(2026, 7).first, TaxYear(2026, 7).last) == (dt.date(2026, 7, 1), dt.date(2027, 6, 30))
    assert year_of(dt.date(2027, 6, 30), 7) == TaxYear(2026, 7)
