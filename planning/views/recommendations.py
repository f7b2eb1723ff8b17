"""Recommendations on pages: where the next dollar does the most good, and why; one of them, to read or to print."""

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.utils import timezone
from django_htmx.http import push_url

from accounts.access import Request, needs
from accounts.visibility import Viewer
from funding.reports import DONORS_RULE, NEED_RULE
from mvp_coord.lib.htmx import render_page
from partners.models import PartnerState
from planning.forms.recommendations import RecommendationFilter
from planning.models import Recommendation
from planning.models.recommendation import RecommendationQuerySet
from planning.reports.recommended import recommended


@needs("insider", "donor", "funder", "partner")
def recommendation_list(request: Request) -> HttpResponse:
    """The recommendations of the cycles that are not over, in the order in which staff put them."""
    today = timezone.localdate()
    form = RecommendationFilter(request.GET, visible=_visible(request.viewer).filter(cycle__ends_on__gte=today))
    rows, next_url = form.page()
    page = {
        "form": form,
        "cards": recommended(request.viewer, rows, today=today),
        "total": len(form.matching),
        "next_url": next_url,
        "parts": form.parts(),
        "need_rule": _rule(request.viewer),
    }
    response = render_page(request, "planning/recommendation_list.html", page, partial="results")
    return push_url(response, form.here())


@needs("insider", "donor", "funder", "partner")
def recommendation_detail(request: Request, public_id: str) -> HttpResponse:
    """One recommendation on one sheet."""
    found = _visible(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    (card,) = recommended(request.viewer, [found], today=timezone.localdate())
    page = {"card": card, "each": found, "need_rule": _rule(request.viewer)}
    return render_page(request, "planning/recommendation_detail.html", page)


def _visible(viewer: Viewer) -> RecommendationQuerySet:
    return (
        Recommendation.objects.visible_to(viewer)
        .select_related("entity__partner", "cycle", "checked_by")
        .prefetch_related(
            Prefetch("entity__partner__partner_states", PartnerState.objects.select_related("state")),
            "entity__partner__constituencies",
        )
    )


def _rule(viewer: Viewer) -> str:
    """How the need left was worked out for this viewer."""
    return NEED_RULE if viewer.is_insider or viewer.partner_ids else DONORS_RULE
