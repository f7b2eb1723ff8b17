"""Lines below a header that are no rows: totals, remarks, labels."""

import re
from collections.abc import Mapping, Sequence

from mvp_coord.lib.tabular import Row, Value
from mvp_coord.lib.written import shown

from .layout import Layout

_TOTAL = re.compile(r"(?:\w+[\s-]+){0,2}(?:sub[\s-]?)?(?:totals?|sum)\b[^a-z]*(?:(?:for|of|in|all)\b.*|\w+)?", re.I)
_REMARK = re.compile(
    r"(?:notes?|sources?|prepared|updated|last updated|questions|contact|please|key|legend)\b|\*", re.I
)
_LONG = 80
# A total may repeat the organization or the place that it sums, and no more of the required columns.
_FEW = 2


def why_no_row(row: Row, cells: Mapping[str, Sequence[Value]], layout: Layout) -> str:
    """Why a row below the header is no data row, or "" if it is one."""
    filled = [layout.column(name) for name in cells]
    required = [column for column in filled if column.is_required]
    if layout.has_totals and len(required) <= _FEW and any(_TOTAL.fullmatch(text) for text in _heads(row, cells)):
        return "A total, not a row."
    if required:
        text = first_text(row)
        lone = len(row.cells) - row.cells.count(None) == 1
        remark = len(text) > _LONG or (_REMARK.match(text) and (":" in text or not layout.is_loose))
        return "A remark, not a row." if lone and remark else ""
    if filled and all(column.is_figure for column in filled):
        return "Only figures: read as a total."
    if len(filled) <= 1:
        return "Nothing but a label or a remark."
    return ""


def _heads(row: Row, cells: Mapping[str, Sequence[Value]]) -> list[str]:
    """Where the word "total" would stand: in the first cell with something in it, or in a column that is read."""
    texts = [first_text(row)]
    return texts + [shown(value) for found in cells.values() for value in found if isinstance(value, str)]


def first_text(row: Row) -> str:
    """What stands first in a row."""
    return next((shown(cell) for cell in row.cells if cell is not None), "")
