"""Keeping what registers say, and deciding on it: a statement changes a record only when a person accepts it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import write
from partners.models import EntityStatement, Fact, LegalEntity
from partners.models.statement import held_value

from .refusals import StaleEdit

_DIRECTORY = "The directory"
_BATCH = 2_000


@dataclass(frozen=True)
class NewStatement:
    """What a register says of one fact of an entity, as the entity's own field would hold it."""

    entity_id: int
    fact: str
    value: str


class DecidedAlready(Exception):
    """Somebody has decided on this statement otherwise, or the source has said something else since."""


def record_statements(
    said: Iterable[NewStatement], *, source: str, as_of: dt.date, is_dated: bool, by: User | None
) -> dict[str, int]:
    """Keep what is new of these statements of one source; how many were new, confirmed, unchanged, older.

    The same word again is no new statement; where the day `is_dated`, it is confirmed as of a later one. What was
    said before the source's present word is left out.
    """
    with change(by=by, verb="read a register", reason=source):
        _wait_for_other_readings()
        said = list(dict.fromkeys(said))
        ids = {each.entity_id for each in said}
        known, of_that_day = _newest(ids, source), _said_on(as_of, ids, source)
        counts = dict.fromkeys(("new", "confirmed", "unchanged", "older"), 0)
        new, confirmed = [], []
        for each in said:
            last = known.get((each.entity_id, each.fact))
            # What it says again of one day stands there for that day, whatever else it said of it in between.
            outcome = "unchanged" if each in of_that_day else _outcome(each, last, as_of, is_dated=is_dated)
            counts[outcome] += 1
            if outcome == "new":
                told: dict[str, Any] = {"source": source, "as_of": as_of, "stated_by": by}
                new.append(EntityStatement(entity_id=each.entity_id, fact=each.fact, value=each.value, **told))
            elif outcome == "confirmed" and last:
                last.as_of = as_of
                confirmed.append(last)
        EntityStatement.objects.bulk_create(new, batch_size=_BATCH)
        EntityStatement.objects.bulk_update(confirmed, ["as_of"], batch_size=_BATCH)
        return counts


def accept_statement(statement: EntityStatement, *, by: User, seen: str, reason: str = "") -> EntityStatement:
    """Let the record say what the statement says; what it said before is kept as a statement of its own.

    `seen` is the value that the person saw as ours. Raises `StaleEdit` if ours is another now, or `DecidedAlready`.
    Accepting twice is the same as once.
    """
    verb = f"accepted the {Fact(statement.fact).label.lower()} of a register"
    with change(by=by, verb=verb, reason=reason) as change_id:
        entity, statement, is_done = _locked(statement, EntityStatement.Decision.ACCEPTED)
        if is_done:
            return statement
        held = held_value(entity, statement.fact)
        if held != seen:
            raise StaleEdit
        decided = {"decided_by": by, "decided_at": timezone.now(), "change_id": change_id}
        if held:
            _keep_former(entity, statement.fact, held, **decided)
        write(entity, {statement.fact: _as_field(statement.fact, statement.value)})
        write(statement, {"decision": EntityStatement.Decision.ACCEPTED, "reason": reason, **decided})
        return statement


def keep_ours(statement: EntityStatement, *, by: User, reason: str = "") -> EntityStatement:
    """Leave the record as it is, and the statement beside it as looked at. Twice is the same as once."""
    with change(by=by, verb="kept ours against a register", reason=reason) as change_id:
        _, statement, is_done = _locked(statement, EntityStatement.Decision.KEPT)
        if not is_done:
            decided = {"decided_by": by, "decided_at": timezone.now(), "change_id": change_id}
            write(statement, {"decision": EntityStatement.Decision.KEPT, "reason": reason, **decided})
        return statement


def _as_field(fact: str, value: str) -> Any:
    return value == "yes" if fact == Fact.DEDUCTIBLE else value


def _outcome(each: NewStatement, last: EntityStatement | None, as_of: dt.date, *, is_dated: bool) -> str:
    if last is None:
        return "new"
    if last.value == each.value:
        return "confirmed" if is_dated and as_of > last.as_of else "unchanged"
    return "new" if as_of >= last.as_of else "older"


def _said_on(day: dt.date, entity_ids: set[int], source: str) -> set[NewStatement]:
    """All that a source said as of one day."""
    rows = EntityStatement.objects.filter(entity__in=entity_ids, source=source, as_of=day)
    return {NewStatement(*told) for told in rows.values_list("entity_id", "fact", "value")}


def _newest(entity_ids: set[int], source: str) -> dict[tuple[int, str], EntityStatement]:
    """The present word of a source, by entity and fact."""
    rows = EntityStatement.objects.filter(entity__in=entity_ids, source=source).select_for_update(of=("self",))
    return {(row.entity_id, row.fact): row for row in rows.order_by("as_of", "pk")}


def _keep_former(entity: LegalEntity, fact: str, held: str, **decided: Any) -> None:
    """What the record said, unless somebody's statement says the same."""
    if not EntityStatement.objects.filter(entity=entity, fact=fact, value=held).exists():
        EntityStatement.objects.create(
            entity=entity,
            fact=fact,
            value=held,
            source=entity.source or _DIRECTORY,
            as_of=entity.verified_on or timezone.localdate(),
            stated_by=decided["decided_by"],
            decision=EntityStatement.Decision.REPLACED,
            **decided,
        )


def _locked(statement: EntityStatement, wanted: str) -> tuple[LegalEntity, EntityStatement, bool]:
    """The rows, held; and whether just this was decided already."""
    entity = LegalEntity.objects.select_for_update().get(pk=statement.entity_id)
    rows = EntityStatement.objects.select_for_update(of=("self",))
    statement = rows.get(pk=statement.pk)
    if statement.decision == wanted:
        return entity, statement, True
    if statement.decision or not EntityStatement.objects.newest().filter(pk=statement.pk).exists():
        raise DecidedAlready
    return entity, statement, False


def _wait_for_other_readings() -> None:
    """Two files that are read at once would each miss what the other keeps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('read a register', 0))")
