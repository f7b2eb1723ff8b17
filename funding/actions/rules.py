"""Money rules as people change them: a new one, the next version of one, its end, and counsel's confirmation.

Versions are never rewritten: the one in force ends on the day from which the next holds, and one that was to begin
later is withdrawn by ending it on its first day. What counsel has confirmed goes on being asked until counsel
confirms what stands in its place (`funding.colors.versions`), and is ended by counsel alone. All changes of rules
wait for one another, and for steps of money that have just asked the rules: a payment is judged by the rules of
before or of after, never by some of both.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.colors import asked_on
from funding.models import MoneyRule
from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit

from . import colors
from .refusals import NeedsAnother, NoReason, WrongStatus

COUNSELS: Final = "Counsel has confirmed it, so counsel ends it. Or change it: counsel is asked about that, too."


@dataclass(frozen=True)
class Terms:
    """What one version of a rule says, and from when to when."""

    sources: Sequence[str]
    recipients: Sequence[str]
    use: str
    outcome: str
    reason: str
    citation: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    wording: str = ""
    meter: str = ""


def propose_rule(*, code: str, terms: Terms, by: User, why: str, creation_key: str) -> MoneyRule:
    """A rule that there was not before. Raises `CannotBeSaved` where its name is taken, or its days are past."""
    with change(by=by, verb="proposed", reason=_need(why)):
        colors.keep_rules_still(to_change=True)
        if made := MoneyRule.objects.filter(creation_key=creation_key).first():
            return made
        if MoneyRule.objects.filter(code=code).exists():
            raise CannotBeSaved("code", "There is, or was, a rule of this name: change that one, or choose another.")
        return _begin(code, 1, terms, by, creation_key)


def propose_version(*, code: str, seen: str, terms: Terms, by: User, why: str, creation_key: str) -> MoneyRule:
    """The next version of a rule. `seen` is `state_of` its versions as this person saw them; raises `StaleEdit` where
    they are others by now."""
    with change(by=by, verb="proposed", reason=_need(why)):
        colors.keep_rules_still(to_change=True)
        if made := MoneyRule.objects.filter(creation_key=creation_key).first():
            return made
        versions = _unless_stale(code, seen)
        _stop(versions, terms.starts_on)
        return _begin(code, versions[-1].version + 1, terms, by, creation_key)


def end_rule(*, code: str, seen: str, on: dt.date, by: User, why: str) -> MoneyRule:
    """From that day on no version of the rule holds. What counsel has confirmed is ended by counsel alone. Raises
    `StaleEdit`, and `CannotBeSaved` where there is nothing to end."""
    with change(by=by, verb="ended", reason=_need(why)):
        colors.keep_rules_still(to_change=True)
        versions = _unless_stale(code, seen)
        if on < timezone.localdate():
            raise CannotBeSaved("starts_on", "What is past stays as it was: today, or later.")
        stopped = _stop(versions, on)
        if not stopped:
            raise CannotBeSaved("starts_on", "It holds no more from that day on already.")
        if not by.is_counsel and any(each.confirmed_on for each in stopped):
            raise CannotBeSaved("starts_on", COUNSELS)
        colors.check_again(by=by)
        return versions[-1]


def confirm_rule(*, rule: MoneyRule, seen: str, by: User, note: str = "") -> MoneyRule:
    """Counsel has read this version, as it stood when `seen`, and finds it right."""
    if not by.is_counsel:
        raise NeedsAnother("Counsel confirms rules.")
    with change(by=by, verb="confirmed", reason=note.strip()):
        colors.keep_rules_still(to_change=True)
        row = MoneyRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        if row.confirmed_on:
            raise WrongStatus(f"It is confirmed by now: {row.confirmed_by} has read it.")
        if row.proposed_by_id == by.pk:
            raise NeedsAnother("You have proposed it: another counsel confirms it.")
        _unless_stale(row.code, seen)
        if not may_be_confirmed(row, _all(row.code)):
            raise WrongStatus("This version holds no more.")
        row.confirmed_by, row.confirmed_on, row.confirmed_note = by, timezone.localdate(), note.strip()
        row.save(update_fields=["confirmed_by", "confirmed_on", "confirmed_note"])
        return row


def may_be_confirmed(rule: MoneyRule, versions: Sequence[MoneyRule]) -> bool:
    """Whether it holds, will, or is over and yet what counsel must confirm for an earlier version to be let go."""
    today = timezone.localdate()
    if rule.ends_on is None or rule.ends_on > max(today, rule.starts_on):
        return True
    lingers = any(each.lingers for each in asked_on([each.as_version for each in versions], today))
    return lingers and rule == versions[-1]


def state_of(versions: Sequence[MoneyRule]) -> str:
    """What somebody has seen of a rule, to be told where it is otherwise by now: every version and its end."""
    return " ".join(f"{each.version}:{each.ends_on or ''}" for each in versions)


def _unless_stale(code: str, seen: str) -> list[MoneyRule]:
    versions = _all(code)
    if state_of(versions) != seen:
        raise StaleEdit
    return versions


def _all(code: str) -> list[MoneyRule]:
    return list(MoneyRule.objects.filter(code=code).select_related("confirmed_by").order_by("version"))


def _stop(versions: Sequence[MoneyRule], on: dt.date) -> list[MoneyRule]:
    """None of them holds from that day on; those for which that is new."""
    stopped = [
        each for each in versions if each.ends_on is None or (each.ends_on > on and each.ends_on > each.starts_on)
    ]
    for each in stopped:
        each.ends_on = max(on, each.starts_on)
        each.save(update_fields=["ends_on"])
    return stopped


def _begin(code: str, version: int, terms: Terms, by: User, creation_key: str) -> MoneyRule:
    today = timezone.localdate()
    if terms.starts_on < today:
        raise CannotBeSaved("starts_on", "What is past stays as it was: today, or later.")
    made = MoneyRule.objects.create(
        code=code,
        version=version,
        creation_key=creation_key,
        proposed_by=by,
        proposed_on=today,
        **{**vars(terms), "sources": list(terms.sources), "recipients": list(terms.recipients)},
    )
    colors.check_again(by=by)
    return made


def _need(why: str) -> str:
    if not why.strip():
        raise NoReason("Say why: whoever is asked about this rule in years will want to know.")
    return why.strip()
