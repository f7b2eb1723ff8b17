"""What somebody was asked about a gap: the page of the question, the answer, and staff's reply to a question back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.access import POST, Request, needs
from accounts.visibility import Viewer
from mvp_coord.lib.htmx import render_page
from planning import actions
from planning.forms.gaps import AnswerForm, ReplyForm
from planning.models import GapAsk

_SAID = {
    GapAsk.Answer.YES: "Thank you. Add the work to your plan, and everybody who plans nearby sees it.",
    GapAsk.Answer.NO: "Thank you for saying so. Somebody else will be asked.",
    GapAsk.Answer.QUESTION: "Your question is with staff. You see the reply here.",
}


@needs("insider", "partner", "funder")
def gap_ask(request: Request, public_id: str) -> HttpResponse:
    """What was asked, in which words, and what came of it."""
    return _page(request, ask_or_404(request.viewer, public_id))


@needs("insider", "partner", "funder", methods=POST)
def gap_answer(request: Request, public_id: str) -> HttpResponse:
    """Yes, no, or a question back: by a contact, or by staff who heard it."""
    ask = ask_or_404(request.viewer, public_id)
    if not may_answer(request.viewer, ask):
        raise Http404
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_gap(ask, by=request.user, **form.cleaned_data)
        except actions.ReasonMissing as refusal:
            form.add_error("note", str(refusal))
        except actions.GapMoved as refusal:
            messages.warning(request, f"{refusal} Nothing was changed.")
            return _page(request, ask_or_404(request.viewer, public_id), status=409, unsent=form.data.get("note"))
        else:
            messages.success(request, _SAID[GapAsk.Answer(form.cleaned_data["answer"])])
            return redirect(ask)
    return _page(request, ask, status=422, answer_form=form)


@needs("staff", methods=POST)
def gap_reply(request: Request, public_id: str) -> HttpResponse:
    """Say what they wanted to know."""
    ask, form = ask_or_404(request.viewer, public_id), ReplyForm(request.POST)
    if form.is_valid():
        try:
            actions.reply_on_gap(ask, by=request.user, **form.cleaned_data)
        except actions.GapMoved as refusal:
            messages.warning(request, f"{refusal} Nothing was changed.")
            return _page(request, ask_or_404(request.viewer, public_id), status=409, unsent=form.data.get("words"))
        messages.success(request, f"{ask.partner} sees your reply.")
        return redirect(ask)
    return _page(request, ask, status=422, reply_form=form)


def may_answer(viewer: Viewer, ask: GapAsk) -> bool:
    """Contacts who may speak for whoever was asked, and staff for what they were told."""
    return viewer.is_staff or ask.partner_id in viewer.editable_partner_ids


def ask_or_404(viewer: Viewer, public_id: str) -> GapAsk:
    """A question that this viewer may know of."""
    gap = ("gap__priority__division__state", "gap__priority__constituency", "gap__priority__program_type")
    related = ("partner", "asked_by", "answered_by", "gap__state", "gap__entity", "gap__cycle", "gap__program", *gap)
    return get_object_or_404(GapAsk.objects.visible_to(viewer).select_related(*related), public_id=public_id)


def _page(request: Request, ask: GapAsk, *, status: int = 200, **given: Any) -> HttpResponse:
    page = {
        "ask": ask,
        "gap": ask.gap,
        "may_answer": may_answer(request.viewer, ask),
        "answer_form": AnswerForm(),
        "reply_form": ReplyForm(),
        **given,
    }
    return render_page(request, "planning/gap_ask.html", page, status=status)
