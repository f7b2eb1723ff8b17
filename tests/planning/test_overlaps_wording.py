"""The reasons in words."""

import datetime as dt
from decimal import Decimal

import pytest

from planning.overlaps import Span, Window, words
from tests.planning.overlap_world import BELOIT, CD1, DOOR, WI, activity, all_pairs, find

YOUTH = frozenset({"youth"})


def sentence(*plans, **more):
    (case,) = find(*plans, **more).cases
    return case.sentence


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0.4, "0"),
        (7, "7"),
        (99.6, "100"),
        (123, "120"),
        (5_149, "5,100"),
        (12_500, "12,000"),
        (1_234_567, "1.2 million"),
    ],
)
def test_figures_are_rounded_as_estimates_are(number, said):
    assert words.figure(number) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (5_100, 5_100, "about 5,100 people"),
        (5_100, 5_120, "about 5,100 people"),
        (1_200, 5_000, "1,200 to 5,000 people"),
        (0, 5_000, "up to 5,000 people"),
        (1.2, 1.2, "1 person"),
        (0, 0.3, "hardly anybody"),
    ],
)
def test_people(low, high, said):
    assert words.people(Span(low, high)) == said


@pytest.mark.parametrize(
    ("touches", "band", "said"),
    [
        (4.56, 2, "4.6"),
        (3.0, 2, "3.0"),
        (2.04, 2, "2.04"),
        (2.0004, 2, "just over 2"),
        (1.96, 2, "1.96"),
        (2.0, 2, "2"),
    ],
)
def test_tries_are_told_from_the_band(touches, band, said):
    assert words.times(touches, band) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2027, 8, 2), (2027, 9, 26), "from August to late September"),
        ((2027, 9, 13), (2027, 10, 31), "from mid-September to the end of October"),
        ((2027, 8, 25), (2027, 9, 5), "from late August to early September"),
        ((2027, 8, 2), (2027, 8, 29), "in August"),
        ((2027, 8, 12), (2027, 8, 18), "from August 12 to 18"),
        ((2027, 8, 12), (2027, 8, 12), "on August 12"),
        ((2027, 11, 1), (2028, 2, 15), "from November 2027 to mid-February 2028"),
    ],
)
def test_weeks(first, last, said):
    assert words.when(Window(dt.date(*first), dt.date(*last))) == said


def test_competing():
    plans = [activity(label, budget=Decimal(270_000)) for label in "abc"]
    assert sentence(*plans) == (
        "Three door programs work Rock County from August to late September. If lists are drawn alike, about 22,000 "
        "people are on two of them and would be tried 3.2 times in four weeks, above the band of 2: some 26,000 "
        "attempts, $77,000."
    )


def test_competing_across_places_at_the_usual_cost():
    wide = activity("s", division=WI, universe=300_000, attempts=900_000, usual_cost=Decimal(3))
    assert sentence(wide, activity("a", usual_cost=Decimal(3))) == (
        "Two door programs, one of them all over Wisconsin, work Rock County from August to late September. If lists "
        "are drawn alike, about 9,000 people are on both and would be tried 3.0 times in four weeks, above the band "
        "of 2: some 9,000 attempts, $27,000 at the usual cost."
    )


def test_competing_for_one_constituency_in_a_range():
    young = {"universe": 4_000, "attempts": 12_000, "constituencies": YOUTH, "is_registration": True}
    assert sentence(*(activity(label, **young) for label in "ab")) == (
        "Two door registration programs work Rock County from August to late September. About 160 people are on both "
        "if lists are drawn alike, up to 4,000 if one holds the other; they would be tried 3.0 times in four weeks, "
        "above the band of 2: 160 to 4,000 attempts."
    )


def test_competing_where_the_share_is_unknown():
    wide = activity("d", division=CD1, universe=150_000, attempts=450_000)
    assert sentence(wide, activity("a")) == (
        "Two door programs, one of them in WI-01, work Rock County from August to late September. How much of Rock "
        "County lies in WI-01 is not known: up to 30,000 people are on both and would be tried 3.0 times in four "
        "weeks, above the band of 2: up to 30,000 attempts."
    )


def test_competing_where_nobody_counted():
    said = sentence(*(activity(label, division=DOOR) for label in "ab"))
    assert "How many people vote in Door County is not known: 900 to 30,000 people are on both and" in said


def test_two_programs_of_one_partner():
    said = sentence(activity("a1", "us"), activity("a2", "us"), activity("b"))
    assert said.startswith("Three door programs of two partners work Rock County")


def test_same_ground():
    ground = {"family": "site-based", "universe": None, "attempts": None}
    county, city = activity("a", "owl", **ground), activity("b", "elk", days=40, division=BELOIT, **ground)
    assert sentence(county, city) == (
        "Two site-based programs, one of them all over Rock County, stand on the same ground in Beloit from August "
        "to early September, 40 days together: Elk and Owl."
    )


def test_unmeasured():
    assert sentence(activity("a", "owl", universe=None, attempts=None), activity("b", "elk", attempts=None)) == (
        "Two door programs work Rock County from August to late September: Elk and Owl. Whether they try the same "
        "people too often cannot be told: Elk gives no attempts and Owl gives neither list size nor attempts."
    )


def test_duplicate_record():
    named = {"program_name": "Llamadas de Verano"}
    assert sentence(activity("a", "owl", **named), activity("b", "elk", **named)) == (
        "Elk and Owl both report door work in Rock County from August to late September under nearly the same name "
        "(“Llamadas de Verano”), with nearly the same list (30,000 people) and attempts (90,000): it looks like one "
        "program on record twice, and counts once here."
    )


def test_same_money():
    said = sentence(activity("a", "owl", umbrella=1), activity("b", "elk", umbrella=1))
    assert said.startswith("Two door programs work Rock County") and said.endswith("Their attempts are counted once.")


def test_the_reason_of_a_pair_names_its_parts():
    third = activity("c", "fox", universe=40_000, attempts=120_000)
    pair = all_pairs(find(activity("a", "owl"), activity("b", "elk"), third))["a", "b"]
    assert pair.reason == (
        "3.6 tries in four weeks (August 2 to 29, 2027: Owl 1.5, Elk 1.5, others by chance 0.6), above the band of "
        "2; about 9,000 people on both lists."
    )


@pytest.mark.parametrize(
    ("facts", "ending"),
    [
        ({"attempts": 15_000}, "within the band of 2; about 9,000 people on both lists."),
        ({"universe": 400}, "about 120 people on both lists: too few, the lists hold different people."),
        ({"attempts": 3_000, "start": 55}, "Elk does less than a tenth of it then: one follows the other."),
    ],
)
def test_why_a_pair_is_only_recorded(facts, ending):
    heavy = {"attempts": 150_000} if "start" in facts else {}
    (pair,) = find(activity("a", "owl", **heavy), activity("b", "elk", **facts)).recorded
    assert pair.reason.endswith(ending)
