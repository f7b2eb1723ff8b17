"""Asking another funder to talk about a group, without a word of amounts; and the talk that comes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.access import FORM, POST, Request, needs
from accounts.visibility import Viewer
from funding.actions.talks import NobodySpoke, ask_funder, put_aside, say_to_funder
from funding.forms.talks import AskFunderForm, SayForm
from funding.models import FunderAsk
from funding.reports.talks import Talk, funders_to_ask, talks_of
from mvp_coord.lib.htmx import render_page
from partners.models import Partner

from .changes import may_propose

# The same whether or not there is anybody.
SENT = "Sent. Whoever it reaches reads it here and hears of it by mail. You hear from those who answer."


@needs("insider", "funder")
def ask_list(request: Request) -> HttpResponse:
    """The talks among funders that one has a part in."""
    return render_page(request, "funding/ask_list.html", {"talks": talks_of(request.viewer)})


@needs(may_propose, methods=FORM)
def ask_new(request: Request, group: str) -> HttpResponse:
    """Ask a funder that is known to be there, or whoever else is looking at this group."""
    about = get_object_or_404(Partner.objects.visible_to(request.viewer), slug=group)
    if about.pk in request.viewer.partner_ids:
        raise Http404
    form = AskFunderForm(
        request.POST if request.method == "POST" else None,
        user_id=request.user.pk,
        funders=funders_to_ask(request.viewer, about),
        voices=_voices(request.viewer),
    )
    if form.is_valid():
        made = ask_funder(group=about, by=request.user, **form.facts)
        messages.success(request, SENT)
        return redirect(made)
    page = {"form": form, "group": about}
    return render_page(request, "funding/ask_form.html", page, status=422 if form.errors else 200)


@needs("insider", "funder")
def ask_detail(request: Request, public_id: str) -> HttpResponse:
    """What was asked, and what the two said since."""
    return _page(request, _talk_or_404(request.viewer, public_id))


@needs("insider", "funder", methods=POST)
def ask_say(request: Request, public_id: str) -> HttpResponse:
    """Say something: as who asked to one who answered, or as a funder that was asked."""
    talk = _talk_or_404(request.viewer, public_id)
    form = SayForm(request.POST, user_id=request.user.pk)
    funder = _spoken_with(talk, request.viewer, request.POST.get("funder", ""))
    if not form.is_valid():
        return _page(request, talk, status=422, wrong=form, wrong_with=funder)
    facts = {"text": form.cleaned_data["text"], "public_id": form.cleaned_data["ticket"]}
    try:
        say_to_funder(ask=talk.ask, funder=funder, is_askers=talk.is_asker, by=request.user, **facts)
    except NobodySpoke as refusal:
        raise Http404 from refusal
    messages.success(request, "Said.")
    return redirect(talk.ask)


@needs("funder", methods=POST)
def ask_aside(request: Request, public_id: str) -> HttpResponse:
    """Do not show it any more; who asked is told nothing."""
    talk = _talk_or_404(request.viewer, public_id)
    mine = [each for each in talk.sides if each.pk in request.viewer.editable_partner_ids]
    if not mine:
        raise Http404
    for funder in mine:
        put_aside(ask=talk.ask, funder=funder, by=request.user)
    messages.success(request, "Put aside. Who asked is told nothing.")
    return redirect("funding:asks")


def _voices(viewer: Viewer) -> list[Partner | None]:
    own = Partner.objects.filter(pk__in=viewer.funder_ids & viewer.editable_partner_ids).order_by("name")
    return [*own, *([None] if viewer.is_insider else [])]


def _talk_or_404(viewer: Viewer, public_id: str) -> Talk:
    asks = FunderAsk.objects.visible_to(viewer).select_related("group", "asker", "to", "asked_by")
    return talks_of(viewer, [get_object_or_404(asks, public_id=public_id)])[0]


def _spoken_with(talk: Talk, viewer: Viewer, slug: str) -> Partner:
    """The funder of the talk that somebody speaks in, if he or she may."""
    if talk.is_asker:
        may = viewer.is_insider if talk.ask.asker_id is None else talk.ask.asker_id in viewer.editable_partner_ids
        known = [each.funder for each in talk.threads] + ([talk.ask.to] if talk.ask.to else [])
    else:
        may, known = True, [each for each in talk.sides if each.pk in viewer.editable_partner_ids]
    found = next((each for each in known if each.slug == slug), None)
    if found is None or not may:
        raise Http404
    return found


def _page(
    request: Request,
    talk: Talk,
    *,
    status: int = 200,
    wrong: SayForm | None = None,
    wrong_with: Partner | None = None,
) -> HttpResponse:
    """The talk, with a form for each funder that one may speak with."""
    others: dict[int, Partner] = {each.funder.pk: each.funder for each in talk.threads}
    if talk.is_asker and talk.ask.to:
        others.setdefault(talk.ask.to.pk, talk.ask.to)
    for side in talk.sides:
        others.setdefault(side.pk, side)
    said = {each.funder.pk: each.words for each in talk.threads}
    parts: list[dict[str, Any]] = []
    for key, funder in others.items():
        speaks = _may_speak(talk, request.viewer, funder)
        form = wrong if wrong and wrong_with == funder else SayForm(None, user_id=request.user.pk, funder=funder)
        parts.append({"funder": funder, "words": said.get(key, ()), "form": form if speaks else None})
    page = {"talk": talk, "ask": talk.ask, "parts": parts, "may_put_aside": any(each["form"] for each in parts)}
    return render_page(request, "funding/ask_detail.html", page, status=status)


def _may_speak(talk: Talk, viewer: Viewer, funder: Partner) -> bool:
    try:
        return bool(_spoken_with(talk, viewer, funder.slug))
    except Http404:
        return False
