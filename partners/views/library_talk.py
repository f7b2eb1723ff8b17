"""Saying that an organization uses a resource, and talking about it."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import POST, Request, needs
from accounts.visibility import Viewer
from partners import actions
from partners.forms.library_talk import CommentForm, UseForm
from partners.models import Partner, ResourceComment

from .library import own_partner, readable_comments, resource_or_404, show_resource

_SAID_BEFORE = "what was said of a use"


def speaks_for_some(viewer: Viewer) -> bool:
    """Whether this person may speak for an organization."""
    return bool(viewer.editable_partner_ids)


@needs(speaks_for_some, methods=POST)
def resource_use(request: Request, public_id: str) -> HttpResponse:
    """We use this; or, from an Undo, we use it after all, as was said before."""
    resource = resource_or_404(request.viewer, public_id)
    others = request.viewer.editable_partner_ids - {resource.partner_id}
    form = UseForm(_said_before(request) or request.POST, partner_ids=others)
    if not form.is_valid():
        return show_resource(request, resource, use_form=form, status=422)
    partner = form.cleaned_data["partner"]
    actions.mark_used(resource, by=request.user, partner=partner, note=form.cleaned_data["note"])
    undo = f"{reverse('partners:unuse-resource', args=[public_id])}?partner={partner.slug}"
    messages.success(request, f"{partner.name} is among those who use it.", extra_tags=f"undo:{undo}")
    return redirect(resource)


@needs(speaks_for_some, methods=POST)
def resource_unuse(request: Request, public_id: str) -> HttpResponse:
    """We do not use it any more."""
    resource = resource_or_404(request.viewer, public_id)
    slug = request.POST.get("partner") or request.GET.get("partner", "")
    partner = own_partner(request.viewer, slug.replace("\x00", ""))
    note = actions.unmark_used(resource, by=request.user, partner=partner)
    before = signing.dumps([partner.slug, note], salt=_SAID_BEFORE)
    undo = f"{reverse('partners:use-resource', args=[public_id])}?before={before}"
    messages.success(request, f"{partner.name} is no longer among those who use it.", extra_tags=f"undo:{undo}")
    return redirect(resource)


@needs("insider", "partner", "funder", methods=POST)
def comment_add(request: Request, public_id: str) -> HttpResponse:
    """Say something of a resource."""
    resource = resource_or_404(request.viewer, public_id)
    form = CommentForm(request.POST, user_id=request.user.pk)
    if not form.is_valid():
        return show_resource(request, resource, comment_form=form, status=422)
    partner = _speaker(request.viewer, resource.partner_id)
    text = form.cleaned_data["text"]
    actions.add_comment(resource, by=request.user, partner=partner, text=text, public_id=form.cleaned_data["ticket"])
    messages.success(request, "Your comment is there.")
    return redirect(f"{resource.get_absolute_url()}#comments")


@needs("insider", "partner", "funder", methods=POST)
def comment_remove(request: Request, public_id: str, comment_id: str) -> HttpResponse:
    """Take a comment away: one's own, or as staff anybody's."""
    resource = resource_or_404(request.viewer, public_id)
    comment = get_object_or_404(readable_comments(request.viewer), resource=resource, public_id=comment_id)
    actions.remove_comment(comment, by=request.user)
    undo = reverse("partners:restore-comment", args=[public_id, comment_id])
    messages.success(request, "The comment is removed.", extra_tags=f"undo:{undo}")
    return redirect(f"{resource.get_absolute_url()}#comments")


@needs("insider", "partner", "funder", methods=POST)
def comment_restore(request: Request, public_id: str, comment_id: str) -> HttpResponse:
    """Put a removed comment back: the same people as may remove it."""
    resource = resource_or_404(request.viewer, public_id)
    comments = ResourceComment.objects.removable_by(request.viewer).filter(removed_at__isnull=False)
    comment = get_object_or_404(comments, resource=resource, public_id=comment_id)
    actions.restore_comment(comment, by=request.user)
    messages.success(request, "The comment is there again.")
    return redirect(f"{resource.get_absolute_url()}#comments")


def _said_before(request: Request) -> dict[str, str] | None:
    """What an Undo brings back; it is signed, so that nobody can be led to say something else."""
    try:
        slug, note = signing.loads(request.GET.get("before", ""), salt=_SAID_BEFORE)
    except signing.BadSignature:
        return None
    return {"partner": slug, "note": note}


def _speaker(viewer: Viewer, owner_id: int) -> Partner | None:
    """For whom a comment is made: the organization that shares it if it is one's own, else the first of one's own."""
    if viewer.is_insider:
        return None
    own = Partner.objects.filter(pk__in=viewer.partner_ids).listed().order_by("name")
    return own.filter(pk=owner_id).first() or own.first()
