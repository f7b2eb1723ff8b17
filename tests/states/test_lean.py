"""Which way a place leans, and that nothing which weighs money or overlaps knows."""

from pathlib import Path

import pytest

from states.lean import Lean, Tally, lean_of, method_of, tally_of_district

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_mean_of_the_years_that_are_known():
    lean = lean_of({2020: Tally(52, 46, 100), 2024: Tally(48, 50, 100)})
    assert (lean.points, lean.years, lean.words) == (2, (2020, 2024), "Democratic by 2.0 points")
    assert lean_of({2024: Tally(40, 58, 100)}).words == "Republican by 18.0 points"
    assert lean_of({2024: Tally(50, 50, 100)}).words == "even"
    assert lean_of({}) is None


def test_a_district_is_the_parts_of_its_counties():
    whole, half = Tally(60, 40, 100), Tally(20, 80, 100)
    tally = tally_of_district([(whole, 1, 0.7), (half, 0.5, 0.3)])
    assert (tally.dem, tally.rep, tally.total) == (70, 80, 150)


def test_nothing_is_said_of_a_district_of_which_a_part_is_not_known():
    assert tally_of_district([(Tally(60, 40, 100), 1, 0.7), (None, 0.5, 0.3)]) is None
    assert tally_of_district([]) is None


@pytest.mark.parametrize(
    ("leans", "says"),
    [
        ([Lean(1, (2020, 2024))], "the mean of 2020 and 2024."),
        ([Lean(1, (2024,))], "in points, in 2024."),
        ([Lean(1, (2024,), is_estimate=True)], "estimated from the returns of their counties"),
    ],
)
def test_the_method_is_told_in_a_sentence(leans, says):
    assert says in method_of(leans)
    assert method_of([]) == ""


def test_nothing_that_weighs_money_or_overlaps_reads_lean_or_results():
    rooms = [ROOT / "funding", ROOT / "planning"]
    told = [path for room in rooms for path in room.rglob("*.py") if "migrations" not in path.parts]
    assert len(told) > 50
    for path in told:
        text = path.read_text()
        assert "states.lean" not in text, path
        assert "ElectionResult" not in text, path
        assert "states.reports.results" not in text, path
