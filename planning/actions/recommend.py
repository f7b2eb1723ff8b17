"""Putting recommendations before donors, and taking them back."""

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from planning.models import Recommendation


class NotReadyForDonors(Exception):
    """A donor could not act on this recommendation yet, or it is not where it should be."""


def publish_recommendation(*, recommendation: Recommendation, by: User, reason: str = "") -> Recommendation:
    """Show it to donors, as checked today by `by`.

    Raises `NotReadyForDonors` without a direct-giving link, without a sentence about the deduction, for a
    partner that donors may not know of, and where another one for the same entity and cycle is published.
    """
    with change(by=by, verb="published", reason=reason):
        kept = _locked(recommendation)
        problem = _problem(kept)
        if problem:
            raise NotReadyForDonors(problem)
        kept.status = Recommendation.Status.PUBLISHED
        kept.checked_on, kept.checked_by = timezone.localdate(), by
        kept.save(update_fields=["status", "checked_on", "checked_by"])
    return kept


def withdraw_recommendation(*, recommendation: Recommendation, by: User, reason: str = "") -> Recommendation:
    """Take it from donors' pages. Raises `NotReadyForDonors` for one that is not published."""
    with change(by=by, verb="withdrew", reason=reason):
        kept = _locked(recommendation)
        if kept.status != Recommendation.Status.PUBLISHED:
            raise NotReadyForDonors("It is not published.")
        kept.status = Recommendation.Status.WITHDRAWN
        kept.save(update_fields=["status"])
    return kept


def _locked(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_related("entity__partner").select_for_update(of=("self",))
    return rows.get(pk=recommendation.pk)


def _problem(kept: Recommendation) -> str:
    """Why a donor could not act on it; nothing when all is well."""
    partner = kept.entity.partner
    same = Recommendation.objects.filter(
        entity=kept.entity, cycle=kept.cycle, status=Recommendation.Status.PUBLISHED
    ).exclude(pk=kept.pk)
    if kept.status == Recommendation.Status.PUBLISHED:
        return "It is published already."
    if partner.visibility != "public":
        return f"{partner} is not public, so donors may not know of it. Ask the partner first."
    if not kept.giving_url:
        return "It has no direct-giving link yet: the page where anybody can give to this very entity."
    if not kept.deductibility:
        return f"It does not say yet what a giver is told about the deduction of gifts to {kept.entity.legal_name}."
    if same.exists():
        return "Another recommendation for this entity and cycle is published; withdraw that one first."
    return ""
