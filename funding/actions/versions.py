"""What is written for a time, as people change it: the next version, its withdrawal, and counsel's confirmation.

Versions are never rewritten: the one in force ends on the day from which the next holds, and one that was to begin
later is withdrawn by ending it on its first day. What has held goes on being asked until counsel confirms what stands
in its place (`funding.versions`). All changes of money rules and of limits wait for one another, and for steps of
money that have just asked them: a payment is judged by what held before or by what holds after, never by both.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from django.apps import apps
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.models import MeterLimit, MoneyRule
from funding.versions import asked_on
from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit

from . import colors
from .refusals import NeedsAnother, NoReason, WrongStatus

V = TypeVar("V", MoneyRule, MeterLimit)


def all_of(model: type[V], code: str) -> list[V]:
    """All versions of one rule or limit, the first one first."""
    return list(model.objects.filter(code=code).select_related("confirmed_by").order_by("version"))


def state_of(versions: Sequence[MoneyRule] | Sequence[MeterLimit]) -> str:
    """What somebody has seen of it, to be told where it is otherwise by now: every version and its end."""
    return " ".join(f"{each.version}:{each.ends_on or ''}" for each in versions)


def unless_stale(model: type[V], code: str, *, seen: str) -> list[V]:
    """All versions; raises `StaleEdit` where they are others than this person saw."""
    versions = all_of(model, code)
    if state_of(versions) != seen:
        raise StaleEdit
    return versions


def begin(model: type[V], *, code: str, version: int, by: User, creation_key: str, **written: Any) -> V:
    """The version itself, from today or a later day on."""
    today = timezone.localdate()
    if written["starts_on"] < today:
        raise CannotBeSaved("starts_on", "What is past stays as it was: today, or later.")
    facts = {"proposed_by": by, "proposed_on": today, "creation_key": creation_key, **written}
    made = model.objects.create(code=code, version=version, **facts)
    colors.check_again(by=by)
    return made


def stop(versions: Sequence[V], on: dt.date) -> list[V]:
    """None of them holds from that day on; those for which that is new."""
    stopped = [
        each for each in versions if each.ends_on is None or (each.ends_on > on and each.ends_on > each.starts_on)
    ]
    for each in stopped:
        each.ends_on = max(on, each.starts_on)
        each.save(update_fields=["ends_on"])
    return stopped


def confirm(row: V, *, seen: str, by: User, note: str = "") -> V:
    """Counsel has read this version, as it stood when `seen`, and finds it right."""
    if not by.is_counsel:
        raise NeedsAnother("Counsel confirms it.")
    model = type(row)
    with change(by=by, verb="confirmed", reason=note.strip()):
        colors.keep_rules_still(to_change=True)
        row = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if row.confirmed_on:
            raise WrongStatus(f"It is confirmed by now: {row.confirmed_by} has read it.")
        if row.proposed_by_id == by.pk:
            raise NeedsAnother("You have proposed it: another counsel confirms it.")
        if not may_be_confirmed(row, unless_stale(model, row.code, seen=seen)):
            raise WrongStatus("This version holds no more.")
        row.confirmed_by, row.confirmed_on, row.confirmed_note = by, timezone.localdate(), note.strip()
        row.save(update_fields=["confirmed_by", "confirmed_on", "confirmed_note"])
        colors.check_again(by=by)
        return row


def may_be_confirmed(row: V, versions: Sequence[V]) -> bool:
    """Whether it holds, will, or is over and yet what counsel must confirm for an earlier version to be let go."""
    today = timezone.localdate()
    if row.ends_on is None or row.ends_on > max(today, row.starts_on):
        return True
    return row == versions[-1] and bool(lingering(versions, today))


def lingering(versions: Sequence[V], on: dt.date) -> set[int]:
    """The numbers of those that are replaced, and asked on that day until counsel confirms the last one."""
    asked: list[Any] = asked_on([each.as_version for each in versions], on)  # type: ignore[type-var]
    return {each.version for each in asked if each.lingers}


def withdraw(row: V, *, seen: str, by: User, why: str) -> V:
    """Whoever wrote a version that is still to come takes it back: it never holds, and what it would have ended goes
    on as before. Raises `NeedsAnother`, `StaleEdit`, and `WrongStatus` where it has begun or is counsel's by now."""
    with change(by=by, verb="withdrew", reason=need(why)):
        colors.keep_rules_still(to_change=True)
        versions = unless_stale(type(row), row.code, seen=seen)
        row = next(each for each in versions if each.pk == row.pk)
        if row.proposed_by_id != by.pk:
            raise NeedsAnother("Whoever wrote it withdraws it.")
        if not may_be_withdrawn(row, versions):
            raise WrongStatus("It has begun, is confirmed, or was followed or ended since: write the next version.")
        ends = _ends_before(row, versions)
        row.ends_on = row.starts_on
        row.save(update_fields=["ends_on"])
        for each in versions:
            if each.pk in ends:
                each.ends_on = ends[each.pk]
                each.save(update_fields=["ends_on"])
        colors.check_again(by=by)
        return row


def may_be_withdrawn(row: V, versions: Sequence[V]) -> bool:
    """Whether it is the last one, to come, and nobody has confirmed or ended it since."""
    was_ended = row.ends_on != _events(row).order_by("pgh_id").values_list("ends_on", flat=True).first()
    return row == versions[-1] and row.starts_on > timezone.localdate() and not row.confirmed_on and not was_ended


def need(why: str) -> str:
    """The reason of a change; raises `NoReason` without one."""
    if not why.strip():
        raise NoReason("Say why: whoever is asked about this in years will want to know.")
    return why.strip()


def _ends_before(row: V, versions: Sequence[V]) -> dict[int, dt.date | None]:
    """By key, when those that its proposal ended would have ended without it: as their history has it."""
    its = _events(row).order_by("pgh_id").first()
    found = {}
    for each in versions[:-1]:
        then = _events(each).filter(pgh_context=its.pgh_context).order_by("pgh_id").first()
        before = then and _events(each).filter(pgh_id__lt=then.pgh_id).order_by("pgh_id").last()
        if before and then.ends_on == each.ends_on:
            found[each.pk] = before.ends_on
    return found


def _events(row: MoneyRule | MeterLimit) -> Any:
    return apps.get_model("funding", f"{type(row).__name__}Event").objects.filter(pgh_obj=row.pk)
