"""The codes of the IRS in our words, and which of several statements is shown."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.registers import Said, choose, facts_of_row, said_in_words

MAY, JUNE = dt.date(2026, 5, 1), dt.date(2026, 6, 1)


class TestIrsCodes:
    @pytest.mark.parametrize(
        ("row", "fact", "value"),
        [
            ({"SUBSECTION": "04", "DEDUCTIBILITY": "1"}, "is_deductible", "yes"),
            ({"SUBSECTION": "03", "DEDUCTIBILITY": "2"}, "is_deductible", "no"),
            ({"SUBSECTION": "03", "DEDUCTIBILITY": "0"}, "is_deductible", None),
            ({"SUBSECTION": "03"}, "is_deductible", None),
            ({"DEDUCTIBILITY": "4"}, "is_deductible", None),
            ({"SUBSECTION": "03", "FOUNDATION": "15"}, "vehicle", "c3_public"),
            ({"SUBSECTION": "3", "FOUNDATION": "4"}, "vehicle", "c3_private"),
            ({"SUBSECTION": "03", "FOUNDATION": "00"}, "vehicle", None),
            ({"SUBSECTION": "04", "FOUNDATION": "00"}, "vehicle", "c4"),
            ({"SUBSECTION": "13"}, "vehicle", None),
            ({"RULING": "200410"}, "ruled_in", "2004-10"),
            ({"RULING": "000000"}, "ruled_in", None),
            ({"NTEE_CD": "E42P"}, "ntee_code", "E42"),
            ({"NTEE_CD": "S200"}, "ntee_code", "S20"),
            ({"NTEE_CD": "A6C"}, "ntee_code", "A6C"),
            ({"NTEE_CD": "P8XZ"}, "ntee_code", "P8X"),
            ({"NTEE_CD": "NA"}, "ntee_code", None),
            ({"STATUS": "1"}, "irs_status", "01"),
            ({"NAME": "  GLOBAL   HOPE "}, "legal_name", "GLOBAL HOPE"),
            ({"NAME": "NA"}, "legal_name", None),
        ],
    )
    def test_each_column_states_its_own_fact_and_no_other(self, row, fact, value):
        assert facts_of_row(row).values.get(fact) == value

    def test_a_code_that_nobody_knows_is_pointed_out_and_left_out(self):
        told = facts_of_row({"RULING": "200413", "NTEE_CD": "?", "NAME": "GLOBAL HOPE"})
        assert told.values == {"legal_name": "GLOBAL HOPE"}
        assert told.remarks == (
            "RULING “200413” is no code that is known here",
            "NTEE_CD “?” is no code that is known here",
        )

    @given(
        st.dictionaries(
            st.sampled_from(["RULING", "NTEE_CD", "STATUS", "DEDUCTIBILITY", "NAME", "SUBSECTION"]),
            st.text(max_size=8),
        )
    )
    def test_any_row_states_something_that_can_be_said_or_nothing(self, row):
        for fact, value in facts_of_row(row).values.items():
            assert value and said_in_words(fact, value)

    def test_values_are_said_in_words(self):
        assert said_in_words("ruled_in", "2004-10") == "Oct 2004"
        assert said_in_words("ntee_code", "P20") == "P20: Human services"
        assert said_in_words("irs_status", "01") == "Exempt without condition"
        assert said_in_words("irs_status", "36") == "Status code 36"
        assert said_in_words("is_deductible", "no") == "Gifts are not deductible"


class TestWhichIsShown:
    def test_what_we_hold_stays_and_what_says_otherwise_stands_beside(self):
        shown = choose("no", [Said("yes", "IRS", JUNE)], source="Its director", as_of=MAY)
        assert (shown.value, shown.source, shown.as_of, shown.is_held) == ("no", "Its director", MAY, True)
        assert [each.value for each in shown.beside] == ["yes"]

    def test_a_register_that_says_the_same_is_the_better_source(self):
        shown = choose("yes", [Said("yes", "IRS", JUNE)], source="Its director", as_of=MAY)
        assert (shown.source, shown.as_of, shown.beside) == ("IRS", JUNE, ())

    def test_only_the_newest_word_of_a_source_counts(self):
        assert choose("no", [Said("yes", "IRS", MAY), Said("no", "IRS", JUNE)]).beside == ()

    def test_where_we_hold_nothing_the_newest_is_shown_as_not_yet_looked_at(self):
        shown = choose("", [Said("yes", "IRS", MAY), Said("no", "State", JUNE)])
        assert (shown.value, shown.is_held) == ("no", False)
        assert [each.value for each in shown.beside] == ["yes"]

    def test_what_somebody_decided_on_does_not_ask_again(self):
        assert choose("no", [Said("yes", "IRS", JUNE, "kept")]).beside == ()
        assert choose("", [Said("yes", "IRS", JUNE, "kept")]) is None

    def test_nobody_says_anything(self):
        assert choose("", []) is None

    @given(
        st.text(max_size=2),
        st.lists(st.builds(Said, st.sampled_from("ab"), st.sampled_from("XY"), st.sampled_from([MAY, JUNE]))),
    )
    def test_a_held_value_is_never_displaced(self, held, said):
        shown = choose(held, said)
        if held:
            assert (shown.value, shown.is_held) == (held, True)
            assert all(each.value != held for each in shown.beside)
