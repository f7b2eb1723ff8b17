"""The matrix of a state's page: presence, volume or saturation by tactic and place; what is missing as plainly."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from mvp_coord import addresses
from mvp_coord.lib import wording
from planning.reports.state_matrix import Cell, Row, StateMatrix

from .scale import Scale
from .state_plans import PRESENCE, SATURATION, SHOWN, VOLUME, StatePlans

_FINE: Final = 1000  # saturation is shaded in thousandths of a try for each voter
_LEAST: Final = 0.005
NOTES: Final = {
    PRESENCE: "plans for the place, for one inside it, or for one that partly lies in it",
    VOLUME: "tries planned that fall on the place",
    SATURATION: "tries planned for each voter of the place",
}


@dataclass(frozen=True)
class Figure:
    """One cell of a table: as text, said in full (`label`), with the address of its rows ("" where there are none).

    `unknown` plans are not in the figure.
    """

    text: str
    href: str
    label: str
    level: int = 0
    unknown: int = 0
    is_lack: bool = False


@dataclass(frozen=True)
class MatrixLine:
    """A place with its cells; `tier` is that of its priority, where it has one."""

    label: str
    tier: int | None
    cells: tuple[Figure | None, ...]
    total: Figure | None


class MatrixView:
    """The matrix by the measure that the address asks for."""

    def __init__(self, plans: StatePlans, matrix: StateMatrix) -> None:
        self.plans, self.matrix, self.shows = plans, matrix, plans.shows

    @property
    def tactics(self) -> list[tuple[str, str]]:
        """The columns: code and label."""
        return list(self.matrix.tactics)

    @property
    def note(self) -> str:
        return NOTES[self.shows]

    @property
    def switches(self) -> list[dict[str, Any]]:
        """Links to the three measures."""
        return [
            {"label": label, "href": self.plans.shown_as(code), "current": code == self.shows}
            for code, label in SHOWN.items()
        ]

    @property
    def has_totals(self) -> bool:
        """Tries at doors and tries by text are not one number; plans are."""
        return self.shows == PRESENCE

    @property
    def more_places(self) -> int:
        """How many places have plans and no line."""
        return self.matrix.places - len(self.matrix.rows)

    @property
    def places_href(self) -> str:
        return addresses.places(self.plans.facts.code)

    @cached_property
    def _gaps_href(self) -> str:
        return addresses.gaps(state=self.plans.facts.code)

    @cached_property
    def lines(self) -> list[MatrixLine]:
        """State-wide plans, then the places."""
        return [self._line(row, self._label(row)) for row in self.matrix.rows]

    @cached_property
    def whole(self) -> MatrixLine:
        """The state with each plan once: no sum of the lines, since places lie in each other."""
        return self._line(self.matrix.whole, f"All of {self.plans.facts.name}")

    def _label(self, row: Row) -> str:
        if row.division in self.plans.wider:
            return "Country-wide plans"
        return "State-wide plans" if row.division == self.plans.facts.division else row.name

    def _line(self, row: Row, label: str) -> MatrixLine:
        is_whole = row is self.matrix.whole
        place = "" if is_whole else row.code
        cells = tuple(self._cell(row, label, tactic, place) for tactic in self.matrix.tactics)
        total = None
        if self.has_totals:
            href = self.plans.rows(place=place) if row.total.placed else ""
            text = wording.count(row.total.placed)
            total = Figure(text, href, f"All in {label}: {text}")
        return MatrixLine(label, row.tier, cells, total)

    def _cell(self, row: Row, label: str, tactic: tuple[str, str], place: str) -> Figure | None:
        code, name = tactic
        cell = row.cells.get(code, Cell())
        says = f"{name}, {label}"
        is_there = cell.placed if self.shows == PRESENCE else cell.reaching
        if not is_there:
            if row.tier is None or code not in self.matrix.listed:
                return None
            return Figure("0", self._gaps_href, f"{says}: none planned", is_lack=True)
        amount = self._amount(cell, row)
        unknown = 0 if self.shows == PRESENCE else cell.unknown
        href = self.plans.rows(place=place, tactic=code)
        level = 0 if row is self.matrix.whole else self._level(amount)
        if amount is None:
            return Figure("?", href, f"{says}: not known", unknown=unknown)
        text = self._text(amount)
        more = f", and {wording.plural(unknown, 'plan')} not known" if unknown else ""
        return Figure(text, href, f"{says}: {text}{more}", level, unknown)

    def _amount(self, cell: Cell, row: Row) -> float | None:
        """The figure that is shown; None where nothing of it is known."""
        if self.shows == PRESENCE:
            return cell.placed
        if cell.unknown == cell.reaching or (self.shows == SATURATION and not row.people):
            return None
        return cell.tries if self.shows == VOLUME else cell.tries / (row.people or 1.0)

    def _text(self, amount: float) -> str:
        if self.shows != SATURATION:
            return wording.short(amount)
        return "< 0.01" if 0 < amount < _LEAST else f"{amount:.2f}"

    def _level(self, amount: float | None) -> int:
        return self._scale.level(round((amount or 0) * self._unit))

    @property
    def _unit(self) -> int:
        return _FINE if self.shows == SATURATION else 1

    @cached_property
    def _scale(self) -> Scale:
        amounts = (self._amount(cell, row) or 0 for row in self.matrix.rows for cell in row.cells.values())
        return Scale.up_to(round(max(amounts, default=0) * self._unit))
