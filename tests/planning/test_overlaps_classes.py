"""Step 3: what a pair amounts to."""

from decimal import Decimal

import pytest

from tests.planning.overlap_world import (
    BELOIT,
    CD1,
    DANE,
    ROCK,
    WI,
    activity,
    all_pairs,
    case_members,
    day,
    find,
    the_pair,
)

YOUTH = frozenset({"youth"})
GROUND = {"family": "site-based", "tactic": "site-based", "universe": None, "attempts": None}


class TestCompeting:
    """Above the band, by both sides, for enough people."""

    @pytest.mark.parametrize(
        ("a", "b", "expected"),
        [
            # 1.5 + 1.5 against a band of 2; 9,000 people.
            ({}, {}, ("competing", "likely")),
            # 1 + 1 is the band, not above it; one attempt more is.
            ({"attempts": 60_000}, {"attempts": 60_000}, ("within the band", None)),
            ({"attempts": 60_001}, {"attempts": 60_000}, ("competing", "likely")),
            # 4,000 x 5,000 / 100,000 = 200 people, and a twentieth of 4,000; one name fewer is too few.
            ({"universe": 4_000}, {"universe": 5_000}, ("competing", "likely")),
            ({"universe": 4_000}, {"universe": 4_999}, ("different people", None)),
            # A thousand names: a twentieth are 50, but 200 people it must be.
            ({"universe": 1_000, "attempts": 3_000}, {"universe": 20_000}, ("competing", "likely")),
            ({"universe": 1_000, "attempts": 3_000}, {"universe": 19_900}, ("different people", None)),
            # State-wide: 50,000 x 50,000 / 1,000,000 = 2,500, a twentieth of the list; with 49,000 it is less.
            (
                {"division": WI, "universe": 50_000, "attempts": 300_000},
                {"division": WI, "universe": 50_000, "attempts": 300_000},
                ("competing", "likely"),
            ),
            (
                {"division": WI, "universe": 49_000, "attempts": 300_000},
                {"division": WI, "universe": 49_000, "attempts": 300_000},
                ("different people", None),
            ),
            # 2.7 and 0.31 of 3.01, just over a tenth; 0.29 of 2.99, just under.
            ({"attempts": 162_000}, {"attempts": 18_600}, ("competing", "likely")),
            ({"attempts": 162_000}, {"attempts": 17_400}, ("sequenced", None)),
            # 2.7 and 0.3 of 3: a tenth to the last attempt is a tenth.
            ({"attempts": 162_000}, {"attempts": 18_000}, ("competing", "likely")),
            ({"attempts": 162_000}, {"attempts": 17_999}, ("sequenced", None)),
            # Zero is a volume: measured, and no part of the touches.
            ({"attempts": 162_000}, {"attempts": 0}, ("sequenced", None)),
            ({"universe": 0}, {"attempts": 162_000}, ("different people", None)),
        ],
    )
    def test_lists_for_everyone(self, a, b, expected):
        pair = the_pair(find(activity("a", **a), activity("b", **b)))
        assert (pair.class_, pair.certainty) == expected

    def test_one_after_the_other_is_sequenced(self):
        # They share one day. The worst 28 days are all of b, 3.0 each, and that one day of a's thirty: 0.1.
        a, b = activity("a", days=30), activity("b", start=29, days=28)
        pair = the_pair(find(a, b))
        assert (pair.class_, pair.touches) == ("sequenced", pytest.approx(3.1))

    @pytest.mark.parametrize(
        ("universe", "counted", "expected"),
        [
            # 6,000 x 6,000 / 100,000 = 360 at least: more than 200 and a twentieth of 6,000.
            (6_000, {}, "likely"),
            # 4,000 x 4,000 / 100,000 = 160 at least, 4,000 at most.
            (4_000, {}, "possible"),
            # 20,000 young voters: 4,000 x 4,000 / 20,000 = 800.
            (4_000, {(ROCK, "youth"): 20_000}, "likely"),
        ],
    )
    def test_likely_when_the_low_end_passes(self, universe, counted, expected):
        plans = (activity(x, universe=universe, attempts=universe * 3, constituencies=YOUTH) for x in "ab")
        assert the_pair(find(*plans, constituency_electorates=counted)).certainty == expected

    def test_unknown_share_is_possible(self):
        pair = the_pair(find(activity("a", division=CD1, universe=150_000, attempts=450_000), activity("b")))
        assert (pair.class_, pair.certainty, pair.place_share) == ("competing", "possible", None)

    def test_chance_touches_of_a_third_can_lift_two_above_the_band(self):
        # 0.9 + 0.9, and 2.4 x 0.3 by chance.
        a, b = (activity(label, attempts=54_000) for label in "ab")
        assert the_pair(find(a, b)).class_ == "within the band"
        assert all_pairs(find(a, b, activity("c", attempts=144_000)))["a", "b"].class_ == "competing"

    def test_recorded_pairs_are_never_cases(self):
        result = find(activity("a", attempts=30_000), activity("b", attempts=30_000))
        assert not result.cases
        assert [pair.class_ for pair in result.recorded] == ["within the band"]


class TestUnmeasured:
    """Blank is unknown."""

    @pytest.mark.parametrize("blank", [{"universe": None}, {"attempts": None}, {"universe": None, "attempts": None}])
    def test_a_blank_on_either_side_asks_for_numbers(self, blank):
        for pair in ((activity("a", **blank), activity("b")), (activity("a"), activity("b", **blank))):
            (case,) = find(*pair).cases
            assert (case.class_, case.certainty, case.people, case.touches) == ("unmeasured", None, None, None)

    def test_ground_has_no_numbers_to_ask_for(self):
        assert case_members(find(activity("a", **GROUND), activity("b", **GROUND)), "unmeasured") == []


class TestSameGround:
    """Ground programs in one place for a while."""

    @pytest.mark.parametrize(
        ("a", "b", "expected"),
        [
            ({}, {}, True),
            ({"days": 14}, {}, True),
            ({"days": 13}, {}, False),
            ({"start": 43}, {"days": 56}, False),
            ({"start": 42}, {"days": 56}, True),
            ({"division": BELOIT}, {}, True),
            ({"division": BELOIT}, {"division": BELOIT}, True),
            ({"division": WI}, {}, False),
            ({"division": WI}, {"division": WI}, False),
            ({"division": CD1}, {}, False),
            ({"division": DANE}, {}, False),
            ({"constituencies": YOUTH}, {}, True),
            ({"universe": 500, "attempts": 500}, {}, True),
        ],
        ids=lambda facts: str(facts) if isinstance(facts, dict) else None,
    )
    def test_same_or_nested_local_places_for_two_weeks(self, a, b, expected):
        result = find(activity("a", **GROUND | a), activity("b", **GROUND | b))
        assert case_members(result, "same ground") == ([("a", "b")] if expected else [])
        assert len(result.cases) == expected

    def test_two_weeks_in_two_lines_are_two_weeks(self):
        halves = [activity(f"a{n}", "us", start=7 * n, days=7, **GROUND) for n in (0, 1)]
        assert case_members(find(*halves, activity("b", **GROUND))) == [("a0", "a1", "b")]
        apart = [activity(f"a{n}", "us", start=14 * n, days=7, **GROUND) for n in (0, 1)]
        assert case_members(find(*apart, activity("b", **GROUND))) == []


class TestSameMoney:
    """Work that is one in two plans."""

    def test_a_chain_of_allocations(self):
        (case,) = find(activity("a", "us"), activity("b", paid_by=frozenset({"us", "them"}))).cases
        assert (case.class_, case.members) == ("same money", ("a", "b"))

    def test_one_umbrella(self):
        (case,) = find(activity("a", umbrella=1), activity("b", umbrella=1)).cases
        assert case.class_ == "same money"
        assert find(activity("a", umbrella=1), activity("b", umbrella=2)).cases[0].class_ == "competing"

    def test_it_comes_before_ground_and_blanks(self):
        for facts in (GROUND, {"attempts": None}):
            assert (
                find(activity("a", umbrella=1, **facts), activity("b", umbrella=1, **facts)).cases[0].class_
                == "same money"
            )


class TestDuplicateRecord:
    """One program that two partners put on record."""

    NAMED = {"program_name": "Llamadas de Verano"}

    def both(self, a=None, b=None, **more):
        return find(activity("a", **self.NAMED | (a or {})), activity("b", **self.NAMED | (b or {})), **more)

    @pytest.mark.parametrize(
        ("b", "expected"),
        [
            ({}, True),
            ({"program_name": "LLAMADAS DE VERANO (table entry)"}, True),
            # Within 2 % of the larger: 600 of 30,600, not 620 of 30,620.
            ({"universe": 30_600}, True),
            ({"universe": 30_620}, False),
            ({"attempts": 91_800}, True),
            ({"attempts": 92_000}, False),
            ({"constituencies": YOUTH}, True),
            ({"days": 55}, False),
            ({"start": 1}, False),
            ({"division": WI}, False),
            ({"family": "phone"}, False),
            ({"is_registration": True}, False),
            ({"partner": "partner of a"}, False),
            ({"program_name": "Front Porch"}, False),
            ({"program_name": "Llamadas de Otoño"}, False),
            ({"program_name": "Llamada de Veranos"}, True),
            ({"universe": None}, False),
        ],
        ids=str,
    )
    def test_nearly_the_same_work_under_nearly_the_same_name(self, b, expected):
        assert case_members(self.both(b=b), "duplicate record") == ([("a", "b")] if expected else [])

    def test_two_blanks_are_no_duplicate(self):
        blank = {"universe": None, "attempts": None}
        assert [case.class_ for case in self.both(blank, blank).cases] == ["unmeasured"]

    def test_the_larger_stands_for_both_elsewhere(self):
        result = find(
            activity("a", **self.NAMED),
            activity("b", attempts=91_000, **self.NAMED),
            activity("c", program_name="Front Porch"),
        )
        assert case_members(result, "duplicate record") == [("a", "b")]
        assert case_members(result, "competing") == [("b", "c")]
        assert all_pairs(result)["b", "c"].others == 0
        assert [note.members for note in result.heavy_alone] == []

    def test_of_equal_records_the_lower_label_stands_for_both(self):
        result = find(
            activity("b", **self.NAMED), activity("a", **self.NAMED), activity("c", program_name="Front Porch")
        )
        assert case_members(result, "competing") == [("a", "c")]

    def test_three_records_of_one_program_are_one_case(self):
        result = find(*(activity(label, **self.NAMED) for label in "abc"))
        assert case_members(result) == [("a", "b", "c")]

    def test_two_programs_each_recorded_twice_are_two_cases(self):
        porch = {"program_name": "Front Porch", "universe": 20_000, "attempts": 10_000}
        ours = activity("a1", "us", **self.NAMED), activity("a2", "us", **porch)
        theirs = activity("b1", "them", **self.NAMED), activity("b2", "them", **porch)
        assert case_members(find(*ours, *theirs), "duplicate record") == [("a1", "b1"), ("a2", "b2")]

    @pytest.mark.parametrize(
        "name",
        [
            "GOTV Doors 2027",
            "Rock County Canvassing",
            "Get Out the Vote, Wisconsin",
            "Partner of A turnout",
            "2027–28",
            "The Program",
        ],
    )
    def test_a_name_that_says_only_what_the_work_is_is_no_evidence(self, name):
        same = {"program_name": name}
        assert self.both(same, same).cases[0].class_ == "competing"
        assert self.both(same | {"entity": 5}, same | {"entity": 5}).cases[0].class_ == "duplicate record"
        assert self.both(same | {"entity": 5}, same | {"entity": 6}).cases[0].class_ == "competing"

    def test_other_words_of_another_tactic_do_name_a_program(self):
        same = {"program_name": "Word of Mouth"}
        assert self.both(same, same).cases[0].class_ == "duplicate record"

    def test_accents_and_apostrophes_do_not_matter(self):
        result = self.both({"program_name": "Niños d’Otoño"}, {"program_name": "ninos d'otono"})
        assert result.cases[0].class_ == "duplicate record"


class TestHeavyAlone:
    """One partner above its band by itself is a note on its plan."""

    def test_a_note_and_no_case(self):
        result = find(activity("a", attempts=180_000, budget=Decimal(1)))
        (note,) = result.heavy_alone
        assert (note.members, note.rate, note.band) == (("a",), pytest.approx(3.0), 2.0)
        assert (note.worst.first, note.worst.last) == (day(0), day(27))
        assert not result.cases

    def test_two_lines_of_one_list_together(self):
        (note,) = find(*(activity(f"a{n}", "us") for n in (1, 2))).heavy_alone
        assert (note.members, note.rate) == (("a1", "a2"), pytest.approx(3.0))

    def test_at_the_band_it_is_not_heavy(self):
        assert not find(activity("a", attempts=120_000)).heavy_alone
