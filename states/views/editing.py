"""What the pages that change a state's calendar, races and priorities share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import Request
from partners.views.saving import answer
from partners.views.undoing import undo_address
from states.actions import calendar as actions
from states.models import State


def state_or_404(code: str) -> State:
    """The state of an address, which is written in small letters."""
    state = State.objects.select_related("division").filter(pk=code.upper()).first() if code.islower() else None
    if state is None:
        raise Http404
    return state


def told_nationally(title: str, *, back: str) -> dict[str, Any]:
    """The page of a form about the whole country."""
    crumbs = [(back, "Priorities")]
    return {"page": {"template": "states/record_form.html", "title": title, "crumbs": crumbs}, "back": back}


def told(state: State, title: str, *, back: str = "") -> dict[str, Any]:
    """The page of a form: its heading, and the pages above it."""
    here = reverse("states:calendar", args=[state.pk.lower()])
    crumbs = [
        (reverse("states:list"), "States"),
        (reverse("states:detail", args=[state.pk.lower()]), state.name),
        (back or here, "Priorities" if back else "Calendar"),
    ]
    return {"page": {"template": "states/record_form.html", "title": title, "crumbs": crumbs}, "back": back or here}


def take_out(request: Request, record: Any, done: str, *, back: str = "") -> HttpResponse:
    """Remove a record, and offer to undo it."""
    back = back or record.get_absolute_url().partition("#")[0]
    try:
        change_id = actions.remove_record(record, by=request.user)
    except actions.StillUsed as refusal:
        messages.error(request, str(refusal))
    except actions.ByLaw:
        messages.error(request, "This election is held by federal law: it stays.")
    else:
        undo = undo_address(change_id, by=request.user, back=back)
        messages.success(request, done, extra_tags=f"undo:{undo}")
    return redirect(back)


def added(request: Request, form: Any, page: dict[str, Any], done: str | Callable[[Any], str]) -> HttpResponse:
    """The form of a new record, saved once however often it is sent; `page` is as `told` makes it."""

    def save(facts: dict[str, Any]) -> Any:
        public_id = form.cleaned_data["ticket"]
        return actions.add_record(form.instance, by=request.user, facts=facts, public_id=public_id)

    return answer(request, form, save, **page, done=done)


def changed(request: Request, form: Any, page: dict[str, Any]) -> HttpResponse:
    """The form of a known record; a conflict shows both versions."""

    def save(facts: dict[str, Any]) -> Any:
        why = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return actions.update_record(form.instance, by=request.user, facts=facts, **why)

    return answer(request, form, save, **page, done="Saved.")
