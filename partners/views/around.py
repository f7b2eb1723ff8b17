"""A partner's own look around: what its plan overlaps with at this moment, and who works nearby."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.access import Request, signed_in
from mvp_coord.lib.htmx import render_page
from partners.models import Activity, Partner
from partners.reports.neighbors import neighbors_of
from planning.reports.meetings import meetings_of


@signed_in
def around(request: Request, slug: str) -> HttpResponse:
    """For who speaks for the partner, and for staff: both only as far as this viewer may read."""
    viewer = request.viewer
    partner = get_object_or_404(Partner.objects.visible_to(viewer).listed(), slug=slug)
    if not (viewer.is_insider or partner.pk in viewer.partner_ids):
        raise Http404
    meetings, programs = meetings_of(viewer, [partner.pk]), partner.programs.current()
    context = {
        "partner": partner,
        "is_own": partner.pk in viewer.partner_ids,
        "meetings": meetings,
        "open_meetings": sum(each.is_open for each in meetings),
        "neighbors": neighbors_of([partner.pk], viewer, today=timezone.localdate()),
        "has_plans": Activity.objects.visible_to(viewer).standing().filter(program__in=programs).exists(),
    }
    return render_page(request, "partners/around.html", context)
