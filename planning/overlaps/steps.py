"""Steps that several loops take (`loops.py`): plain functions of numbers and columns."""

from .windows import DAYS


def days_inside(first, last, until):
    """How many days of a run are among the 28 that end on a day."""
    return max(min(last, until) - max(first, until - DAYS + 1) + 1, 0)


def first_from(value, low, high, values):
    """The first position from `low` until before `high` with this value or a greater one, of values in order; `high`
    where there is none."""
    while low < high:
        middle = (low + high) // 2
        if values[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low
