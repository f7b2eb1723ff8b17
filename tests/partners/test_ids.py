"""The numbers that registers give: one form for each, mended where only one number can be meant, else refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvp_coord.lib.written import NotUnderstoodError
from partners.ids import ein_written, read_ein, read_fec_id, read_register_ein, read_state_id
from partners.ids.ein import PREFIXES

FIRST_ZERO = sorted(prefix for prefix in PREFIXES if prefix.startswith("0"))
eins = st.builds(str.__add__, st.sampled_from(sorted(PREFIXES)), st.from_regex(r"[0-9]{6}[0-8]", fullmatch=True))


class TestEin:
    @pytest.mark.parametrize(
        "written",
        ["123456789", "12-3456789", " 12 345 6789 ", "12–3456789", "12‑3456789", "12\u200b-3456789", "#12-3456789",
         "\ufeff12-3456789", "ein 123456789", "Tax ID 12-3456789",
         "１２-３４５６７８９", "12\u00ad-3456789", "EIN: 12-3456789"],
    )  # fmt: skip
    def test_it_is_the_same_number_however_it_is_written(self, written):
        assert read_ein(written).value == "123456789"
        assert not read_ein(written).repaired

    @pytest.mark.parametrize(
        ("written", "meant"), [("12345678", "012345678"), ("1-2345678", "012345678"), ("5 2345678", "052345678")]
    )
    def test_the_zero_that_a_spreadsheet_dropped_is_put_back_and_said(self, written, meant):
        found = read_ein(written)
        assert (found.value, found.repaired) == (
            meant,
            f"We put back the zero that it had lost: {ein_written(meant)}.",
        )

    @pytest.mark.parametrize(
        "written",
        ["12-345678", "72345678", "02345678", "1234567", "1234", "1234567890", "12345678x", "000000000", "twelve",
         "-", "1.02E+07"],
    )  # fmt: skip
    def test_what_could_be_several_numbers_or_none_is_refused(self, written):
        with pytest.raises(NotUnderstoodError):
            read_ein(written)

    def test_a_prefix_that_no_office_gives_is_kept_and_pointed_out(self):
        assert "begin with 07" in read_ein("07-1234567").doubt

    @pytest.mark.parametrize("read", [read_ein, read_register_ein, read_fec_id, read_state_id])
    def test_the_number_of_a_person_is_never_kept(self, read):
        with pytest.raises(NotUnderstoodError, match="Social Security"):
            read("123-45-6789")

    @given(eins)
    def test_written_and_read_again_it_is_the_same(self, ein):
        assert read_ein(ein_written(ein)).value == ein
        assert read_register_ein(ein_written(ein)).value == ein

    @given(st.text(max_size=20))
    def test_any_text_is_nine_digits_or_refused(self, text):
        for read in (read_ein, read_register_ein):
            try:
                assert re.fullmatch(r"[0-9]{9}", read(text).value)
            except NotUnderstoodError as refusal:
                assert str(refusal)


class TestEinOfARegister:
    @given(
        st.from_regex(r"0{0,4}[1-9][0-9]{4,8}", fullmatch=True).filter(
            lambda text: len(text) == 9 and len(set(text)) > 1
        )
    )
    def test_a_column_that_lost_its_zeros_is_whole_again(self, ein):
        stripped = ein.lstrip("0")
        found = read_register_ein(stripped)
        assert found.value == ein
        assert bool(found.repaired) is (stripped != ein)

    def test_a_figure_with_a_point_is_its_whole_number(self):
        assert read_register_ein("10123456.0").value == "010123456"

    @pytest.mark.parametrize("written", ["1.02E+07", "123", "", "NA", "1234567890"])
    def test_what_a_spreadsheet_cut_cannot_be_read(self, written):
        with pytest.raises(NotUnderstoodError):
            read_register_ein(written)


class TestFecId:
    @pytest.mark.parametrize(
        "written", ["C00123456", "c00123456", " C 00123456", "C-00123456", "FEC ID: C00123456", "c00\u200b123456"]
    )
    def test_it_is_the_same_id_however_it_is_written(self, written):
        assert (read_fec_id(written).value, read_fec_id(written).repaired) == ("C00123456", "")

    @pytest.mark.parametrize("written", ["C123456", "c0123456", "CO0123456", "COO123456"])
    def test_lost_zeros_are_put_back_and_said(self, written):
        assert read_fec_id(written).value == "C00123456"
        assert "C00123456" in read_fec_id(written).repaired

    @pytest.mark.parametrize(
        ("written", "why"),
        [("C0012345", "all eight"), ("C1234567", "all eight"), ("C12345", "all eight"), ("C000000000", "zeros"),
         ("00123456", "as in C00123456"), ("H2AZ01234", "candidate"), ("X00123456", "as in"), ("C", "as in")],
    )  # fmt: skip
    def test_what_could_be_several_ids_or_none_is_refused(self, written, why):
        with pytest.raises(NotUnderstoodError, match=why):
            read_fec_id(written)

    @given(st.text(max_size=14))
    def test_any_text_is_an_id_or_refused(self, text):
        try:
            assert re.fullmatch(r"C[0-9]{8}", read_fec_id(text).value)
        except NotUnderstoodError as refusal:
            assert str(refusal)


class TestStateId:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [("az-0012 b", "AZ-0012 B"), (" No. 123 ", "123"), ("Registration no. ct0123", "CT0123"), ("1–2", "1-2"),
         ("file number: 0042", "0042")],
    )  # fmt: skip
    def test_it_is_kept_without_labels_and_in_capitals(self, written, kept):
        assert read_state_id(written).value == kept

    @pytest.mark.parametrize("written", ["pending", "=1+1", "12\U0001f600", "1" * 41, "<b>1</b>"])
    def test_what_is_no_number_is_refused(self, written):
        with pytest.raises(NotUnderstoodError):
            read_state_id(written)

    @given(st.text(max_size=50))
    def test_read_twice_it_is_the_same(self, text):
        try:
            once = read_state_id(text).value
        except NotUnderstoodError:
            return
        assert read_state_id(once).value == once
