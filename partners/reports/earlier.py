"""What one change took from a record, fact by fact, so that it can be put back: before, after, and now."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db import models

from partners.models import Partner, PartnerState

STATES: Final = "states"
# A state of a partner as it stood: postal code, reach, role.
State = tuple[str, str, str]


@dataclass(frozen=True)
class EarlierFact:
    """A fact that a change wrote: a value or key, or a set of keys (of states: code, reach, role) where several.

    `wanted` is what it becomes when that is put back: the former value; of several, what is there now, with what
    the change took away and without what it added.
    """

    name: str
    before: Any
    after: Any
    now: Any
    wanted: Any

    @property
    def is_so_already(self) -> bool:
        return self.now == self.wanted

    @property
    def has_changed_since(self) -> bool:
        """Whether somebody has written it since in a way that putting it back would undo."""
        return not self.is_so_already and self.now != self.after


def earlier_facts(record: Any, change_id: uuid.UUID, names: Collection[str]) -> list[EarlierFact]:
    """Of these fields, those that the change wrote, in their order. None for the change that made the record.

    Two queries, and two for each field with several values. `names` may hold "states" for a partner.
    """
    own = _own(record, change_id, [name for name in names if name != STATES and not _has_several(record, name)])
    several = {
        name: _several(record, change_id, name) for name in names if name != STATES and _has_several(record, name)
    }
    if STATES in names:
        several[STATES] = _states(record, change_id)
    found = {**own, **several}
    return [fact for name in names if (fact := found.get(name))]


def _has_several(record: Any, name: str) -> bool:
    return bool(record._meta.get_field(name).many_to_many)


def _own(record: Any, change_id: uuid.UUID, names: list[str]) -> dict[str, EarlierFact]:
    events = type(record).pgh_event_model.objects.filter(pgh_obj_id=record.pk)
    written = list(events.filter(pgh_context_id=change_id).order_by("pgh_id"))
    if not written or written[0].pgh_label == "insert":
        return {}
    former = events.filter(pgh_id__lt=written[0].pgh_id).order_by("-pgh_id").first()
    if former is None:
        return {}
    columns = {name: record._meta.get_field(name).attname for name in names}
    values = {
        name: tuple(getattr(each, column) for each in (former, written[-1], record))
        for name, column in columns.items()
    }
    return {
        name: EarlierFact(name, before, after, now, before)
        for name, (before, after, now) in values.items()
        if before != after
    }


def _several(record: Any, change_id: uuid.UUID, name: str) -> EarlierFact | None:
    """Terms that the change added or took away; those that somebody else added or took away are left alone."""
    through: Any = getattr(record, name).through
    proxy = next(model for model in through.__subclasses__() if hasattr(model, "pgh_event_model"))
    ours, theirs = record._meta.get_field(name).m2m_column_name(), record._meta.get_field(name).m2m_reverse_name()
    events = proxy.pgh_event_model.objects.filter(pgh_context_id=change_id, **{ours: record.pk}).order_by("pgh_id")
    label = dict(events.values_list(theirs, "pgh_label"))  # of an element written twice, the last
    now = frozenset(through._base_manager.filter(**{ours: record.pk}).values_list(theirs, flat=True))
    return _undone(
        name, now, {key for key in label if label[key] == "insert"}, {k for k in label if label[k] == "delete"}
    )


def _undone(name: str, now: frozenset[Any], came: set[Any], went: set[Any]) -> EarlierFact | None:
    if not came and not went:
        return None
    wanted = frozenset((now - came) | went)
    after = frozenset((now | came) - went)
    before = frozenset((after - came) | went)
    return EarlierFact(name, before, after, now, wanted)


def _states(partner: Partner, change_id: uuid.UUID) -> EarlierFact | None:
    """States that the change added, took away, or wrote anew."""
    every: Any = PartnerState.pgh_event_model.objects.filter(partner_id=partner.pk)  # type: ignore[attr-defined]
    came: set[State] = set()
    went: set[State] = set()
    for event in every.filter(pgh_context_id=change_id).order_by("pgh_id"):
        facts = (event.state_id, event.scope, event.role)
        if event.pgh_label == "update":
            former = every.filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id).order_by("-pgh_id").first()
            went |= {(former.state_id, former.scope, former.role)} if former else set()
        (went if event.pgh_label == "delete" else came).add(facts)
    now = frozenset(PartnerState.objects.filter(partner=partner).values_list("state_id", "scope", "role"))
    fact = _undone(STATES, now, came - went, went - came)
    if fact is None:
        return None
    # A state stands once: what is put back takes the place of what is there of the same state.
    back = {each[0] for each in fact.wanted - now}
    wanted = frozenset(each for each in fact.wanted if each not in now or each[0] not in back)
    return EarlierFact(STATES, fact.before, fact.after, now, wanted)


def value_in_words(record: models.Model, name: str, value: Any) -> str:
    """A single value as people read it, where it is a key the record that it names."""
    field: Any = record._meta.get_field(name)
    if field.is_relation and value is not None:
        return str(field.related_model._base_manager.filter(pk=value).first() or "a record that is gone")
    return str(value)
