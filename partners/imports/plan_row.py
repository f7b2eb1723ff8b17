"""One row of a plan, understood: what an import works with, and what it keeps between preview and apply."""

import datetime as dt
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class PlanRow:
    """Who does what, where, when, for whom, with which volumes.

    `vehicle` is "" where none is given. `program_type`, `tactic` and `constituencies` are codes, `place` is an OCD
    id, `race` the address of a race ("" for none); no constituency means everyone. Volumes are None where unknown.
    `columns` are those that the sheet has, by the names that it gives them: a column that is not there says nothing,
    a blank cell says "unknown".
    """

    file: str
    sheet: str
    line: int
    ref: str
    organization: str
    program: str
    vehicle: str
    program_type: str
    tactic: str
    place: str
    starts_on: dt.date
    ends_on: dt.date
    constituencies: tuple[str, ...] = ()
    race: str = ""
    universe: int | None = None
    attempts: int | None = None
    contacts: int | None = None
    budget: Decimal | None = None
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> str:
        """Where it stands, for people ("line 7 of plan.csv")."""
        return f"line {self.line} of {self.sheet or self.file}"

    def content(self) -> tuple[Any, ...]:
        """All that it says, without where it stands: equal for a row that is simply repeated."""
        place = {"file", "sheet", "line", "columns"}
        return tuple(getattr(self, each.name) for each in fields(self) if each.name not in place)


def to_json(row: PlanRow) -> dict[str, Any]:
    """The row as plain JSON values."""
    values = {each.name: getattr(row, each.name) for each in fields(row)}
    values |= {
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "budget": None if row.budget is None else str(row.budget),
        "constituencies": list(row.constituencies),
    }
    return values


def from_json(values: dict[str, Any]) -> PlanRow:
    """The row that `to_json` wrote."""
    return PlanRow(
        **{
            **values,
            "starts_on": dt.date.fromisoformat(values["starts_on"]),
            "ends_on": dt.date.fromisoformat(values["ends_on"]),
            "budget": None if values["budget"] is None else Decimal(values["budget"]),
            "constituencies": tuple(values["constituencies"]),
        }
    )
