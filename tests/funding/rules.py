"""Money rules to change in tests: what somebody writes, and money on its way that a change meets."""

import datetime as dt
from typing import Any

from django.utils import timezone

from funding.actions import rules
from funding.actions import versions as versions_of_all
from funding.actions.rules import Terms
from funding.actions.versions import state_of
from funding.colors import Flow, Use, judge
from funding.models import Allocation, MoneyRule
from funding.reports.rules import rules_in_force
from mvp_coord.lib.public_id import new_public_id
from tests import factories


def today(days: int = 0) -> dt.date:
    """Today, or so many days later."""
    return timezone.localdate() + dt.timedelta(days=days)


def terms(**facts: Any) -> Terms:
    """A 501(c)(4)'s money for another waits for counsel, from today on."""
    said = {"sources": ["c4"], "recipients": ["c4"], "use": "any", "outcome": "counsel"}
    return Terms(**{**said, "reason": "Ask first.", "citation": "A memo", "starts_on": today(), **facts})


def versions(code: str = "c4-to-c4") -> list[MoneyRule]:
    """All versions of a rule, the first one first."""
    return list(MoneyRule.objects.filter(code=code).order_by("version"))


def change_rule(by: Any, code: str = "c4-to-c4", **facts: Any) -> MoneyRule:
    """The next version of a rule, of which the newest state was seen."""
    key = facts.pop("creation_key", "") or new_public_id()
    seen = facts.pop("seen", None) or state_of(versions(code))
    return rules.propose_version(code=code, seen=seen, terms=terms(**facts), by=by, why="A ruling", creation_key=key)


def grant(source: str = "c4", recipient: str = "c4", **facts: Any) -> Allocation:
    """Money of a fund of ours on its way, for general support."""
    fund = factories.make_fund(vehicle=source, is_managed=True)
    facts = {"status": "recommended", **facts}
    return factories.make_allocation(fund, factories.make_entity(vehicle=recipient), **facts)


def propose(by: Any, code: str = "gifts-in-kind", **facts: Any) -> MoneyRule:
    """A rule that there was not before."""
    key = facts.pop("creation_key", "") or new_public_id()
    return rules.propose_rule(code=code, terms=terms(**facts), by=by, why="Asked for", creation_key=key)


def end(by: Any, on: dt.date, code: str = "c4-to-c4") -> MoneyRule:
    """From that day on it holds no more."""
    return rules.end_rule(code=code, seen=state_of(versions(code)), on=on, by=by, why="Repealed")


def confirm(rule: MoneyRule, by: Any) -> MoneyRule:
    """Counsel has read it as it now stands."""
    return versions_of_all.confirm(rule, seen=state_of(versions(rule.code)), by=by, note="Read it")


def says(source: str = "c4", recipient: str = "c4", *, on: dt.date | None = None) -> str:
    """What holds for general support on that day."""
    return judge(rules_in_force(on), Flow((source,), recipient, Use(is_general=True))).outcome


def withdraw(rule: MoneyRule, by: Any) -> MoneyRule:
    """Who wrote it takes it back before its day."""
    return versions_of_all.withdraw(rule, seen=state_of(versions(rule.code)), by=by, why="A slip")
