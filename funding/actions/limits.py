"""Limits of meters as people change them: the next version of one, its withdrawal, and counsel's confirmation."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from accounts.history import change
from accounts.models import User
from funding.models import MeterLimit

from . import colors, versions


@dataclass(frozen=True)
class LimitTerms:
    """What one version of a limit says, and from when."""

    figure: Decimal
    reason: str
    citation: str
    starts_on: dt.date


def propose_limit(*, code: str, seen: str, terms: LimitTerms, by: User, why: str, creation_key: str) -> MeterLimit:
    """The next version of a limit. `seen` is `state_of` its versions as this person saw them; raises `StaleEdit`
    where they are others by now."""
    with change(by=by, verb="proposed", reason=versions.need(why)):
        colors.keep_rules_still(to_change=True)
        if made := MeterLimit.objects.filter(creation_key=creation_key).first():
            return made
        rows = versions.unless_stale(MeterLimit, code, seen=seen)
        versions.stop(rows, terms.starts_on)
        facts = {"by": by, "creation_key": creation_key, **vars(terms)}
        return versions.begin(MeterLimit, code=code, version=rows[-1].version + 1, **facts)
