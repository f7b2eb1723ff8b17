"""The limits that meters are read against: what holds, who confirmed it, and changing one."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils import timezone

from accounts.access import FORM, POST, Request, needs
from accounts.visibility import Viewer
from funding.actions import limits
from funding.forms.limits import LimitForm
from funding.meters.limits import LIMITS
from funding.models import MeterLimit
from funding.reports.meter_money import limits_over_time
from funding.reports.rule_history import changes_of
from funding.reports.rule_trial import LimitDraft, trial_of_limit
from funding.versions import asked_on
from mvp_coord.lib.htmx import render_page

from . import tried
from .acting import sent
from .rule_trial import trial_lines
from .tried import Editor, versions_or_404
from .version_lines import version_lines


@needs("insider")
def limit_list(request: Request) -> HttpResponse:
    """Every limit as it holds today, what it rests on, and whether counsel has confirmed it."""
    today, over_time = timezone.localdate(), limits_over_time()
    asked = asked_on(over_time.versions, today)
    to_come = [each for each in over_time.versions if each.starts_on > today and not each.was_withdrawn]
    rows = [
        {
            "code": code,
            "kind": kind,
            "asked": [each for each in asked if each.code == code],
            "to_come": [each for each in to_come if each.rule.code == code],
        }
        for code, kind in LIMITS.items()
    ]
    page = {"rows": rows, "count": len(asked), "unconfirmed": sum(not each.is_confirmed for each in asked)}
    return render_page(request, "funding/limit_list.html", page)


@needs("insider")
def limit_detail(request: Request, code: str) -> HttpResponse:
    """What a limit is now, was before and will be; who changed it and why."""
    page = _page(request.viewer, versions_or_404(MeterLimit, code))
    return render_page(request, "funding/limit_detail.html", page)


@needs("admin", "counsel", methods=FORM)
def limit_change(request: Request, code: str) -> HttpResponse:
    """The next version of a limit."""
    versions = versions_or_404(MeterLimit, code)

    def save(form: LimitForm, why: str) -> MeterLimit:
        seen, key, terms = form.cleaned_data["seen"], form.cleaned_data["ticket"], form.terms()
        return limits.propose_limit(code=code, seen=seen, terms=terms, by=request.user, why=why, creation_key=key)

    form = LimitForm(sent(request), of=versions, user_id=request.user.pk)
    return tried.made_before(request, MeterLimit) or tried.answer(request, _EDITOR, form, save)


@needs("counsel", methods=POST)
def limit_confirm(request: Request, code: str, version: int) -> HttpResponse:
    """Counsel has read this version and finds it right."""
    return tried.confirm(request, _EDITOR, code, version)


@needs("admin", "counsel", methods=POST)
def limit_withdraw(request: Request, code: str, version: int) -> HttpResponse:
    """Whoever wrote this version takes it back before its day."""
    return tried.withdraw(request, _EDITOR, code, version)


def _page(viewer: Viewer, versions: Sequence[MeterLimit], refused: forms.Form | None = None) -> dict[str, Any]:
    lines = version_lines(versions, viewer, refused)
    return {
        "rule": versions[-1],
        "kind": LIMITS[versions[-1].code],
        "now": next((each for each in lines if each["state"] == "holds"), None),
        "lines": lines,
        "changes": changes_of(MeterLimit, versions[-1].code),
        "may_change": viewer.is_admin or viewer.is_counsel,
        "form": refused,
    }


def _tried(request: Request, draft: LimitDraft) -> dict[str, Any]:
    trial = trial_of_limit(request.viewer, draft)
    return {"is_later": draft.starts_on > timezone.localdate(), **trial_lines(trial)}


_EDITOR: Final = Editor(
    model=MeterLimit,
    what="limit",
    written="funding/limit_form.html",
    trial="funding/limit_trial.html",
    tried=_tried,
    shown="funding/limit_detail.html",
    page=_page,
)
