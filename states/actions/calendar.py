"""Keeping elections, their deadlines and races, and saying which places matter: what staff do by hand.

A deadline that somebody has compared with its source counts as verified until its day, rule or source changes.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeVar

from django.db.models import ProtectedError
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.constraints import refusing
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from mvp_coord.lib.once import wait_for_twin
from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit
from states.models import Deadline, Election, Priority, Race
from states.reports.calendar import VERIFIED, token_of_deadline

R = TypeVar("R", Election, Deadline, Race, Priority)
Refusals = Mapping[str, Callable[[], Exception]]

REFUSALS: Final[Refusals] = {
    "election_once": partial(CannotBeSaved, "held_on", "Such an election on this day is kept already."),
    "deadline_once": partial(CannotBeSaved, "kind", "This election has such a deadline already: change that one."),
    "race_once": partial(CannotBeSaved, "name", "This election has a race of this name there already."),
    "priority_once": partial(CannotBeSaved, "place", "It has a priority in this cycle already: change that one."),
}


class ByLaw(Exception):
    """The day of this election follows from federal law: it is neither changed nor taken out."""


class NoSource(Exception):
    """There is no source to compare the deadline with."""


class StillUsed(Exception):
    """It is in use. Of plans, which not everybody may read, the text tells nothing."""


def add_record(record: R, *, by: User, facts: Facts, public_id: str) -> R:
    """Keep a new election, deadline, race or priority; sent twice, it is still one. Raises `CannotBeSaved`."""
    model = type(record)
    with change(by=by, verb=f"added the {model._meta.verbose_name}"), refusing(REFUSALS):
        wait_for_twin(public_id)
        known: R | None = model._default_manager.filter(public_id=public_id).first()  # type: ignore[assignment]
        if known is not None:
            return known
        for name, value in {**facts, **by_whom(model, before={}, facts=facts, by=by), "public_id": public_id}.items():
            setattr(record, name, value)
        record.save(force_insert=True)
    return record


def update_record(record: R, *, by: User, facts: Facts, seen: str, reason: str = "") -> R:
    """Change these facts of it. Raises `StaleEdit`, `CannotBeSaved`, `ByLaw`."""
    model = type(record)
    with change(by=by, verb=f"changed the {model._meta.verbose_name}", reason=reason), refusing(REFUSALS):
        kept = _locked(record)
        if isinstance(kept, Election) and kept.is_computed:
            raise ByLaw
        if token_of(facts_of(kept, facts)) != seen:
            raise StaleEdit
        write_with_judgement(kept, facts, by=by)
    return kept


def write_with_judgement(kept: R, facts: Facts, *, by: User) -> None:
    """Write these facts inside a change, with whose judgement they are; a deadline that differs is unverified."""
    before = facts_of(kept, facts)
    judged = by_whom(type(kept), before=before, facts=facts, by=by)
    write(kept, {**facts, **judged, **_unverified(kept, before, facts)})


def verify_deadline(deadline: Deadline, *, by: User, seen: str) -> Deadline:
    """Say that its day and rule are as its source says today; `seen` is the token of what was compared.

    Raises `StaleEdit` where it says something else by now, `NoSource` where there is nothing to compare with.
    """
    with change(by=by, verb="verified the deadline"):
        kept = _locked(deadline)
        if token_of_deadline(kept) != seen:
            raise StaleEdit
        if not kept.source_url:
            raise NoSource
        write(kept, {"verified_on": timezone.localdate(), "verified_by": by})
    return kept


def remove_record(record: R, *, by: User) -> Any:
    """Take it out; the change's id, by which it comes back. Raises `ByLaw`, `StillUsed`."""
    with change(by=by, verb=f"removed the {record._meta.verbose_name}") as change_id:
        kept = _locked(record)
        if isinstance(kept, Election):
            if kept.is_computed:
                raise ByLaw
            if kept.deadlines.exists() or kept.races.exists():
                raise StillUsed("It has deadlines or races: take those out first.")
        try:
            kept.delete()
        except ProtectedError as used:
            raise StillUsed("It is in use.") from used
    return change_id


def _locked(record: R) -> R:
    found: R = type(record)._default_manager.select_for_update().get(pk=record.pk)  # type: ignore[assignment]
    return found


def by_whom(model: type, *, before: Facts, facts: Facts, by: User) -> dict[str, Any]:
    """Whose judgement it is, where it is one and has changed."""
    if model is Priority:
        return {"set_by": by}
    if model is Race and any(facts.get(name) != before.get(name) for name in ("rating", "rating_reason")):
        return {"rated_by": by if facts["rating"] else None}
    return {}


def _unverified(kept: Any, before: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """Nobody has compared it any more once what was compared differs."""
    if not isinstance(kept, Deadline) or all(before[name] == facts[name] for name in VERIFIED & facts.keys()):
        return {}
    return {"verified_on": None, "verified_by": None}
