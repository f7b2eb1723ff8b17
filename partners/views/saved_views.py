"""Saved views of the directory: keeping, sharing, renaming, removing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import FORM, POST, Request, signed_in
from mvp_coord.lib.htmx import render_page
from partners.actions import saved_views as actions
from partners.forms.saved_views import ViewForm, normalized
from partners.forms.search import search_of
from partners.models import SavedView


@signed_in
def view_list(request: Request) -> HttpResponse:
    """All views that this person has or is given."""
    views = SavedView.objects.visible_to(request.viewer).select_related("owner")
    own = [view for view in views if view.owner_id == request.user.pk]
    others = [view for view in views if view.owner_id != request.user.pk]
    return render_page(request, "partners/view_list.html", {"own": own, "others": others})


@signed_in(methods=FORM)
def view_add(request: Request) -> HttpResponse:
    """Keep what the directory shows at this moment; the address says what."""
    query = normalized(request.GET.urlencode(), request.viewer)
    form = ViewForm(request.POST or None, viewer=request.viewer)

    def save() -> SavedView:
        told = {**form.facts(), "public_id": form.cleaned_data["ticket"], "query": query}
        return actions.save_view(by=request.user, **told)

    back = f"{reverse('partners:list')}?{query or 'q='}"
    return _answer(request, form, save, {"title": "Save this view", "query": query, "back": back}, "Saved.")


@signed_in(methods=FORM)
def view_edit(request: Request, public_id: str) -> HttpResponse:
    """Another name, other readers."""
    view = get_object_or_404(SavedView.objects.owned_by(request.viewer).standing(), public_id=public_id)
    form = ViewForm(request.POST or None, viewer=request.viewer, instance=view)
    page = {"title": f"Change “{view.name}”", "query": view.query, "back": reverse("partners:views")}
    return _answer(request, form, lambda: actions.update_view(view, by=request.user, **form.facts()), page, "Saved.")


@signed_in(methods=POST)
def view_remove(request: Request, public_id: str) -> HttpResponse:
    """Remove one's own view."""
    view = get_object_or_404(SavedView.objects.owned_by(request.viewer), public_id=public_id)
    actions.remove_view(view, by=request.user)
    undo = reverse("partners:restore-view", args=[public_id])
    messages.success(request, f"The view “{view.name}” is removed.", extra_tags=f"undo:{undo}")
    return redirect("partners:views")


@signed_in(methods=POST)
def view_restore(request: Request, public_id: str) -> HttpResponse:
    """Undo of the removal."""
    view = get_object_or_404(SavedView.objects.owned_by(request.viewer), public_id=public_id)
    try:
        actions.restore_view(view, by=request.user)
    except (actions.NameTaken, actions.TooManyViews) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The view “{view.name}” is back.")
    return redirect("partners:views")


def _answer(
    request: Request, form: ViewForm, save: Callable[[], SavedView], page: dict[str, Any], done: str
) -> HttpResponse:
    """Save a valid form and show the view, or show the form again with what is wrong."""
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                view = save()
            except (actions.NameTaken, actions.TooManyViews) as refusal:
                form.add_error("name", str(refusal))
            else:
                messages.success(request, f"{done} It is among the saved views as “{view.name}”.")
                return redirect(view)
        status = 422
    search = search_of(page["query"], request.viewer)
    return render_page(request, "partners/view_form.html", {"form": form, "search": search, **page}, status=status)
