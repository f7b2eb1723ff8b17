"""Which partners have which kind, states, vehicles …, in the memory of each process, for the directory's counts.

What is counted is exactly what is committed, by any process, and what the own transaction has written:

- Triggers note in `partners_touched` which partners each transaction writes (partners/sql/touched.sql).
- A process remembers which transactions had ended when it last looked (PostgreSQL's snapshot), and reads those
  partners anew that have been touched by others since. Reading one once too often changes nothing.
- What the own transaction has written may still be rolled back: then all is read for this one time, and forgotten.

Nothing is told to anybody from here alone: who sees which rows is said by the caller (`Tally.where`).
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from mvp_coord.lib.tally import ROW, Posting, Tally
from partners.models import LegalEntity, Partner, PartnerState

# The notes of a day before yesterday may be gone: who has not looked for so long reads all.
LOOKED_LONG_AGO: Final = dt.timedelta(days=1)
KEPT_FOR: Final = dt.timedelta(days=2)

_LOOK: Final = """
SELECT (SELECT oid FROM pg_database WHERE datname = current_database()),
       pg_current_snapshot()::text,
       EXISTS (SELECT FROM partners_touched WHERE touched_in = pg_current_xact_id_if_assigned()),
       ARRAY(SELECT DISTINCT partner_id FROM partners_touched
             WHERE touched_in >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
             -- A copy of a database may hold numbers of transactions that its new server has yet to reach.
             AND touched_in < pg_snapshot_xmax(pg_current_snapshot())
             AND NOT pg_visible_in_snapshot(touched_in, %(seen)s::pg_snapshot))
"""
# All transactions there may ever be: nothing is new after it.
_EVERYTHING: Final = f"{2**63 - 2}:{2**63 - 2}:"


@dataclass
class _Known:
    """What this process knows of one database, and since when."""

    database: int
    snapshot: str
    looked_at: dt.datetime
    tally: Tally = field(default_factory=Tally)


_lock = Lock()
_known: _Known | None = None


def census() -> Tally:
    """The partners by `kind`, `status`, `visibility`, `state` (codes), `vehicle`, `constituency` and `issue` (ids)
    and `assured_on`, as they are at this moment. One query, and one more for what has changed."""
    global _known
    with _lock:
        known, now = _known, timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(_LOOK, {"seen": known.snapshot if known else _EVERYTHING})
            database, snapshot, is_own, touched = cursor.fetchone()
        if is_own:
            return _read()
        if known is None or known.database != database or now - known.looked_at > LOOKED_LONG_AGO:
            _known = _Known(database, snapshot, now, _read())
            return _known.tally
        if touched:
            known.tally = known.tally.replaced(touched, _postings(touched))
        known.snapshot, known.looked_at = snapshot, now
        return known.tally


def _read() -> Tally:
    return Tally().replaced((), _postings())


def _postings(ids: Collection[int] | None = None) -> Iterator[Posting]:
    """All values with the ids of their partners, of these partners or of all. One query."""
    partners, by_partner = Partner.objects.order_by(), {} if ids is None else {"partner__in": ids}
    if ids is not None:
        partners = partners.filter(pk__in=ids)
    of_partner = [(ROW, Value("")), *((name, F(name)) for name in ("kind", "status", "visibility"))]
    parts = [_part(partners, fact, value, "pk") for fact, value in of_partner]
    parts.append(_part(partners.filter(assured_on__isnull=False), "assured_on", _text("assured_on"), "pk"))
    for fact, model, column in (
        ("state", PartnerState, F("state_id")),
        ("vehicle", LegalEntity, F("vehicle")),
        ("constituency", Partner.constituencies.through, _text("constituency_id")),
        ("issue", Partner.issues.through, _text("issuearea_id")),
    ):
        rows = model._default_manager.filter(**by_partner).order_by()  # type: ignore[attr-defined]
        parts.append(_part(rows, fact, column, "partner_id"))
    first, *others = parts
    for fact, value, rows in first.union(*others, all=True):
        yield fact, _READ.get(fact, str)(value), rows or ()  # one empty row of no partners at all


_READ: Final[dict[str, Any]] = {"assured_on": dt.date.fromisoformat, "constituency": int, "issue": int}


def _text(column: str) -> Cast:
    return Cast(column, CharField())


def _part(rows: QuerySet[Any], fact: str, value: Any, key: str) -> QuerySet[Any, Any]:
    return (
        rows.values(fact=Value(fact), value_=value).annotate(ids=ArrayAgg(key)).values_list("fact", "value_", "ids")
    )
