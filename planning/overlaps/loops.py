"""Loops over columns, row by row: as they stand where there is little to go through, else in machine code.

numba, which makes the machine code, takes a second and some 120 MB to load, once a process. So it is asked only from
`MUCH` numbers on: a page about a dozen plans never loads it. The code is the same for both. Where there is no numba
for a machine (Macs with Intel processors), all loops run as they stand.
"""

import threading
import zlib
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

import numpy as np

# Plain Python takes about a hundredth of a second for so many numbers.
MUCH = 2_000
_making = threading.Lock()


class Loop:
    """A function of columns and numbers whose last `outputs` arguments are columns that it fills.

    It may use nothing but these, plain arithmetic, constants, and plain functions: those of its module, or steps that
    several loops take (`steps.py`).
    """

    def __init__(self, function: Callable[..., Any], outputs: int) -> None:
        self.function, self.outputs = function, outputs
        self._made: Callable[..., Any] | None = None

    def __call__(self, *given: Any) -> Any:
        """What the function returns."""
        if self._made is None and sum(np.size(each) for each in given[: -self.outputs]) < MUCH:
            return self.step_by_step(*given)
        return self.in_machine_code(*given)

    def step_by_step(self, *given: Any) -> Any:
        """The same by plain Python, over lists: single numbers come out of columns slowly."""
        lists = [each.tolist() if isinstance(each, np.ndarray) else each for each in given]
        found = self.function(*lists)
        for column, values in zip(given[-self.outputs :], lists[-self.outputs :], strict=True):
            column[:] = values
        return found

    def in_machine_code(self, *given: Any) -> Any:
        """The same by numba, without holding the interpreter. The code is kept on disk for the next process."""
        if self._made is None:
            with _making:
                self._made = self._made or self._first_made(given)
        return self._made(*given)

    def _first_made(self, given: Sequence[Any]) -> Callable[..., Any]:
        """The function in machine code; as it stands where none can be made."""
        if not _can_make():
            return self.step_by_step
        try:
            made = _compiled(self.function, keep=True)
            made(*_copied(given))
        except Exception:
            # Nowhere to keep it, a full disk, or what was kept is damaged, which pickle tells in many ways. What is
            # wrong with the loop itself comes again with the code that is not kept.
            return _compiled(self.function, keep=False)
        return made


def loop(*, outputs: int) -> Callable[[Callable[..., Any]], Loop]:
    """Make a `Loop` of a function."""
    return lambda function: Loop(function, outputs)


def _can_make() -> bool:
    try:
        import numba  # noqa: F401
    except ImportError:
        return False
    return True


def _copied(given: Sequence[Any]) -> list[Any]:
    return [each.copy() if isinstance(each, np.ndarray) else each for each in given]


def _compiled(function: Any, *, keep: bool, **inside: Any) -> Callable[..., Any]:
    """A function in machine code, with the plain functions that it calls written into it."""
    import numba

    how = {"nogil": True, "error_model": "numpy", **inside}
    made = {name: _compiled(helper, keep=keep, forceinline=True) for name, helper in _helpers(function).items()}
    # What is kept on disk is found by its name, and forgotten when its file changes; but how it is made, and its
    # constants and helpers, may come from other files.
    name = f"{function.__qualname__}_{zlib.crc32(repr((how, _told(function))).encode()):x}"
    function = FunctionType(function.__code__, function.__globals__ | made, function.__name__)
    function.__qualname__ = name
    njit: Any = numba.njit(cache=keep, **how)
    return njit(function)  # type: ignore[no-any-return]


def _helpers(function: Any) -> dict[str, Any]:
    """The plain functions that one calls, by name."""
    known = {name: function.__globals__.get(name) for name in function.__code__.co_names}
    return {name: found for name, found in known.items() if isinstance(found, FunctionType)}


def _told(function: Any) -> tuple[Any, ...]:
    """What a function does: its lines, the constants of its module, and the same of its helpers."""
    code, known = function.__code__, function.__globals__
    constants = sorted((name, value) for name, value in known.items() if isinstance(value, int | float))
    helpers = [(name, _told(helper)) for name, helper in _helpers(function).items()]
    return code.co_code, code.co_consts, code.co_names, constants, helpers
