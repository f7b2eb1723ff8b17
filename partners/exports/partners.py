"""Partners as rows of a sheet, in the columns that an import reads: what is exported and sent again changes nothing.

Which file the rows go into, a CSV or a workbook, is for who calls: the texts are safe in both, days are dates.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from accounts.visibility import Viewer
from mvp_coord.sheets.cells import guarded
from mvp_coord.sheets.fields import Field
from partners.imports.partner_columns import BY_NAME, PARTNER_FIELDS, DirectoryWords, load_words
from partners.imports.partner_facts import facts_of_partners
from partners.models.partner import PartnerQuerySet

Cell = str | int | dt.date
_AT_ONCE = 1_000


def columns_for(viewer: Viewer) -> tuple[Field, ...]:
    """The columns that this viewer may choose from, in their order: `name`, `label`, and the tag on the column."""
    return tuple(field for field in PARTNER_FIELDS if viewer.is_insider or not field.for_insiders)


def partner_rows(partners: PartnerQuerySet, names: Collection[str] | None = None) -> Iterator[list[Cell]]:
    """A row of headings, a row of HXL tags, then a row a partner, in the queryset's order.

    `names` are the columns by name, all where None. Who may see the partners and the columns is for who calls:
    `visible_to`, `columns_for`. Texts are guarded against formulas, so a cell can be written as it comes. Three
    queries, and five for every thousand partners.
    """
    fields = list(PARTNER_FIELDS) if names is None else [BY_NAME[name] for name in names]
    yield [field.label for field in fields]
    yield [field.column.tags[0] if field.column.tags else "" for field in fields]
    words = load_words()
    rows = partners.iterator(chunk_size=_AT_ONCE)
    while chunk := list(islice(rows, _AT_ONCE)):
        facts = facts_of_partners(chunk)
        for partner in chunk:
            yield [_cell(field, facts[partner.pk], words) for field in fields]


def _cell(field: Field, facts: dict[str, Any], words: DirectoryWords) -> Cell:
    written = field.write(facts[field.name], words)
    return guarded(written) if isinstance(written, str) else written
