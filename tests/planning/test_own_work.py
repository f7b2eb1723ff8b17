"""The last day on which money could meet a need: by the work that the group plans itself, as far as one reads it."""

import datetime as dt

import pytest

from planning.gaps.seasons import Vote, last_useful
from planning.reports.gaps import gaps_for
from tests import factories
from tests.planning.gap_cast import LIST, main_of, text_of
from tests.planning.test_gap_needs import TODAY, address, need

VOTES = [
    Vote(is_general=False, held_on=dt.date(2028, 3, 21), closes=dt.date(2028, 2, 20)),
    Vote(is_general=True, held_on=dt.date(2028, 11, 7), closes=dt.date(2028, 10, 9)),
]


@pytest.mark.parametrize(
    ("program_type", "ends", "until"),
    [
        ("base-building", dt.date(2028, 3, 31), dt.date(2028, 3, 31)),
        ("registration", dt.date(2028, 9, 30), dt.date(2028, 9, 30)),
        ("registration", dt.date(2028, 11, 6), dt.date(2028, 10, 9)),
        ("registration", dt.date(2028, 2, 18), dt.date(2028, 2, 18)),  # for the primary
        ("gotv", dt.date(2028, 11, 7), dt.date(2028, 11, 7)),
        ("ballot-cure", dt.date(2028, 11, 20), dt.date(2028, 11, 20)),
    ],
)
def test_work_is_useful_until_it_ends_or_does_no_good_any_more(program_type, ends, until):
    assert last_useful(program_type, ends, VOTES) == until


def work(entity, *, kind="base-building", program=(), **facts):
    """Work of the entity's group that has begun, and ends on September 20."""
    made = factories.make_program(entity.partner, **{"visibility": "funders", **dict(program)})
    facts = {"starts_on": dt.date(2028, 6, 1), "ends_on": dt.date(2028, 9, 20), **facts}
    type_ = factories.make_program_type(kind, is_registration=kind == "registration")
    return factories.make_activity(made, program_type=type_, **facts)


def until(user):
    def asked(viewer, cycle):
        (gap,) = gaps_for(viewer(user), cycle, today=TODAY).needs
        return gap.money_by

    return asked


@pytest.mark.django_db
@pytest.mark.usefixtures("in_september")
class TestANeed:
    @pytest.mark.parametrize(
        ("facts", "day"),
        [
            ({}, dt.date(2028, 9, 20)),
            ({"kind": "registration", "ends_on": dt.date(2028, 11, 1)}, dt.date(2028, 10, 8)),
            # A door-canvass takes 21 days to start here.
            ({"starts_on": dt.date(2028, 9, 15), "ends_on": dt.date(2028, 10, 31)}, dt.date(2028, 10, 10)),
            ({"ends_on": dt.date(2029, 6, 30)}, dt.date(2028, 12, 31)),
            ({"ends_on": dt.date(2028, 8, 20)}, None),  # over
            ({"mode": "capacity"}, None),
            ({"cancelled_at": dt.datetime(2028, 8, 1, tzinfo=dt.UTC)}, None),
            ({"program": {"status": "cancelled"}}, None),
        ],
    )
    def test_is_usable_as_long_as_its_own_work_else_until_the_quickest_work_can_start(
        self, facts, day, priority, staff, viewer
    ):
        entity, asked = need(), until(staff)
        as_ever = asked(viewer, priority.cycle)
        assert as_ever == dt.date(2028, 10, 17)
        work(entity, **facts)
        assert asked(viewer, priority.cycle) == (day or as_ever)

    def test_takes_the_latest_of_its_own_and_nothing_of_another_entity(self, priority, staff, viewer, sign_in):
        entity, asked = need(), until(staff)
        other = factories.make_entity(entity.partner, vehicle="c3_public")
        work(entity, ends_on=dt.date(2028, 9, 10), program={"entity": entity})
        work(entity, ends_on=dt.date(2028, 11, 7), program={"entity": other, "side": "nonpartisan"})
        assert asked(viewer, priority.cycle) == dt.date(2028, 9, 10)
        work(entity)  # whose it is, is not said
        assert asked(viewer, priority.cycle) == dt.date(2028, 9, 20)
        text = text_of(sign_in(staff), address(entity))
        assert "while the programs that it plans, and that you may read, can use it" in text

    def test_says_the_same_in_two_worlds_that_differ_in_hidden_work(
        self, priority, staff, funder_rep, viewer, sign_in
    ):
        entity = need()

        def told():
            return until(funder_rep)(viewer, priority.cycle), main_of(text_of(sign_in(funder_rep), LIST))

        before = told()
        work(entity, program={"visibility": "staff"})
        work(entity, program={"visibility": "funders", "side": "coordinated"}, ends_on=dt.date(2028, 12, 1))
        assert told() == before
        assert until(staff)(viewer, priority.cycle) == dt.date(2028, 9, 20)
