"""One partner's page, from everything that this viewer may read about it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.access import Request, signed_in
from accounts.visibility import Viewer, describe
from funding.reports import needs_left
from funding.reports.blind import BLIND_RULE, blind_totals
from funding.reports.of_partner import money_of
from funding.reports.past_budgets import PAST_BUDGET_RULE, PastBudget, past_budgets
from funding.reports.voices import voices_of
from mvp_coord.lib.htmx import render_page
from partners.models import Partner
from partners.registers import RULE
from partners.reports import Profile, grouped, partner_history, picture_of, profile_of
from partners.reports.confirmations import last_letter
from partners.reports.family import family_of
from partners.reports.notes import notes_about
from partners.reports.people_power import people_at
from partners.reports.proposals import proposals_of
from partners.reports.related import Topic, related_resources, shared_by
from planning.reports import case_views
from states.models import Cycle
from states.views.cycle import cycle_switch

_LONGEST_CHAIN = 10


@signed_in
def partner_detail(request: Request, slug: str) -> HttpResponse:
    """A partner's profile, programs, funding, overlaps and history; an old address leads to where it was merged."""
    viewer = request.viewer
    partner = get_object_or_404(Partner.objects.visible_to(viewer), slug=slug)
    if partner.status == Partner.Status.MERGED:
        return redirect("partners:detail", _merged_into(partner, viewer).slug)
    profile, switch = profile_of(partner, viewer, today=timezone.localdate()), cycle_switch(request)
    can_edit = Partner.objects.editable_by(viewer).filter(pk=partner.pk).exists()
    context = {
        "switch": switch,
        "partner": partner,
        "profile": profile,
        "ties": grouped(profile.ties),
        "picture": picture_of(profile.ties),
        **_family(profile, viewer),
        "seen_by": describe(partner.visibility).lower(),
        "can_edit": can_edit,
        "history": _history(profile, viewer),
        "asked": last_letter(partner, viewer),
        "notes": notes_about(partner, viewer, today=timezone.localdate()),
        **_people(partner, viewer, may_add=can_edit),
        **_money(profile, viewer, switch.chosen),
        **_overlaps(partner, viewer),
        **_resources(profile, viewer),
    }
    return render_page(request, "partners/partner_detail.html", context)


def _family(profile: Profile, viewer: Viewer) -> dict[str, Any]:
    """Its legal entities, what waits for staff, and the rule where somebody says otherwise than our records."""
    family = family_of(profile.entities, viewer, today=timezone.localdate())
    lines = [line for member in family for line in member.facts]
    return {
        "family": family,
        "proposals": proposals_of(profile.partner.pk, viewer),
        "rule": RULE,
        "says_otherwise": any(line.beside or not line.shown.is_held for line in lines),
    }


def _people(partner: Partner, viewer: Viewer, *, may_add: bool) -> dict[str, Any]:
    """Hours that it offers and needs; shown where there are some, and to those who may add some."""
    if not (viewer.is_insider or viewer.partner_ids):
        return {}
    offers, needed = people_at(partner, viewer)
    return {
        "offers": offers,
        "people_needs": needed,
        "people_total": len(offers) + len(needed),
        "shows_people": bool(offers or needed) or may_add,
    }


def _merged_into(partner: Partner, viewer: Viewer) -> Partner:
    """Where the record lives on, however often it was merged; 404 if the viewer may not see that."""
    for _ in range(_LONGEST_CHAIN):
        if partner.merged_into_id is None:
            return partner
        partner = get_object_or_404(Partner.objects.visible_to(viewer), pk=partner.merged_into_id)
    raise Http404


def _money(profile: Profile, viewer: Viewer, cycle: Cycle | None) -> dict[str, Any]:
    """Grants for those who may read some, and what its entities still need as far as they consent."""
    left = needs_left(viewer, [entity.pk for entity in profile.entities]) if cycle else {}
    stated = [(entity, left.get((entity.pk, cycle.pk))) for entity in profile.entities] if cycle else []
    may_state = bool(stated) and bool(voices_of(viewer, profile.entities[0]))
    context: dict[str, Any] = {
        "cycle": cycle,
        "needs": [(entity, need) for entity, need in stated if need],
        "unstated": [entity for entity, need in stated if need is None and may_state],
    }
    keeps_funds = viewer.is_insider or bool(viewer.funder_ids & viewer.editable_partner_ids)
    context["may_ask_funders"] = keeps_funds and not profile.is_own
    blind = blind_totals(viewer, [profile.partner.pk], cycle)
    if blind:
        context |= {"blind": blind[profile.partner.pk], "blind_rule": BLIND_RULE}
    context |= {"past_budgets": _past_budgets(profile, viewer), "past_rule": PAST_BUDGET_RULE}
    if viewer.is_insider or viewer.partner_ids:
        money = money_of(profile.partner, viewer, cycle=cycle)
        # Whoever may not read other people's grants is not told that there are none.
        says_none = viewer.is_insider or profile.is_own
        context["money"] = money if says_none or money.received.count or money.given.count else None
    return context


def _past_budgets(profile: Profile, viewer: Viewer) -> list[PastBudget]:
    """Its programs for which more is approved than they say they cost, for staff and funders."""
    return past_budgets(viewer, [line.program.pk for line in profile.programs if line.budget_usd is not None])


def _overlaps(partner: Partner, viewer: Viewer) -> dict[str, Any]:
    """The cases that it takes part in, for everybody but donors."""
    if not (viewer.is_insider or viewer.partner_ids):
        return {}
    cases = case_views(viewer, partner_id=partner.pk)
    return {"sees_overlaps": True, "cases": cases, "open_cases": sum(case.is_open for case in cases)}


def _resources(profile: Profile, viewer: Viewer) -> dict[str, Any]:
    """What it shares, and what others share that fits whom and what it works for."""
    today, partner = timezone.localdate(), profile.partner
    shares, total = shared_by(partner.pk, viewer, today=today)
    topic = Topic(
        constituency=frozenset(each.code for each in profile.constituencies),
        issue=frozenset(each.code for each in profile.issues),
        state=frozenset(each.state_id for each in profile.states),
    )
    related = related_resources(viewer, topic, today=today, but=[partner.pk])
    return {"shares": shares, "shares_total": total, "related": related}


def _history(profile: Profile, viewer: Viewer) -> Any:
    """What changed in the profile; for everybody but donors."""
    if not (viewer.is_insider or viewer.partner_ids):
        return None
    partner = profile.partner
    states = [each.state_id for each in profile.states]
    return partner_history(partner, viewer, states=states)
