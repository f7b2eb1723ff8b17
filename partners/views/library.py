"""The library's list, and a resource's page and file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts.access import Request, signed_in
from accounts.visibility import Viewer, describe
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import Page
from mvp_coord.lib.listing import answer_list
from partners import actions
from partners.forms.library_search import ResourceSearch
from partners.forms.library_talk import CommentForm, UseForm
from partners.models import FileContent, Partner, Resource, ResourceComment, ResourceFile
from partners.reports.library import LIBRARY_PAGE_SIZE, Shelved, library_page
from partners.reports.library_page import ResourcePage, resource_page, with_downloaders


@signed_in
def resource_list(request: Request) -> HttpResponse:
    """The resources that this viewer may see, by words, kind and what they are about."""
    viewer = request.viewer
    form = ResourceSearch(request.GET, viewer=viewer)

    def read(cursor: str) -> Page[Shelved]:
        return library_page(form.filter(), viewer, sort=form.sorting, cursor=cursor, today=timezone.localdate())

    def more(page: Page[Shelved]) -> dict[str, Any]:
        return {**form.beyond(page, size=LIBRARY_PAGE_SIZE), "can_share": may_share(viewer)}

    return answer_list(request, "partners/resource_list.html", form, read=read, more=more)


@signed_in
def resource_detail(request: Request, public_id: str) -> HttpResponse:
    """What a resource is good for, the file or link, who uses it, and what is said of it."""
    resource = resource_or_404(request.viewer, public_id)
    return show_resource(request, resource)


@signed_in
def resource_file(request: Request, public_id: str, file_id: str) -> HttpResponse:
    """A file as it was shared, to be saved and never shown by the browser."""
    resource = resource_or_404(request.viewer, public_id)
    file = get_object_or_404(ResourceFile.objects.visible_to(request.viewer), resource=resource, pk=file_id)
    body = FileContent.objects.values_list("body", flat=True).get(file=file)
    actions.note_download(file, by=request.user)
    return HttpResponse(
        bytes(body),
        content_type=file.content_type,
        headers={
            "Content-Disposition": content_disposition_header(True, file.name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def show_resource(
    request: Request,
    resource: Resource,
    *,
    use_form: UseForm | None = None,
    comment_form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a resource, with a form that was filled in wrongly, if there is one."""
    viewer = request.viewer
    page = resource_page(resource, viewer, today=timezone.localdate())
    context = {
        "page": page,
        "resource": resource,
        "form": comment_form or use_form,
        "seen_by": describe(resource.visibility).lower(),
        "can_edit": viewer.is_insider or resource.partner_id in viewer.editable_partner_ids,
        **_talk(request, page),
    }
    context |= {"use_form": use_form} if use_form else {}
    context |= {"comment_form": comment_form} if comment_form else {}
    return render_page(request, "partners/resource_detail.html", context, status=status)


def _talk(request: Request, page: ResourcePage) -> dict[str, Any]:
    """What this person can say of it: comments, and that an own organization uses it."""
    if page.comments is None or page.uses is None:
        return {}
    viewer = request.viewer
    own = {use.partner_id: use for use in page.uses if use.partner_id in viewer.editable_partner_ids}
    others = viewer.editable_partner_ids - set(own) - {page.resource.partner_id}
    removable = viewer.is_insider
    return {
        "own_uses": list(own.values()),
        "use_form": UseForm(partner_ids=others) if others else None,
        "comment_form": CommentForm(user_id=request.user.pk),
        "comments": [(each, removable or each.author_id == request.user.pk) for each in page.comments],
    }


def may_share(viewer: Viewer) -> bool:
    """Whether this person shares for some organization."""
    return viewer.is_insider or bool(viewer.editable_partner_ids)


def resource_or_404(viewer: Viewer, public_id: str) -> Resource:
    """A resource that this viewer may see."""
    resources = (
        with_downloaders(Resource.objects.visible_to(viewer)).select_related("partner", "file").defer("search")
    )
    return get_object_or_404(resources, public_id=public_id)


def editable_resource_or_404(viewer: Viewer, public_id: str) -> Resource:
    """A resource that this viewer may change."""
    resources = Resource.objects.editable_by(viewer).select_related("partner", "file").defer("search")
    return get_object_or_404(resources, public_id=public_id)


def readable_comments(viewer: Viewer) -> Any:
    """Comments that this viewer may read and remove."""
    return ResourceComment.objects.visible_to(viewer).removable_by(viewer)


def own_partner(viewer: Viewer, slug: str) -> Partner:
    """An organization that this person speaks for; 404 for any other."""
    return get_object_or_404(Partner.objects.filter(pk__in=viewer.editable_partner_ids).listed(), slug=slug)
