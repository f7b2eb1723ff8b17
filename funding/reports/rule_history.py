"""How a money rule, or a limit, came to what it says: every change of its versions, who made it and why."""

import datetime as dt
from dataclasses import dataclass, field

from django.apps import apps

from accounts.history import told_of
from accounts.models import User
from funding.models import MeterLimit, MoneyRule


@dataclass
class RuleChange:
    """One change: when, by whom, what was done ("proposed") to which versions, and why. Of the first set nobody is
    named."""

    at: dt.datetime
    who: str
    verb: str
    reason: str
    versions: list[int] = field(default_factory=list)


def changes_of(model: type[MoneyRule] | type[MeterLimit], code: str) -> list[RuleChange]:
    """Newest first; for insiders. Two queries."""
    events = apps.get_model("funding", f"{model.__name__}Event").objects.filter(code=code)
    rows = list(events.select_related("pgh_context").order_by("pgh_id"))
    keys = {row.pgh_context.metadata.get("user") for row in rows if row.pgh_context} - {None}
    who = {each.pk: str(each) for each in User.objects.filter(pk__in=keys)}
    found: dict[object, RuleChange] = {}
    for row in rows:
        told = told_of(row, who)
        new = RuleChange(told.at, told.who or "", told.verb if row.pgh_context else "of the first set", told.reason)
        change = found.setdefault(told.change_id or row.pgh_id, new)
        if row.version not in change.versions:
            change.versions.append(row.version)
    return list(found.values())[::-1]
