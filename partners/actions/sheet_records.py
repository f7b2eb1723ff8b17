"""Keeping the records of a sheet (people, resources, needs): new ones and changes of known ones, many at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import User
from partners.models import Resource, ResourceTag

_AT_ONCE = 500


@dataclass(frozen=True)
class SheetRecord:
    """One record to be kept: `pk` None for a new one, `facts` its columns, `tags` keys of tags by their kind."""

    pk: int | None
    facts: Mapping[str, Any]
    tags: Mapping[str, Iterable[Any]] = field(default_factory=dict)


def hold_records(model: type[models.Model], keys: Iterable[int]) -> None:
    """Lock these records until the import's transaction ends, in an order that all imports keep."""
    list(model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def keep_sheet_records(
    model: type[models.Model],
    *,
    rows: Sequence[SheetRecord],
    by: User,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Any]:
    """Write all of them, inside the change of their import; the new ones in the order of their rows.

    A column that says who made a record is filled with `by`.
    """
    made, done = [], 0
    makers = {name: by for name in ("created_by", "stated_by") if name in {each.name for each in model._meta.fields}}
    for batch in _batches([row for row in rows if row.pk is None]):
        new = model._default_manager.bulk_create(model(**row.facts, **makers) for row in batch)
        _tag(zip(new, batch, strict=True), model)
        made += new
        done += len(batch)
        progress(done)
    for batch in _batches([row for row in rows if row.pk is not None]):
        held = model._default_manager.select_for_update(of=("self",)).order_by("pk")
        known = held.in_bulk([row.pk for row in batch])
        _change([(known[row.pk], row) for row in batch if row.pk in known], model)
        done += len(batch)
        progress(done)
    return made


def _batches(rows: list[SheetRecord]) -> Iterable[list[SheetRecord]]:
    for first in range(0, len(rows), _AT_ONCE):
        yield rows[first : first + _AT_ONCE]


def _change(pairs: list[tuple[Any, SheetRecord]], model: type[models.Model]) -> None:
    dated = "updated_at" in {each.name for each in model._meta.fields}
    for record, row in pairs:
        for name, value in row.facts.items():
            setattr(record, name, value)
        if row.facts:
            names = [*row.facts, *(["updated_at"] if dated else [])]
            if dated:
                record.updated_at = timezone.now()
            record.save(update_fields=names)
    _tag(pairs, model)


def _tag(pairs: Iterable[tuple[Any, SheetRecord]], model: type[models.Model]) -> None:
    """Bring the tags of resources to what the rows say, kind by kind."""
    if model is not Resource:
        return
    for resource, row in pairs:
        for kind, keys in row.tags.items():
            tags = ResourceTag.objects.filter(resource=resource, **{f"{kind}__isnull": False})
            there, wanted = set(tags.values_list(f"{kind}_id", flat=True)), set(keys)
            tags.filter(**{f"{kind}_id__in": there - wanted}).delete()
            new = [ResourceTag(resource=resource, **{f"{kind}_id": key}) for key in sorted(wanted - there)]
            ResourceTag.objects.bulk_create(new)
