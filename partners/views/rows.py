"""A line of the directory, edited where it stands; without scripts, a page with the same fields."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from accounts.access import FORM, Request, signed_in
from partners import actions
from partners.forms.row import row_form_for
from partners.models import Partner
from partners.reports import Wanted, directory_page

from .editing import editable_or_404
from .saving import answer


@signed_in(methods=FORM)
def partner_row(request: Request, slug: str) -> HttpResponse:
    """Change a few facts of a partner in its line; a conflict shows both versions, and nothing typed is lost."""
    partner = editable_or_404(request.viewer, slug)
    form = row_form_for(request.viewer, request.POST or None, partner=partner)

    def save(facts: dict[str, Any]) -> Partner:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        try:
            return actions.update_partner(partner, by=request.user, facts=facts, states=None, **told)
        except actions.WasMerged as gone:
            raise Http404 from gone

    if not request.htmx or request.htmx.history_restore_request:
        page = {"title": f"Edit {partner.name}", "partner": partner}
        response = answer(request, form, save, page=page, done="Saved.", back=reverse("partners:list"))
    else:
        response = _in_place(request, form, save, partner)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _in_place(request: Request, form: Any, save: Any, partner: Partner) -> HttpResponse:
    """The row of the form, or, once saved, the line anew."""
    context: dict[str, Any] = {"form": form, "partner": partner, "is_first": request.method == "GET"}
    status = 200
    form.belong_to(f"edit-{partner.slug}")
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save(form.facts())
            except actions.StaleEdit:
                form.keep_for_another_try()
                status, context["differences"] = 409, form.differences()
            else:
                return _saved(request, partner)
    return render(request, "partners/_row_form.html", context, status=status)


def _saved(request: Request, partner: Partner) -> HttpResponse:
    rows = Partner.objects.visible_to(request.viewer).filter(pk=partner.pk)
    page = directory_page(rows, request.viewer, Wanted(columns=()), today=timezone.localdate())
    entry = page.rows[0] if page.rows else None
    return render(request, "partners/_row_saved.html", {"entry": entry, "may_edit": True})
