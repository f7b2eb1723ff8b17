"""Sharing a resource, changing it, bringing a newer version, taking it out and putting it back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import FORM, POST, Request, needs, signed_in
from mvp_coord.lib.asked import line_sent
from partners import actions
from partners.forms.library import ResourceForm, ShareForm, VersionForm
from partners.models import Resource

from .library import editable_resource_or_404, may_share
from .saving import answer


@needs(may_share, methods=FORM)
def resource_add(request: Request) -> HttpResponse:
    """Share a file or a link."""
    viewer = request.viewer
    files = request.FILES if request.method == "POST" else None
    owner = line_sent(request.GET, "partner")
    form = ShareForm(request.POST or None, files, instance=Resource(), viewer=viewer, owner=owner)

    def save(facts: dict) -> Resource:
        told = {"tags": form.tags(), "upload": form.upload, "public_id": form.cleaned_data["ticket"]}
        return actions.share_resource(form.cleaned_data["partner"], by=request.user, facts=facts, **told)

    page = {
        "template": "partners/resource_form.html",
        "title": "Share a resource",
        "lead": "What has worked for you saves somebody else a month. Say what it is good for, and who may see it.",
        "submit": "Share it",
    }
    return answer(request, form, save, page=page, done="It is in the library.", back=reverse("partners:resources"))


@signed_in(methods=FORM)
def resource_edit(request: Request, public_id: str) -> HttpResponse:
    """Change what a resource says of itself, and who may see it."""
    resource = editable_resource_or_404(request.viewer, public_id)
    form = ResourceForm(request.POST or None, instance=resource, viewer=request.viewer)

    def save(facts: dict) -> Resource:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"], "tags": form.tags()}
        return actions.update_resource(resource, by=request.user, facts=facts, **told)

    page = {"template": "partners/resource_form.html", "title": f"Edit {resource.title}", "resource": resource}
    return answer(request, form, save, page=page, done="Saved.", back=resource.get_absolute_url())


@signed_in(methods=FORM)
def resource_version(request: Request, public_id: str) -> HttpResponse:
    """Bring a newer file or link. The earlier file is kept."""
    resource = editable_resource_or_404(request.viewer, public_id)
    files = request.FILES if request.method == "POST" else None
    form = VersionForm(request.POST or None, files, instance=resource, viewer=request.viewer)

    def save(facts: dict) -> Resource:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return actions.replace_content(resource, by=request.user, upload=form.upload, link=facts["link"], **told)

    page = {
        "template": "partners/resource_form.html",
        "title": f"A newer version of {resource.title}",
        "lead": "From now on everybody gets the newer one. The earlier file is kept for you and for staff.",
        "resource": resource,
    }
    return answer(
        request, form, save, page=page, done="The newer version is there.", back=resource.get_absolute_url()
    )


@signed_in(methods=POST)
def resource_still_true(request: Request, public_id: str) -> HttpResponse:
    """Confirm in one click that it is still worth using."""
    resource = actions.assure_resource(editable_resource_or_404(request.viewer, public_id), by=request.user)
    messages.success(request, "Thank you: checked as of today.")
    return redirect(resource)


@signed_in(methods=POST)
def resource_withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take it out of the library; it can be put back."""
    said = "It is out of the library. Only you and those who may edit it still see it."
    return _stand(request, public_id, actions.withdraw_resource, said, undo="partners:restore-resource")


@signed_in(methods=POST)
def resource_restore(request: Request, public_id: str) -> HttpResponse:
    """Put it back into the library."""
    said = "It is in the library again."
    return _stand(request, public_id, actions.restore_resource, said, undo="partners:withdraw-resource")


def _stand(request: Request, public_id: str, act: Callable[..., Resource], said: str, *, undo: str) -> HttpResponse:
    resource = act(editable_resource_or_404(request.viewer, public_id), by=request.user)
    messages.success(request, said, extra_tags=f"undo:{reverse(undo, args=[public_id])}")
    return redirect(resource)
