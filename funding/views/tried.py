"""Write, look at what it would do, save: so money rules and limits change. Nothing is saved unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import Request
from funding.actions import AllocationRefused, versions
from funding.forms.tried import ConfirmForm, SaveForm, TriedForm, WithdrawForm
from funding.models import MeterLimit, MoneyRule
from funding.tasks import recheck_due
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.once import BadTicket, address_of
from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit

Versioned = MoneyRule | MeterLimit
Save = Callable[[Any, str], Versioned]


@dataclass(frozen=True)
class Editor:
    """The pages on which something is changed: `written` and `trial` are templates, `tried` is what a trial shows,
    and `page` what the page of it shows, with a form that was refused. `what` names it."""

    model: type[Any]
    what: str
    written: str
    trial: str
    tried: Callable[[Request, Any], dict[str, Any]]
    shown: str
    page: Callable[..., dict[str, Any]]


def versions_or_404(model: type[Any], code: str) -> list[Any]:
    """All versions, the first one first."""
    found: list[Any] = versions.all_of(model, code)
    if not found:
        raise Http404
    return found


def made_before(request: Request, model: type[Any]) -> HttpResponse | None:
    """Where this form has been sent before: to what it made."""
    try:
        key = address_of(request.POST.get("ticket", ""), request.user.pk)
    except BadTicket:
        return None
    made = model.objects.filter(creation_key=key).first()
    return redirect(made) if made else None


def answer(request: Request, editor: Editor, form: TriedForm, save: Save) -> HttpResponse:
    """The form, its trial, or what it made."""
    if request.method != "POST":
        return _show(request, editor, form)
    if not form.is_valid():
        return _show(request, editor, form, status=422)
    if form.is_stale:
        return _conflict(request, editor, form)
    act, why = request.POST.get("act"), SaveForm(request.POST)
    if act == "edit":
        return _show(request, editor, form)
    if act != "save" or not form.was_tried:
        return _show_trial(request, editor, form, SaveForm())
    if not why.is_valid():
        return _show_trial(request, editor, form, why, status=422)
    try:
        made = save(form, why.cleaned_data["why"])
    except StaleEdit:
        return _conflict(request, editor, form)
    except CannotBeSaved as refusal:
        form.add_error(refusal.field, refusal.why)
        return _show(request, editor, form, status=422)
    ring(recheck_due)
    messages.success(request, f"Saved. All money of ours on its way is being held against the {editor.what}s of now.")
    return redirect(made)


def confirm(request: Request, editor: Editor, code: str, version: int) -> HttpResponse:
    """Counsel has read this version and finds it right."""
    form = ConfirmForm(request.POST, prefix=f"v{version}")
    return _say(request, editor, code, version, form, versions.confirm, "Confirmed.")


def withdraw(request: Request, editor: Editor, code: str, version: int) -> HttpResponse:
    """Whoever wrote this version takes it back before its day."""
    form = WithdrawForm(request.POST, prefix=f"w{version}")
    done = "Withdrawn. What it would have replaced goes on as before."
    return _say(request, editor, code, version, form, versions.withdraw, done)


def _say(
    request: Request,
    editor: Editor,
    code: str,
    version: int,
    form: ConfirmForm | WithdrawForm,
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    row, status = _version_or_404(editor.model, code, version), 422
    if form.is_valid():
        try:
            act(row, by=request.user, **form.cleaned_data)
        except (AllocationRefused, StaleEdit) as refusal:
            status = 409
            stale = f"Somebody has changed the {editor.what} since: look at it again, below."
            form.add_error(None, str(refusal) or stale)
        else:
            ring(recheck_due)
            messages.success(request, done)
            return redirect(row)
    page = editor.page(request.viewer, versions_or_404(editor.model, code), refused=form)
    return render_page(request, editor.shown, page, status=status)


def _version_or_404(model: type[Any], code: str, version: int) -> Versioned:
    found: Versioned | None = next((each for each in versions_or_404(model, code) if each.version == version), None)
    if found is None:
        raise Http404
    return found


def _conflict(request: Request, editor: Editor, form: TriedForm) -> HttpResponse:
    """Somebody was faster: both versions, and what was written is kept."""
    form.of = versions_or_404(editor.model, form.of[-1].code)
    differences = form.differences()
    form.keep_for_another_try()
    return _show(request, editor, form, status=409, differences=differences)


def _show(
    request: Request, editor: Editor, form: TriedForm, *, status: int = 200, differences: object = None
) -> HttpResponse:
    page = {"form": form, "rule": form.of[-1] if form.of else None, "differences": differences}
    return render_page(request, editor.written, page, status=status)


def _show_trial(
    request: Request, editor: Editor, form: TriedForm, why: SaveForm, *, status: int = 200
) -> HttpResponse:
    draft = form.draft()
    form.mark_as_tried()
    last = form.of[-1] if form.of else None
    page = {"form": form, "why": why, "draft": draft, "rule": last, **editor.tried(request, draft)}
    return render_page(request, editor.trial, page, status=status)
