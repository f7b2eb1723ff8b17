"""One money rule through all of its versions, and what counsel has said of each."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone

from accounts.access import Request, needs
from accounts.visibility import Viewer
from funding.actions.rules import may_be_confirmed, state_of
from funding.colors import asked_on
from funding.forms.rule_edit import ConfirmForm
from funding.models import MoneyRule
from funding.reports.rule_history import changes_of_rule
from mvp_coord.lib.htmx import render_page

from .rules import line_of


@needs("insider", "partner", "funder")
def rule_detail(request: Request, code: str) -> HttpResponse:
    """What a rule says now, said before and will say; who changed it and why is for staff."""
    return render_page(request, "funding/rule_detail.html", rule_page(request.viewer, versions_or_404(code)))


def versions_or_404(code: str) -> list[MoneyRule]:
    """All versions of a rule, the first one first."""
    found = list(MoneyRule.objects.filter(code=code).select_related("confirmed_by").order_by("version"))
    if not found:
        raise Http404
    return found


def rule_page(viewer: Viewer, versions: Sequence[MoneyRule], confirming: ConfirmForm | None = None) -> dict[str, Any]:
    """What the page shows; `confirming` is counsel's form where it was refused."""
    today = timezone.localdate()
    lingering = {each.version for each in asked_on([each.as_version for each in versions], today) if each.lingers}
    lines = [_version(each, versions, viewer, today, confirming) for each in reversed(versions)]
    for each in lines:
        each["lingers"] = each["rule"].version in lingering
    now = next((each for each in lines if each["state"] == "holds"), None)
    return {
        "rule": versions[-1],
        "now": now,
        "named_by": (now or lines[0])["line"],
        "lines": lines,
        "changes": changes_of_rule(versions[-1].code) if viewer.is_insider else None,
        "may_change": viewer.is_admin,
        "may_end": viewer.is_admin or viewer.is_counsel,
        "form": confirming,
    }


def _version(
    rule: MoneyRule, versions: Sequence[MoneyRule], viewer: Viewer, today: dt.date, confirming: ConfirmForm | None
) -> dict[str, Any]:
    state, form = _state(rule, today), None
    may = viewer.is_counsel and viewer.user_id != rule.proposed_by_id
    if may and not rule.confirmed_on and may_be_confirmed(rule, versions):
        mine = confirming if confirming and confirming.prefix == f"v{rule.version}" else None
        form = mine or ConfirmForm(prefix=f"v{rule.version}", initial={"seen": state_of(versions)})
    return {"rule": rule, "line": line_of(rule.as_rule), "state": state, "form": form}


def _state(rule: MoneyRule, today: dt.date) -> str:
    if rule.ends_on == rule.starts_on:
        return "withdrawn"
    if rule.ends_on and rule.ends_on <= today:
        return "over"
    return "to come" if rule.starts_on > today else "holds"
