"""Changing money rules: a new one, the next version of one, its end, its withdrawal, and counsel's confirmation."""

from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone

from accounts.access import FORM, POST, Request, needs
from funding.actions import rules
from funding.forms.rule_edit import EndForm, RuleForm
from funding.models import MoneyRule
from funding.reports.rule_trial import Draft, trial_of

from . import tried
from .acting import sent
from .rule_page import rule_page
from .rule_trial import trial_lines
from .rules import line_of
from .tried import Editor, versions_or_404


def _tried(request: Request, draft: Draft) -> dict[str, Any]:
    return {
        "line": line_of(draft.rule) if draft.rule else None,
        "is_later": draft.starts_on > timezone.localdate(),
        **trial_lines(trial_of(request.viewer, draft)),
    }


_EDITOR: Final = Editor(
    model=MoneyRule,
    what="rule",
    written="funding/rule_form.html",
    trial="funding/rule_trial.html",
    tried=_tried,
    shown="funding/rule_detail.html",
    page=rule_page,
)


@needs("admin", methods=FORM)
def rule_new(request: Request) -> HttpResponse:
    """A rule that there was not before."""

    def save(form: RuleForm, why: str) -> MoneyRule:
        key = form.cleaned_data["ticket"]
        return rules.propose_rule(code=form.rule_code, terms=form.terms(), by=request.user, why=why, creation_key=key)

    form = RuleForm(sent(request), user_id=request.user.pk)
    return tried.made_before(request, MoneyRule) or tried.answer(request, _EDITOR, form, save)


@needs("admin", methods=FORM)
def rule_change(request: Request, code: str) -> HttpResponse:
    """The next version of a rule."""
    versions = versions_or_404(MoneyRule, code)

    def save(form: RuleForm, why: str) -> MoneyRule:
        seen, key, terms = form.cleaned_data["seen"], form.cleaned_data["ticket"], form.terms()
        return rules.propose_version(code=code, seen=seen, terms=terms, by=request.user, why=why, creation_key=key)

    form = RuleForm(sent(request), of=versions, user_id=request.user.pk)
    return tried.made_before(request, MoneyRule) or tried.answer(request, _EDITOR, form, save)


@needs("counsel", methods=FORM)
def rule_end(request: Request, code: str) -> HttpResponse:
    """From some day on the rule holds no more, says counsel."""

    def save(form: EndForm, why: str) -> MoneyRule:
        facts = {"seen": form.cleaned_data["seen"], "on": form.cleaned_data["starts_on"]}
        return rules.end_rule(code=code, by=request.user, why=why, **facts)

    form = EndForm(sent(request), of=versions_or_404(MoneyRule, code), user_id=request.user.pk)
    return tried.answer(request, _EDITOR, form, save)


@needs("counsel", methods=POST)
def rule_confirm(request: Request, code: str, version: int) -> HttpResponse:
    """Counsel has read this version and finds it right."""
    return tried.confirm(request, _EDITOR, code, version)


@needs("admin", methods=POST)
def rule_withdraw(request: Request, code: str, version: int) -> HttpResponse:
    """Whoever wrote this version takes it back before its day."""
    return tried.withdraw(request, _EDITOR, code, version)
