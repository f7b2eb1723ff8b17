"""Changing money rules: write, look at what it would do, save. Nothing is saved before it was looked at."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import FORM, POST, Request, needs
from funding.actions import AllocationRefused, rules
from funding.forms.rule_edit import ConfirmForm, EndForm, RuleForm, SaveRuleForm, TriedForm
from funding.models import MoneyRule
from funding.reports.rule_trial import trial_of
from funding.tasks import recheck_due
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.once import BadTicket, address_of
from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit

from .acting import sent
from .rule_page import rule_page, versions_or_404
from .rule_trial import trial_lines
from .rules import line_of

Save = Callable[[TriedForm, str], MoneyRule]


@needs("admin", methods=FORM)
def rule_new(request: Request) -> HttpResponse:
    """A rule that there was not before."""

    def save(form: TriedForm, why: str) -> MoneyRule:
        assert isinstance(form, RuleForm)
        key = form.cleaned_data["ticket"]
        return rules.propose_rule(code=form.rule_code, terms=form.terms(), by=request.user, why=why, creation_key=key)

    return _made_before(request) or _answer(request, RuleForm(sent(request), user_id=request.user.pk), save)


@needs("admin", methods=FORM)
def rule_change(request: Request, code: str) -> HttpResponse:
    """The next version of a rule."""
    versions = versions_or_404(code)

    def save(form: TriedForm, why: str) -> MoneyRule:
        assert isinstance(form, RuleForm)
        seen, key, terms = form.cleaned_data["seen"], form.cleaned_data["ticket"], form.terms()
        return rules.propose_version(code=code, seen=seen, terms=terms, by=request.user, why=why, creation_key=key)

    form = RuleForm(sent(request), of=versions, user_id=request.user.pk)
    return _made_before(request) or _answer(request, form, save)


@needs("admin", "counsel", methods=FORM)
def rule_end(request: Request, code: str) -> HttpResponse:
    """From some day on the rule holds no more."""

    def save(form: TriedForm, why: str) -> MoneyRule:
        facts = {"seen": form.cleaned_data["seen"], "on": form.cleaned_data["starts_on"]}
        return rules.end_rule(code=code, by=request.user, why=why, **facts)

    form = EndForm(sent(request), of=versions_or_404(code), user_id=request.user.pk)
    return _answer(request, form, save)


@needs("counsel", methods=POST)
def rule_confirm(request: Request, code: str, version: int) -> HttpResponse:
    """Counsel has read this version and finds it right."""
    versions = versions_or_404(code)
    rule = next((each for each in versions if each.version == version), None)
    if rule is None:
        raise Http404
    form, status = ConfirmForm(request.POST, prefix=f"v{version}"), 422
    if form.is_valid():
        try:
            rules.confirm_rule(rule=rule, by=request.user, **form.cleaned_data)
        except (AllocationRefused, StaleEdit) as refusal:
            status = 409
            form.add_error(None, str(refusal) or "Somebody has changed the rule since: look at it again, below.")
        else:
            messages.success(request, "Confirmed.")
            return redirect(rule)
    page = rule_page(request.viewer, versions_or_404(code), confirming=form)
    return render_page(request, "funding/rule_detail.html", page, status=status)


def _made_before(request: Request) -> HttpResponse | None:
    """Where this form has been sent before: to what it made."""
    try:
        key = address_of(request.POST.get("ticket", ""), request.user.pk)
    except BadTicket:
        return None
    made = MoneyRule.objects.filter(creation_key=key).first()
    return redirect(made) if made else None


def _answer(request: Request, form: TriedForm, save: Save) -> HttpResponse:
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    if form.is_stale:
        return _conflict(request, form)
    act, why = request.POST.get("act"), SaveRuleForm(request.POST)
    if act == "edit":
        return _show(request, form)
    if act != "save" or not form.was_tried:
        return _show_trial(request, form, SaveRuleForm())
    if not why.is_valid():
        return _show_trial(request, form, why, status=422)
    try:
        made = save(form, why.cleaned_data["why"])
    except StaleEdit:
        return _conflict(request, form)
    except CannotBeSaved as refusal:
        form.add_error(refusal.field, refusal.why)
        return _show(request, form, status=422)
    ring(recheck_due)
    messages.success(request, "Saved. All money of ours on its way is being held against the rules of now.")
    return redirect(made)


def _conflict(request: Request, form: TriedForm) -> HttpResponse:
    """Somebody was faster: both versions, and what was written is kept."""
    form.of = versions_or_404(form.of[-1].code)
    differences = form.differences()
    form.keep_for_another_try()
    return _show(request, form, status=409, differences=differences)


def _show(request: Request, form: TriedForm, *, status: int = 200, differences: object = None) -> HttpResponse:
    page = {"form": form, "rule": form.of[-1] if form.of else None, "differences": differences}
    page["ends"] = isinstance(form, EndForm)
    return render_page(request, "funding/rule_form.html", page, status=status)


def _show_trial(request: Request, form: TriedForm, why: SaveRuleForm, *, status: int = 200) -> HttpResponse:
    draft = form.draft()
    form.mark_as_tried()
    page = {
        "form": form,
        "why": why,
        "draft": draft,
        "line": line_of(draft.rule) if draft.rule else None,
        "is_later": draft.starts_on > timezone.localdate(),
        "rule": form.of[-1] if form.of else None,
        **trial_lines(trial_of(request.viewer, draft)),
    }
    return render_page(request, "funding/rule_trial.html", page, status=status)
