"""From a file of a register to statements next to what we hold: matched by EIN alone, with a receipt that adds up."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.visibility import Viewer
from partners.actions.registers import NewStatement, record_statements
from partners.models import Fact, LegalEntity, RegisterReading
from partners.models.statement import held_value
from partners.registers import IRS
from states.names import word_key

from .irs_file import IrsFile, IrsRow, read_irs

_KEPT_PROBLEMS = 200


@dataclass(frozen=True)
class Reading:
    """What a file held, what of it concerned us, and what was kept; `statements` by what became of them.

    rows_in = matched + unmatched + rejected; `repeated` and `repaired` are of these rows. The statements of the
    matched rows are new, confirmed, unchanged or older; by what they say they agree with our record, differ from it
    or tell what it does not hold.
    """

    file: IrsFile
    source: str
    as_of: dt.date
    matched: int
    statements: dict[str, int]
    agree: int
    differ: int
    unknown_to_us: int

    @property
    def counts(self) -> dict[str, int]:
        return {
            "rows_in": self.file.rows_in,
            "matched": self.matched,
            "unmatched": len(self.file.rows) - self.matched,
            "rejected": len(self.file.rejected),
            "repeated": self.file.repeated,
            "repaired": len(self.file.repaired),
            "agree": self.agree,
            "differ": self.differ,
            "unknown_to_us": self.unknown_to_us,
            **{f"statements_{name}": number for name, number in self.statements.items()},
        }

    def problems(self, most: int = _KEPT_PROBLEMS) -> list[dict[str, Any]]:
        """The first lines that were rejected, mended, or said something that nobody knows."""
        rejected = [asdict(each) | {"kind": "rejected"} for each in self.file.rejected]
        mended = [
            {"line": row.line, "written": row.ein, "reason": row.repaired, "kind": "repaired"}
            for row in self.file.repaired
        ]
        odd = [
            {"line": row.line, "written": row.ein, "reason": f"{remark}.", "kind": "remark"}
            for row in self.file.rows
            for remark in row.remarks
        ]
        return [*rejected[:most], *mended[:most], *odd[:most]]


def preview_irs(data: bytes, *, viewer: Viewer, as_of: dt.date | None = None) -> Reading:
    """Read a file and compare it with the entities that this viewer may see. Writes nothing."""
    return _read(data, viewer, as_of, None, is_kept=False)


def keep_irs(
    data: bytes, *, name: str, viewer: Viewer, by: User | None, as_of: dt.date | None = None
) -> tuple[Reading, RegisterReading]:
    """Read a file and keep its statements of the entities that this viewer may see, with a receipt.

    Without a day the statements are of today, and a file that says the same again changes nothing.
    """
    with transaction.atomic():
        reading = _read(data, viewer, as_of, by, is_kept=True)
        receipt = RegisterReading.objects.create(
            file_name=name[:255],
            source=reading.source,
            as_of=reading.as_of,
            counts=reading.counts,
            problems=reading.problems(),
            read_by=by,
        )
    return reading, receipt


def _read(data: bytes, viewer: Viewer, as_of: dt.date | None, by: User | None, *, is_kept: bool) -> Reading:
    file, day = read_irs(data), as_of or timezone.localdate()
    eins = {row.ein for row in file.rows}
    # A directory has fewer entities than the register has rows, so it is ours that are loaded.
    ours = LegalEntity.objects.visible_to(viewer).exclude(ein=None)
    entities = {entity.ein: entity for entity in ours if entity.ein in eins}
    matched = [row for row in file.rows if row.ein in entities]
    said = _statements(matched, entities)
    by_id = {entity.pk: entity for entity in entities.values()}
    held = {each: held_value(by_id[each.entity_id], each.fact) for each in said}
    statements = record_statements(said, source=IRS, as_of=day, is_dated=as_of is not None, by=by) if is_kept else {}
    return Reading(
        file=file,
        source=IRS,
        as_of=day,
        matched=len(matched),
        statements=statements,
        agree=sum(held[each] == each.value for each in said),
        differ=sum(bool(held[each]) and held[each] != each.value for each in said),
        unknown_to_us=sum(not held[each] for each in said),
    )


def _statements(rows: Iterable[IrsRow], entities: dict[str, LegalEntity]) -> list[NewStatement]:
    """Each fact of each organization once. A name that differs only in capitals and points is as we write it."""
    found: dict[NewStatement, None] = {}
    for row in rows:
        entity = entities[row.ein]
        for fact, value in row.facts.items():
            if fact == Fact.LEGAL_NAME and word_key(value) == word_key(entity.legal_name):
                value = entity.legal_name
            found[NewStatement(entity.pk, fact, value)] = None
    return list(found)
