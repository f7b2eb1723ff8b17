"""Money rules as people change them: a new one, the next version of one, its end, and what `versions` does for all.

An end is counsel's: without the rule, what it forbade may be allowed by another.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.models import MoneyRule
from mvp_coord.lib.refusals import CannotBeSaved

from . import colors, versions
from .refusals import NeedsAnother


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
    with change(by=by, verb="proposed", reason=versions.need(why)):
        colors.keep_rules_still(to_change=True)
        if made := MoneyRule.objects.filter(creation_key=creation_key).first():
            return made
        if MoneyRule.objects.filter(code=code).exists():
            raise CannotBeSaved("code", "There is, or was, a rule of this name: change that one, or choose another.")
        return versions.begin(MoneyRule, code=code, version=1, by=by, creation_key=creation_key, **_facts(terms))


def propose_version(*, code: str, seen: str, terms: Terms, by: User, why: str, creation_key: str) -> MoneyRule:
    """The next version of a rule. `seen` is `state_of` its versions as this person saw them; raises `StaleEdit` where
    they are others by now."""
    with change(by=by, verb="proposed", reason=versions.need(why)):
        colors.keep_rules_still(to_change=True)
        if made := MoneyRule.objects.filter(creation_key=creation_key).first():
            return made
        rows = versions.unless_stale(MoneyRule, code, seen=seen)
        versions.stop(rows, terms.starts_on)
        facts = {"by": by, "creation_key": creation_key, **_facts(terms)}
        return versions.begin(MoneyRule, code=code, version=rows[-1].version + 1, **facts)


def end_rule(*, code: str, seen: str, on: dt.date, by: User, why: str) -> MoneyRule:
    """From that day on no version of the rule holds, says counsel. Raises `StaleEdit`, and `CannotBeSaved` where
    there is nothing to end."""
    if not by.is_counsel:
        raise NeedsAnother("Counsel ends a rule. Or change it: counsel is asked about that, too.")
    with change(by=by, verb="ended", reason=versions.need(why)):
        colors.keep_rules_still(to_change=True)
        rows = versions.unless_stale(MoneyRule, code, seen=seen)
        if on < timezone.localdate():
            raise CannotBeSaved("starts_on", "What is past stays as it was: today, or later.")
        if not versions.stop(rows, on):
            raise CannotBeSaved("starts_on", "It holds no more from that day on already.")
        colors.check_again(by=by)
        return rows[-1]


def _facts(terms: Terms) -> dict[str, Any]:
    return {**vars(terms), "sources": list(terms.sources), "recipients": list(terms.recipients)}
