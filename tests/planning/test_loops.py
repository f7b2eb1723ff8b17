"""Loops over columns: little by plain Python, much by machine code, and the same either way."""

import os
import subprocess
import sys
from types import FunctionType
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps import loops, steps
from planning.overlaps.loops import Loop, loop
from planning.overlaps.steps import days_inside

WEIGHT = 1
NUMBERS = st.lists(st.integers(-1_000, 1_000), max_size=50)


@loop(outputs=1)
def squared(values, found):
    total = 0
    for at in range(len(values)):
        found[at] = _square(values[at])
        total += found[at]
    return total


def _square(value):
    return value * value * WEIGHT


@loop(outputs=1)
def shared(values, found):
    for at in range(len(values)):
        found[at] = days_inside(values[at], 55, 55)


def fresh():
    """The same loop, of which no machine code is made yet."""
    return Loop(squared.function, 1)


def run(how, values):
    found = np.zeros(len(values), dtype=np.int64)
    return how(np.array(values, dtype=np.int64), found), found.tolist()


@settings(deadline=None)
@given(NUMBERS)
def test_a_loop_finds_the_same_by_plain_python_and_by_machine_code(values):
    assert run(squared.step_by_step, values) == run(squared.in_machine_code, values)


@pytest.mark.parametrize(("many", "is_made"), [(loops.MUCH - 1, False), (loops.MUCH, True)])
def test_machine_code_is_made_where_there_is_much_to_go_through(many, is_made):
    one = fresh()
    assert run(one, [2] * many) == (4 * many, [4] * many)
    assert (one._made is not None) == is_made


def test_machine_code_that_was_kept_is_made_anew_when_a_constant_has_changed(monkeypatch):
    assert run(fresh().in_machine_code, [3])[0] == 9
    monkeypatch.setattr(sys.modules[__name__], "WEIGHT", 2)
    assert run(fresh().in_machine_code, [3])[0] == 18


def test_machine_code_that_was_kept_is_made_anew_when_a_step_of_another_module_has_changed(monkeypatch):
    assert run(shared.in_machine_code, [1, 40])[1] == [28, 16]
    monkeypatch.setattr(steps, "DAYS", 10)
    assert run(Loop(shared.function, 1).in_machine_code, [1, 40])[1] == [10, 10]
    changed = FunctionType((lambda first, last, until: last).__code__, vars(steps), "days_inside")
    monkeypatch.setattr(sys.modules[__name__], "days_inside", changed)
    assert run(Loop(shared.function, 1).in_machine_code, [1, 40])[1] == [55, 55]


def test_where_machine_code_cannot_be_kept_it_is_made_all_the_same():
    import numba

    njit = numba.njit

    def nowhere(*args, cache=False, **how):
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return njit(*args, **how)

    with patch.object(numba, "njit", nowhere):
        assert run(fresh().in_machine_code, [3, 4]) == (25, [9, 16])


@pytest.mark.parametrize("ending", ["*.nbc", "*.nb?"])
def test_kept_machine_code_that_is_damaged_is_made_anew(ending, tmp_path):
    asked = "; ".join((
        "from tests.planning.test_loops import fresh, run",
        "assert run(fresh().in_machine_code, [3, 4]) == (25, [9, 16])",
    ))  # fmt: skip
    for _ in range(2):
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
        subprocess.run([sys.executable, "-c", asked], check=True, timeout=120, env=environment)
        kept = list(tmp_path.rglob(ending))
        assert kept
        for file in kept:
            file.write_bytes(b"")


def test_where_nothing_makes_machine_code_python_runs_the_loop(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    assert run(fresh(), [2] * loops.MUCH) == (4 * loops.MUCH, [4] * loops.MUCH)


def test_a_page_of_few_plans_does_not_load_what_makes_machine_code():
    asked = "; ".join((
        "import sys",
        "from tests.planning.overlap_world import activity, find",
        "assert len(find(*(activity(f'plan {n}') for n in range(12))).cases) == 1",
        "assert 'numba' not in sys.modules",
    ))  # fmt: skip
    subprocess.run([sys.executable, "-c", asked], check=True, timeout=60)
