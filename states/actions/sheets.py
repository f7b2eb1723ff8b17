"""Keeping what sheets say of elections, deadlines, races and priorities: new records, and changes of known ones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from states.models import Deadline, Election

from .calendar import by_whom, write_with_judgement

_TOLD_EVERY = 50


@dataclass(frozen=True)
class SheetRow:
    """One record to be kept: `pk` None for a new one of this `model`, `facts` its columns.

    `election` finds or makes the election that a new deadline belongs to.
    """

    model: type[Any]
    pk: int | None
    facts: Mapping[str, Any]
    election: Mapping[str, Any] | None = None


def hold_rows(rows: Iterable[SheetRow]) -> None:
    """Lock the records that would change until the import's transaction ends, in an order that all imports keep."""
    known = sorted({(row.model._meta.label, row.pk) for row in rows if row.pk is not None})
    models = {row.model._meta.label: row.model for row in rows}
    for label, model in sorted(models.items()):
        keys = [pk for name, pk in known if name == label]
        list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values("pk"))


def keep_rows(rows: Sequence[SheetRow], *, by: User, progress: Callable[[int], None] = lambda _: None) -> list[Any]:
    """Write all of them, inside the change of their import; the new ones in the order of their rows."""
    made = []
    for done, row in enumerate(rows, start=1):
        if row.pk is None:
            made.append(_make(row, by))
        else:
            record: Any = row.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
            write_with_judgement(record, row.facts, by=by)
        if done % _TOLD_EVERY == 0:
            progress(done)
    progress(len(rows))
    return made


def _make(row: SheetRow, by: User) -> Any:
    facts = {**row.facts, **by_whom(row.model, before={}, facts=row.facts, by=by)}
    if row.model is Election:
        # A deadline of the same sheet may have made it a moment ago.
        known, _ = Election.objects.update_or_create(**_key(facts), defaults=facts)
        return known
    if row.model is Deadline and row.election is not None:
        facts["election"], _ = Election.objects.get_or_create(**row.election)
    return row.model._default_manager.create(**facts)


def _key(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in ("division", "kind", "held_on", "name")}
