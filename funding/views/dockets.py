"""Dockets: preparing a decision meeting, deciding in it, its minutes, and its papers."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import FORM, POST, Request, needs
from funding.actions import AllocationRefused, dockets
from funding.forms.dockets import DecisionForm, DocketForm, MemoForm, MinutesForm, PutOnForm
from funding.models import Allocation, Docket, DocketItem
from funding.reports.dockets import Line, meeting_of
from mvp_coord.lib.htmx import render_page

from .acting import sent


@needs("insider")
def docket_list(request: Request) -> HttpResponse:
    """All dockets, the next meeting first."""
    items = Prefetch("items", DocketItem.objects.visible_to(request.viewer))
    found = Docket.objects.visible_to(request.viewer).prefetch_related(items)
    return render_page(request, "funding/docket_list.html", {"dockets": found, "may_act": request.viewer.is_staff})


@needs("staff", methods=FORM)
def docket_new(request: Request) -> HttpResponse:
    """Begin to prepare a meeting."""
    form = DocketForm(sent(request), user_id=request.user.pk)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            made = dockets.open_docket(by=request.user, public_id=facts.pop("ticket"), **facts)
            return redirect(made)
        except AllocationRefused as refusal:
            form.add_error(None, str(refusal))
    return render_page(request, "funding/docket_new.html", {"form": form}, status=422 if form.errors else 200)


@needs("insider")
def docket_detail(request: Request, public_id: str) -> HttpResponse:
    """One docket: its items with memos and decisions, the money there is, what has changed since the last."""
    return _page(request, _docket_or_404(request, public_id))


@needs("staff", methods=POST)
def docket_put_on(request: Request, public_id: str) -> HttpResponse:
    """Lay allocations before the meeting."""
    docket = _docket_or_404(request, public_id)
    form = PutOnForm(request.POST, docket=docket, visible=Allocation.objects.visible_to(request.viewer))
    if form.is_valid():
        try:
            dockets.put_on(docket=docket, allocations=form.cleaned_data["allocations"], by=request.user)
            return redirect(docket)
        except AllocationRefused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, docket, put_on=form, status=422)


@needs("staff", methods=FORM)
def docket_memo(request: Request, public_id: str, item: str) -> HttpResponse:
    """Why this group, why this amount, why now."""
    found = _item_or_404(request, public_id, item)
    form = MemoForm(sent(request), instance=DocketItem.objects.get(pk=found.pk))
    if request.method == "POST" and form.is_valid():
        try:
            dockets.write_memo(item=found, by=request.user, **form.cleaned_data)
            return redirect(f"{found.docket.get_absolute_url()}#{found.public_id}")
        except AllocationRefused as refusal:
            form.add_error(None, str(refusal))
    page = {"form": form, "item": found}
    return render_page(request, "funding/docket_memo.html", page, status=422 if form.errors else 200)


@needs("staff", methods=POST)
def docket_take_off(request: Request, public_id: str, item: str) -> HttpResponse:
    """Not for this meeting after all."""
    found = _item_or_404(request, public_id, item)
    try:
        dockets.take_off(item=found, by=request.user)
    except AllocationRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(found.docket)


@needs("staff", methods=POST)
def docket_decide(request: Request, public_id: str, item: str) -> HttpResponse:
    """What the meeting decided about one item."""
    found = _item_or_404(request, public_id, item)
    form = DecisionForm(request.POST, item=found)
    if form.is_valid():
        try:
            dockets.decide(item=found, by=request.user, **form.cleaned_data)
            return redirect(f"{found.docket.get_absolute_url()}#{found.public_id}")
        except AllocationRefused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, found.docket, decision=form, of=found.pk, status=422)


@needs("staff", methods=FORM)
def docket_close(request: Request, public_id: str) -> HttpResponse:
    """The meeting is over: its minutes."""
    docket = _docket_or_404(request, public_id)
    form = MinutesForm(sent(request), instance=Docket.objects.get(pk=docket.pk))
    if request.method == "POST" and form.is_valid():
        try:
            dockets.close(docket=docket, by=request.user, **form.cleaned_data)
            messages.success(request, "Closed, with its minutes.")
            return redirect(docket)
        except AllocationRefused as refusal:
            form.add_error(None, str(refusal))
    page = {"form": form, "docket": docket}
    return render_page(request, "funding/docket_close.html", page, status=422 if form.errors else 200)


def _docket_or_404(request: Request, public_id: str) -> Docket:
    found = Docket.objects.visible_to(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _item_or_404(request: Request, public_id: str, item: str) -> DocketItem:
    items = DocketItem.objects.visible_to(request.viewer).select_related("docket", "allocation__entity__partner")
    found = items.filter(docket__public_id=public_id, public_id=item).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: Request,
    docket: Docket,
    *,
    put_on: PutOnForm | None = None,
    decision: DecisionForm | None = None,
    of: int = 0,
    status: int = 200,
) -> HttpResponse:
    meeting = meeting_of(request.viewer, docket, today=timezone.localdate())
    visible = Allocation.objects.visible_to(request.viewer)
    page = {
        "docket": docket,
        "may_act": request.viewer.is_staff,
        "meeting": meeting,
        "rows": [(line, _form_of(line, decision, of)) for line in meeting.lines],
        "put_on": put_on or PutOnForm(None, docket=docket, visible=visible),
    }
    return render_page(request, "funding/docket_detail.html", page, status=status)


def _form_of(line: Line, decision: DecisionForm | None, of: int) -> DecisionForm | None:
    if line.item.decision:
        return None
    return decision if decision and line.item.pk == of else DecisionForm(item=line.item)
