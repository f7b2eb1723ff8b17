"""What the page of an allocation shows of the rules, the reviews, its payments and what is owed for it."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from accounts.visibility import Viewer
from funding.actions.awards import AMENDABLE
from funding.actions.returns import left_to_return
from funding.actions.steps import reviews_since
from funding.colors import BLOCK, COUNSEL
from funding.forms.awards import CounselForm, ReviewForm
from funding.models import Allocation, Amendment, Installment, MoneyRule, Move, Requirement, Review, Transaction
from funding.reports.came_back import RULE, came_back
from funding.reports.rules import as_asked, held_against_rules

from .rules import line_of


def award_parts(viewer: Viewer, allocation: Allocation, *, can_change: bool) -> dict[str, Any]:
    """The parts of the page that begin with the decision, as far as the viewer may read them."""
    parts = Installment.objects.visible_to(viewer).filter(allocation=allocation).exclude(status="cancelled")
    owed = Requirement.objects.visible_to(viewer).filter(allocation=allocation)
    changes = Amendment.objects.visible_to(viewer).filter(allocation=allocation)
    shown = {
        "today": timezone.localdate(),
        "parts": list(parts),
        "owed": list(owed.annotate(reminded_on=Max("reminders__sent_on"))),
        "amendments": list(changes.select_related("proposed_by", "decided_by")),
        "may_amend": can_change and allocation.status in AMENDABLE,
        "may_pay": can_change and allocation.status == Allocation.Status.COMMITTED,
    }
    return shown | (our_money(viewer, allocation) if viewer.is_insider and allocation.fund.is_managed else {})


def our_money(viewer: Viewer, allocation: Allocation) -> dict[str, Any]:
    """What only staff reads, of money of ours: the rules, counsel, the reviews, the ledger."""
    (held,) = held_against_rules(as_asked([allocation]))
    verdict, is_live = held.verdict, allocation.status in Allocation.LIVE
    given, reviews = reviews_since(allocation), list(allocation.reviews.select_related("by"))
    waits = [side for side in Review.Side if not (side in given and given[side].passed)]
    mine = [side for side in Review.Side if side != Review.Side.LEGAL or viewer.is_counsel]
    words = list(allocation.sign_offs.select_related("by"))
    in_review = allocation.status == Allocation.Status.IN_REVIEW
    may_sign = viewer.is_counsel and verdict.outcome == COUNSEL and is_live
    return {
        "held": held if is_live else None,
        "meters": held.meters,
        "is_blocked": verdict.outcome == BLOCK,
        "outcome": MoneyRule.Outcome(verdict.outcome).label,
        "findings": [line_of(each.rule) for each in verdict.findings],
        "wants_wording": () if held.is_bound else held.wordings,
        "words_of_counsel": words,
        "last_word": words[0] if words else None,
        "counsel_form": CounselForm() if may_sign and allocation.proposed_by_id != viewer.user_id else None,
        "reviews": [(side.label, given.get(side)) for side in Review.Side]
        if in_review
        else [(each.get_side_display(), each) for each in reviews],
        "review_form": ReviewForm(sides=mine, initial={"side": next((s for s in waits if s in mine), mine[0])})
        if in_review
        else None,
        **_came_back(viewer, allocation),
        "postings": Transaction.objects.visible_to(viewer).of(allocation),
    }


def _came_back(viewer: Viewer, allocation: Allocation) -> dict[str, Any]:
    rows = Move.objects.visible_to(viewer).filter(award=allocation)
    return {
        "returns": list(rows.select_related("asked_by", "decided_by", "posted__reversed_by")),
        "back_usd": came_back([allocation.pk]).get(allocation.pk),
        "may_decide": viewer.is_staff,
        "may_return": viewer.is_staff and left_to_return(allocation) > 0,
        "rule": RULE,
    }
