"""Who changed what, and why: the context that the history triggers write beside every version of a row."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

import pghistory
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from pghistory import runtime

from mvp_coord.lib import wording

from .visibility import Viewer

if TYPE_CHECKING:
    from accounts.models import User


@contextmanager
def change(*, by: "User | None", verb: str, reason: str = "") -> Iterator[uuid.UUID]:
    """One transaction whose every write carries who did it, what they did (a past-tense verb) and why.

    `by` is None only for jobs, which act for nobody. Of changes inside one another each keeps its own
    verb; one without a reason has the reason of the one around it. Gives the id by which the change is
    found in the history, and by which it can be taken back (`accounts.undo`).
    """
    with transaction.atomic(), pghistory.context(), _own_context(by.pk if by else None, verb, reason) as change_id:
        yield change_id


@contextmanager
def _own_context(user: int | None, verb: str, reason: str) -> Iterator[uuid.UUID]:
    """A context of its own for this change: pghistory alone would give all nested ones the last verb."""
    around = runtime._tracker.value
    told = {"user": user, "verb": verb, "reason": reason or around.metadata.get("reason", "")}
    own = runtime.Context(id=uuid.uuid4(), metadata={**around.metadata, **told})
    runtime._tracker.value = own
    try:
        yield own.id
    finally:
        runtime._tracker.value = around


@dataclass(frozen=True)
class FieldChange:
    """One field of one version: its label, and its value before and after in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One change of a record: when, who (None: a job), what they did, why, and field by field what differs.

    `change_id` is the same for all records that one change wrote.
    """

    at: dt.datetime
    who: str | None
    verb: str
    reason: str
    is_first: bool
    changes: tuple[FieldChange, ...]
    change_id: uuid.UUID | None = None


# What a reader is told of a record without its name.
GONE_OR_HIDDEN: Final = "a record that is gone or not shared with you"
# Columns that change with every save and say nothing.
_NOISE = frozenset({"id", "version", "created_at", "updated_at"})


def versions_of(
    obj: models.Model, *, viewer: Viewer | None = None, hidden: frozenset[str] = frozenset(), most: int = 100
) -> list[Version]:
    """The history of a record, newest first: at most `most` versions, `hidden` fields left out.

    Empty for a kind of record that keeps none. Where a `viewer` is named, records that fields point to and that he
    or she may not see stay without their names.

    Three queries, and one for each kind of record that the changed fields point to.
    """
    events = _events_of(obj, most + 1)
    fields = (
        [
            field
            for field in events[0]._meta.concrete_fields
            if not field.name.startswith("pgh_") and field.name not in _NOISE | hidden
        ]
        if events
        else []
    )
    who, names = _people(events), _Names(viewer)
    found = []
    for event, older in zip_longest(events, events[1:]):
        differing = [field for field in fields if older is None or _value(event, field) != _value(older, field)]
        names.want(differing, event, older)
        found.append((event, older, differing))
    return [
        _version(event, older, differing, who, names)
        for event, older, differing in found[:most]
        if older is None or differing or event.pgh_label == "delete"
    ]


def last_said(rows: Sequence[models.Model], fields: Sequence[str]) -> dict[Any, Version]:
    """By the keys of these rows (of one kind that keeps a history): when, who and why somebody last changed one of
    the fields. Two queries, none for no rows."""
    if not rows:
        return {}
    model: Any = rows[0]._meta.model
    events = model.pgh_event_model.objects.filter(pgh_obj_id__in=[row.pk for row in rows])
    said: dict[Any, tuple[Any, list[Any]]] = {}
    for event in events.select_related("pgh_context").order_by("pgh_id"):
        facts = [getattr(event, name) for name in fields]
        if event.pgh_obj_id not in said or said[event.pgh_obj_id][1] != facts:
            said[event.pgh_obj_id] = (event, facts)
    who = _people([event for event, _ in said.values()])
    return {key: told_of(event, who) for key, (event, _) in said.items()}


def _events_of(obj: models.Model, most: int) -> list[Any]:
    model: Any = obj._meta.model
    if not hasattr(model, "pgh_event_model"):
        return []
    events = model.pgh_event_model.objects.filter(pgh_obj_id=obj.pk).select_related("pgh_context")
    return list(events.order_by("-pgh_id")[:most])


def _people(events: list[Any]) -> dict[int, str]:
    ids = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context} - {None}
    return {user.pk: str(user) for user in apps.get_model("accounts.User").objects.filter(pk__in=ids)}


def _value(event: Any, field: models.Field) -> Any:
    return getattr(event, field.attname)


class _Names:
    """What the rows are called that changed fields point to, read once per kind of row."""

    def __init__(self, viewer: Viewer | None) -> None:
        self._viewer = viewer
        self._wanted: dict[Any, set[Any]] = {}
        self._found: dict[Any, dict[Any, str]] = {}

    def want(self, fields: list[Any], *events: Any) -> None:
        for field in fields:
            if field.is_relation:
                keys = {_value(event, field) for event in events if event is not None} - {None}
                self._wanted.setdefault(field.related_model, set()).update(keys)

    def of(self, field: Any, key: Any) -> str:
        model = field.related_model
        if model not in self._found:
            rows = model._default_manager.filter(pk__in=self._wanted[model])
            self._found[model] = {row.pk: str(row) for row in self._seen(rows)}
        return self._found[model].get(key, "a record that is gone" if self._viewer is None else GONE_OR_HIDDEN)

    def _seen(self, rows: Any) -> Any:
        """Those that the viewer may see, of records that say so."""
        return rows.visible_to(self._viewer) if self._viewer and hasattr(rows, "visible_to") else rows


def _version(event: Any, older: Any, differing: list[Any], who: dict[int, str], names: _Names) -> Version:
    changes = [
        FieldChange(
            field.name,
            str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:],
            "" if older is None else _words(field, _value(older, field), names),
            _words(field, _value(event, field), names),
        )
        for field in differing
    ]
    return replace(told_of(event, who), changes=tuple(each for each in changes if each.before or each.after))


def told_of(event: Any, who: dict[int, str]) -> Version:
    """What the context of an event tells, with no fields; `who` are the names of people by their keys."""
    told = event.pgh_context.metadata if event.pgh_context else {}
    return Version(
        at=event.pgh_created_at,
        who=who.get(told.get("user") or 0),
        verb=told.get("verb", "changed"),
        reason=told.get("reason", ""),
        is_first=event.pgh_label == "insert",
        changes=(),
        change_id=event.pgh_context_id,
    )


def _words(field: Any, value: Any, names: _Names) -> str:
    """A value as people read it."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if field.is_relation:
        return names.of(field, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        value = timezone.localdate(value)
    if isinstance(value, dt.date):
        return wording.day(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(labels.get(each, each) if labels else each) for each in value)
    return str(value)
