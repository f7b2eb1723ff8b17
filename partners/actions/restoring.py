"""Putting back what one change took from a record: as a new change, with everything that an edit sets off."""

import uuid
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from django.db import IntegrityError, transaction

from accounts.models import User
from mvp_coord.lib.facts import facts_of, token_of
from partners.models import Activity, Partner, Program
from partners.reports.earlier import STATES, EarlierFact, earlier_facts

from .profile import StateFacts, profile_facts, update_partner
from .programs import update_activity, update_program
from .refusals import DoesNotFit, StaleEdit

VERB: Final = "put back what was before"
_UPDATES: Final[dict[Any, Callable[..., Any]]] = {Program: update_program, Activity: update_activity}


def token_of_earlier(facts: Iterable[EarlierFact]) -> str:
    """Of what somebody was shown of these facts as they are now."""
    return token_of({fact.name: sorted(fact.now) if isinstance(fact.now, frozenset) else fact.now for fact in facts})


def put_back(
    record: Any,
    *,
    by: User,
    change_id: uuid.UUID,
    offered: Collection[str],
    names: Collection[str],
    seen: str,
    reason: str = "",
) -> Any:
    """Make these facts of a partner, program or activity again what they were before the change.

    `offered` are the facts that the page showed, `seen` their token. Raises `StaleEdit` where one of them is no
    more what was shown, `WasMerged`, or `DoesNotFit` where the former facts contradict what it says now.
    """
    with transaction.atomic():
        held = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
        facts = earlier_facts(held, change_id, offered)
        if token_of_earlier(facts) != seen:
            raise StaleEdit
        wanted = {fact.name: fact.wanted for fact in facts if fact.name in names and not fact.is_so_already}
        if not wanted:
            return held
        try:
            with transaction.atomic():
                return _write(held, wanted, by=by, reason=reason)
        except IntegrityError as error:
            raise DoesNotFit from error


def _write(held: Any, wanted: dict[str, Any], *, by: User, reason: str) -> Any:
    states = [StateFacts(*each) for each in sorted(wanted[STATES])] if STATES in wanted else None
    facts = {name: _value(held, name, value) for name, value in wanted.items() if name != STATES}
    told: dict[str, Any] = {"by": by, "facts": facts, "reason": reason, "verb": VERB}
    if isinstance(held, Partner):
        seen = token_of(profile_facts(held, facts, with_states=states is not None))
        return update_partner(held, states=states, seen=seen, **told)
    if isinstance(held, Program) and not Program.may_be_run_by(
        facts.get("entity", held.entity), side=facts.get("side", held.side)
    ):
        raise DoesNotFit
    return _UPDATES[type(held)](held, seen=token_of(facts_of(held, facts)), **told)


def _value(held: Any, name: str, value: Any) -> Any:
    """The rows that keys name, as an edit hands them over. Raises `DoesNotFit` where the one row is gone."""
    field: Any = held._meta.get_field(name)
    if not field.is_relation or value is None:
        return value
    rows = field.related_model._base_manager
    if field.many_to_many:
        return list(rows.filter(pk__in=value))
    found = rows.filter(pk=value).first()
    if found is None:
        raise DoesNotFit
    return found
