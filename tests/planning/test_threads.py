"""Parts that are reckoned side by side: all of them, in their order, and no more waiting than the threads need."""

import threading
import time
import weakref
from functools import partial

import pytest

from planning.overlaps.threads import AT_ONCE, ROOM, meanwhile, side_by_side


@pytest.mark.parametrize("many", [0, 1, 2, 3, 40])
def test_results_come_in_the_order_of_the_parts(many):
    for plans in (many, ROOM + 1):
        found = side_by_side(lambda part: part * part, iter(range(many)), plans=plans)
        assert list(found) == [part * part for part in range(many)]


def test_two_parts_are_at_work_at_once():
    both = threading.Barrier(2, timeout=30)
    assert list(side_by_side(lambda part: both.wait() >= 0, range(2), plans=2)) == [True, True]


def test_parts_are_asked_for_as_they_are_needed():
    asked, most = [], 0

    def parts():
        for part in range(20):
            asked.append(part)
            yield part

    for done, _ in enumerate(side_by_side(lambda part: part, parts(), plans=20)):
        most = max(most, len(asked) - done)
    assert most <= AT_ONCE + 1


def test_what_goes_wrong_in_a_part_is_told():
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda part: 1 / part, [1, 0, 2], plans=3))


def test_very_many_plans_are_worked_on_one_after_the_other():
    here = threading.get_ident()
    assert {*side_by_side(lambda _: threading.get_ident(), range(9), plans=ROOM + 1)} == {here}
    assert here not in {*side_by_side(lambda _: threading.get_ident(), range(9), plans=ROOM)}


def test_what_some_work_rests_on_is_let_go_of_once_it_is_done():
    class Large:
        pass

    large = Large()
    seen = weakref.ref(large)
    work = partial(lambda held: type(held).__name__, large)
    with meanwhile(work) as wait:
        del large, work
        assert wait() == "Large"
        for _ in range(100):  # the thread lets go a moment later
            if seen() is None:
                break
            time.sleep(0.01)
        assert seen() is None


def test_what_goes_wrong_meanwhile_is_told_where_it_is_waited_for():
    with meanwhile(lambda: 1 / 0) as wait, pytest.raises(ZeroDivisionError):
        wait()
