"""How far a long step has come, told row by row to whoever waits for it."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Row = TypeVar("Row")


class Progress(Protocol):
    """Called with what is done so far, and with all that there is to do as soon as that is known."""

    def __call__(self, done: int, total: int | None = None, /) -> None: ...


def untold(done: int, total: int | None = None, /) -> None:
    """Where nobody waits."""


def counted(rows: Iterable[Row], progress: Progress) -> Iterator[Row]:
    """The rows one by one, each told when it is done."""
    for done, row in enumerate(rows, start=1):
        yield row
        progress(done)


def after(before: int, progress: Progress, total: int | None = None) -> Progress:
    """For a step that comes after others: these were `before` rows, and all steps together have `total`."""
    return lambda done, _=None: progress(before + done, total)
