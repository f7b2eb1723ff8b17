"""The weeks before an election in which work does good, of the election that a plan is for."""

import datetime as dt

import pytest

from planning.gaps.seasons import season_of
from planning.overlaps import Window

ELECTIONS = [
    (dt.date(2027, 4, 6), dt.date(2027, 3, 20)),
    (dt.date(2027, 11, 2), dt.date(2027, 10, 5)),
    (dt.date(2028, 4, 4), None),
    # On one day in several states, each with its own last day to register.
    (dt.date(2028, 11, 7), None),
    (dt.date(2028, 11, 7), dt.date(2028, 10, 30)),
    (dt.date(2028, 11, 7), dt.date(2028, 10, 9)),
]


@pytest.mark.parametrize(
    ("program_type", "ends", "weeks", "last"),
    [
        ("gotv", dt.date(2027, 9, 26), 6, dt.date(2027, 11, 2)),
        ("gotv", dt.date(2027, 11, 2), 6, dt.date(2027, 11, 2)),
        ("persuasion", dt.date(2027, 9, 26), 12, dt.date(2027, 11, 2)),
        ("registration", dt.date(2027, 9, 26), 16, dt.date(2027, 10, 5)),
        # Where it is not known when registration closes, 30 days before the election: no state may close it earlier.
        ("registration", dt.date(2027, 11, 3), 16, dt.date(2028, 3, 5)),
        ("registration", dt.date(2028, 11, 6), 16, dt.date(2028, 10, 9)),
    ],
)
def test_work_lives_by_the_weeks_before_the_next_election_or_before_registration_closes(
    program_type, ends, weeks, last
):
    assert season_of(program_type, ends, ELECTIONS) == Window(last - dt.timedelta(weeks=weeks, days=-1), last)


@pytest.mark.parametrize(
    ("program_type", "ends"),
    [
        ("gotv", dt.date(2028, 11, 8)),
        ("base-building", dt.date(2027, 9, 26)),
        ("ballot-cure", dt.date(2027, 9, 26)),
    ],
)
def test_other_work_lives_by_none(program_type, ends):
    assert season_of(program_type, ends, ELECTIONS) is None
