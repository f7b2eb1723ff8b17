"""Facts of a record by field name: read, compared and written, so that two edits at once are noticed.

An edit names the facts that its page showed by a short token. The action computes the token again from the
locked row: if it differs, somebody has changed one of just these facts meanwhile, by whatever way (a page, an
import, admin), and the edit is refused instead of undoing that.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model

Facts = Mapping[str, Any]


def facts_of(record: Model, names: Collection[str]) -> dict[str, Any]:
    """The record's present values: keys for relations, sorted keys where there are several."""
    return {name: _value(record, name) for name in names}


def token_of(facts: Facts) -> str:
    """The same short text whenever the facts are the same."""
    written = json.dumps(facts, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:20]


def write(record: Model, facts: Facts) -> set[str]:
    """Set these facts on a saved record and save what differs; the names of what did."""
    before = facts_of(record, facts)
    several = {name for name in facts if record._meta.get_field(name).many_to_many}
    for name in facts.keys() - several:
        setattr(record, name, facts[name])
    changed = {name for name, value in facts_of(record, facts.keys() - several).items() if value != before[name]}
    if changed:
        record.save()
    for name in several:
        keys = sorted(each.pk for each in facts[name])
        if keys != before[name]:
            getattr(record, name).set(keys)
            changed.add(name)
    return changed


def _value(record: Model, name: str) -> Any:
    field = record._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(record, name).values_list("pk", flat=True))
    return getattr(record, field.attname)  # type: ignore[union-attr]
