"""Asking for a file about money; a worker makes it, and it is taken where all exports are."""

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, Request, needs
from funding.forms.exporting import MoneyExportForm
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.htmx import render_page
from partners.actions import ask_for_export
from partners.exports.run import MOST
from partners.tasks import make_due_exports


@needs("insider", "partner", "funder", methods=FORM)
def money_export(request: Request) -> HttpResponse:
    """Public grants as 360Giving has them, needs as one reads them; for staff also the books of our funds."""
    sent = request.POST if request.method == "POST" else None
    form = MoneyExportForm(sent, viewer=request.viewer, what=request.GET.get("what", ""))
    if request.method == "POST" and form.is_valid():
        export = ask_for_export(by=request.user, **form.facts())
        ring(make_due_exports)
        return redirect(export)
    page = {"form": form, "most": MOST}
    return render_page(request, "funding/money_export.html", page, status=422 if request.method == "POST" else 200)
