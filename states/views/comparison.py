"""States side by side: a line for each measure and each vehicle's dollars, a column for each state."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.http import QueryDict

from mvp_coord.lib import wording

from .overview import OF_CYCLE, Figure, Overview, StateRow

MOST_STATES: Final = 6


@dataclass(frozen=True)
class CompareLine:
    """One measure; `most` is the largest figure of its line, for bars."""

    label: str
    states: tuple[str, ...]
    figures: tuple[Figure, ...]
    most: Decimal | int

    @property
    def by_state(self) -> list[tuple[str, Figure]]:
        """Each figure with the name of its state."""
        return list(zip(self.states, self.figures, strict=True))


class Comparison:
    """The states that the address names, in its order, at most `MOST_STATES` of them; unknown ones are left out."""

    def __init__(self, overview: Overview, asked: Iterable[str]) -> None:
        self.overview = overview
        known = {row.code: row for row in overview.rows}
        codes = dict.fromkeys(code.upper() for code in asked)
        self.rows: list[StateRow] = [known[code] for code in codes if code in known][:MOST_STATES]
        self.left_out = max(0, sum(code in known for code in codes) - MOST_STATES)

    @property
    def choices(self) -> list[dict[str, Any]]:
        """All states, to tick."""
        chosen = {row.code for row in self.rows}
        rows = sorted(self.overview.rows, key=lambda row: row.name)
        return [{"code": row.code, "name": row.name, "is_chosen": row.code in chosen} for row in rows]

    @cached_property
    def lines(self) -> list[CompareLine]:
        """All measures but dollars, then dollars by vehicle: money of different vehicles is never one figure."""
        measures = [each for each in self.overview.measures if each.code != "dollars"]
        lines = [
            self._line(self._named(each.label, each.code), [self._figure(row, n) for row in self.rows])
            for n, each in enumerate(self.overview.measures)
            if each in measures
        ]
        return lines + [line for code, label in self.overview.vehicles.items() if (line := self._money(code, label))]

    def _named(self, label: str, code: str) -> str:
        cycle = self.overview.cycle
        return f"{label}, {cycle.name}" if cycle and code in OF_CYCLE else label

    @staticmethod
    def _figure(row: StateRow, number: int) -> Figure:
        return row.figures[number]

    def _money(self, vehicle: str, label: str) -> CompareLine | None:
        """One vehicle's dollars; None where none of these states has any."""
        own = Overview(self.overview.counts, _asking(vehicle), cycle=self.overview.cycle)
        number = next(n for n, each in enumerate(own.measures) if each.code == "dollars")
        by_code = {row.code: row for row in own.rows}
        figures = [by_code[row.code].figures[number] for row in self.rows]
        cycle = f", {self.overview.cycle.name}" if self.overview.cycle else ""
        return self._line(f"Dollars counted, {label}{cycle}", figures) if any(f.amount for f in figures) else None

    def _line(self, label: str, figures: list[Figure]) -> CompareLine:
        names = tuple(row.name for row in self.rows)
        return CompareLine(label, names, tuple(figures), max((each.amount for each in figures), default=0))

    @property
    def title(self) -> str:
        """ "Arizona and Wisconsin side by side"."""
        names = [row.name for row in self.rows]
        return f"{wording.join_words(names)} side by side" if names else "Which states do you want to compare?"


def _asking(vehicle: str) -> QueryDict:
    return QueryDict(f"vehicle={vehicle}")
