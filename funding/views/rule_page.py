"""One money rule through all of its versions, and what counsel has said of each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse

from accounts.access import Request, needs
from accounts.visibility import Viewer
from funding.models import MoneyRule
from funding.reports.rule_history import changes_of
from mvp_coord.lib.htmx import render_page

from .rules import line_of
from .tried import versions_or_404
from .version_lines import version_lines


@needs("insider", "partner", "funder")
def rule_detail(request: Request, code: str) -> HttpResponse:
    """What a rule says now, said before and will say; who changed it and why is for staff."""
    page = rule_page(request.viewer, versions_or_404(MoneyRule, code))
    return render_page(request, "funding/rule_detail.html", page)


def rule_page(viewer: Viewer, versions: Sequence[MoneyRule], refused: forms.Form | None = None) -> dict[str, Any]:
    """What the page shows; `refused` is a form of it that was sent in vain."""
    lines = version_lines(versions, viewer, refused)
    for each in lines:
        each["line"] = line_of(each["rule"].as_rule)
    now = next((each for each in lines if each["state"] == "holds"), None)
    return {
        "rule": versions[-1],
        "now": now,
        "named_by": (now or lines[0])["line"],
        "lines": lines,
        "changes": changes_of(MoneyRule, versions[-1].code) if viewer.is_insider else None,
        "may_change": viewer.is_admin,
        "may_end": viewer.is_counsel,
        "form": refused,
    }
