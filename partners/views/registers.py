"""What registers say: reading a file, its receipt, and deciding what of it our records take over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import FORM, POST, Request, needs
from funding.tasks import recheck_due
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.asked import line_sent
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.tabular import UnreadableError
from partners.actions import StaleEdit
from partners.actions.registers import DecidedAlready, accept_statement, keep_ours
from partners.forms.registers import ReadRegisterForm
from partners.imports.registers import keep_irs
from partners.models import EntityStatement, Fact, RegisterReading
from partners.models.statement import held_value
from partners.registers import RULE
from partners.reports.registers import decided_statements, in_words, waiting_statements

from .relabelling import ask_about_awards
from .undoing import undo_address

_LATEST = 10


@needs("insider")
def register_review(request: Request) -> HttpResponse:
    """What registers say otherwise than our records: accept it or keep ours; and what was decided lately."""
    here = reverse("partners:registers")
    decided = decided_statements(request.viewer)
    for each in decided:
        each["undo"] = undo_address(each["statement"].change_id, by=request.user, back=here)
    context: dict[str, Any] = {
        "waiting": waiting_statements(request.viewer),
        "decided": decided,
        "readings": RegisterReading.objects.select_related("read_by")[:_LATEST],
        "rule": RULE,
    }
    return render_page(request, "partners/register_review.html", context)


@needs("insider", methods=FORM)
def register_read(request: Request) -> HttpResponse:
    """Read a file of the IRS; what it says of our entities waits beside what we hold."""
    form = ReadRegisterForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        told = form.cleaned_data
        try:
            _, receipt = keep_irs(
                told["file"], name=form.name, viewer=request.viewer, by=request.user, as_of=told["as_of"]
            )
            return redirect("partners:register-reading", receipt.public_id)
        except UnreadableError as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.is_bound else 200
    return render_page(request, "partners/register_read.html", {"form": form}, status=status)


@needs("insider")
def register_reading(request: Request, public_id: str) -> HttpResponse:
    """The receipt of a file that was read."""
    reading = get_object_or_404(RegisterReading.objects.select_related("read_by"), public_id=public_id)
    kinds = {"rejected": "Rejected", "repaired": "Mended", "remark": "Left out"}
    lines = [{**each, "kind": kinds[each["kind"]]} for each in reading.problems]
    return render_page(request, "partners/register_reading.html", {"reading": reading, "lines": lines})


@needs("insider", methods=POST)
def statement_decide(request: Request, public_id: str) -> HttpResponse:
    """Accept what a register says, or keep ours. Sent twice, it is decided once."""
    rows = EntityStatement.objects.visible_to(request.viewer).select_related("entity__partner")
    statement = get_object_or_404(rows, public_id=public_id)
    if "accept" in request.POST and statement.fact == Fact.VEHICLE and not statement.decision:
        asked = ask_about_awards(request, statement.entity, statement.value, back=reverse("partners:registers"))
        if asked:
            return asked
    return _decide(request, statement)


def _decide(request: Request, statement: EntityStatement) -> HttpResponse:
    told: dict[str, Any] = {"by": request.user, "reason": line_sent(request.POST, "reason")}
    fact, theirs = str(Fact(statement.fact).label), in_words(statement.fact, statement.value)
    try:
        if "accept" in request.POST:
            statement = accept_statement(statement, seen=request.POST.get("held", ""), **told)
            done = f"{fact} of {statement.entity.legal_name}: {theirs}."
        elif "keep" in request.POST:
            statement = keep_ours(statement, **told)
            done = f"Ours is kept; the statement of the {statement.source} stays on record."
        else:
            raise Http404
    except StaleEdit:
        statement.entity.refresh_from_db()
        ours = in_words(statement.fact, held_value(statement.entity, statement.fact))
        messages.error(request, f"{fact} was changed meanwhile. Ours is now: {ours}; the register says: {theirs}.")
    except DecidedAlready:
        messages.warning(request, f"{fact} of {statement.entity.legal_name} was decided on already.")
    else:
        undo = undo_address(statement.change_id, by=request.user, back=reverse("partners:registers"))
        messages.success(request, done, extra_tags=f"undo:{undo}")
        ring(recheck_due)
    return redirect("partners:registers")
