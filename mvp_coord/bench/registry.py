"""The benches by name, in the order in which they are run."""

from collections.abc import Sequence
from types import ModuleType
from typing import Final, Protocol, cast

from . import directory, overlaps, state


class Report(Protocol):
    """What a bench found at one size."""

    def as_json(self) -> dict[str, object]:
        """Plain values for `--json`."""

    def as_text(self) -> str:
        """The same as a table for people."""


class Bench(Protocol):
    """What a module of a bench has. `SIZES` are numbers of rows, and `ROWS` what they are rows of."""

    ROWS: str
    SIZES: Sequence[int]

    def fill(self, size: int, *, seed: int) -> None:
        """Make the rows in the database that is connected, which holds only reference data."""

    def prepare(self) -> None:
        """As the owner of the tables: give what is compared the indexes that it deserves."""

    def measure(self, size: int, *, seed: int, rounds: int) -> Report:
        """Ask everything `rounds` times, ours and the other in turns."""


def _bench(module: ModuleType) -> Bench:
    return cast(Bench, module)


BENCHES: Final[dict[str, Bench]] = {
    "directory": _bench(directory),
    "overlaps": _bench(overlaps),
    "state": _bench(state),
}
