"""What waits for staff in money of ours: each kind as rows, what they are called, where they are, and their day."""

import datetime as dt
from itertools import groupby
from typing import Any, Final

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat, TruncDate

from accounts.visibility import Viewer
from funding.actions.versions import may_be_confirmed
from funding.models import (
    Allocation,
    Amendment,
    ColorCheck,
    Installment,
    MeterLimit,
    MoneyRule,
    Move,
    Requirement,
    Review,
    SignOff,
)
from funding.models.allocation import AllocationQuerySet
from funding.reports.clock import coming_too_late
from funding.reports.rules import as_asked, held_against_rules

from .kinds import WORDS_END_WITHIN

# Rows, what they are called, by what their page is found, and their day.
Source = tuple[QuerySet, Any, Any, Any]
A_WEEK: Final = dt.timedelta(days=7)
# Where on the page of an allocation each kind is seen to.
PLACES: Final = {
    "counsel": "#colors",
    "words": "#colors",
    "forbidden": "#colors",
    "legal": "#reviews",
    "operations": "#reviews",
    "amendments": "#amendments",
    "payments": "",
    "late-money": "",
    "owed": "",
}
_TO: Final = Concat("fund__name", Value(" to "), "entity__partner__name")
_VERSION: Final = Concat(
    "reason", Value(" (version "), Cast("version", CharField()), Value(")"), output_field=CharField()
)
_OWED: Final = Case(
    *(When(kind=code, then=Value(label.lower())) for code, label in Requirement.Kind.choices),
    output_field=CharField(),
)


def waiting_money(viewer: Viewer, today: dt.date) -> dict[str, Source]:
    """What waits in money of ours: for counsel what nobody else may do, for all staff the rest."""
    ours = Allocation.objects.visible_to(viewer).filter(fund__is_managed=True)
    for_counsel = _for_counsel(viewer, ours, today) if viewer.is_counsel else {}
    return for_counsel | _decisions(viewer, ours) | _payments(viewer, ours, today)


def _for_counsel(viewer: Viewer, ours: AllocationQuerySet, today: dt.date) -> dict[str, Source]:
    """What needs a word that this counsel may give, words that fell or end soon, legal reviews, rules and limits."""
    held = held_against_rules(as_asked(ours.filter(status__in=Allocation.LIVE)))
    to_say = [
        each.allocation.pk
        for each in held
        if each.waits_for_counsel and each.allocation.proposed_by_id != viewer.user_id
    ]
    words = SignOff.objects.standing(today).filter(allocation__in=[each.allocation.pk for each in held])
    good = [each.sign_off.pk for each in held if each.sign_off]
    return {
        "counsel": (ours.filter(pk__in=to_say), _TO, F("public_id"), TruncDate("status_changed_at")),
        "legal": _reviews(ours, Review.Side.LEGAL),
        "words": (
            words.filter(~Q(pk__in=good) | Q(expires_on__lte=today + WORDS_END_WITHIN)),
            Concat(
                "allocation__fund__name",
                Value(" to "),
                "allocation__entity__partner__name",
                Case(When(pk__in=good, then=Value("")), default=Value(": fell")),
                output_field=CharField(),
            ),
            F("allocation__public_id"),
            F("expires_on"),
        ),
        "rules": (
            MoneyRule.objects.filter(pk__in=_to_confirm(viewer, MoneyRule)),
            _VERSION,
            F("code"),
            F("starts_on"),
        ),
        "limits": (
            MeterLimit.objects.filter(pk__in=_to_confirm(viewer, MeterLimit)),
            _VERSION,
            F("code"),
            F("starts_on"),
        ),
    }


def _to_confirm(viewer: Viewer, model: type[MoneyRule] | type[MeterLimit]) -> list[int]:
    """Versions that this counsel may confirm: by another, and not over. One query; there are few of them."""
    found: list[int] = []
    rows: Any = model.objects.select_related("confirmed_by").order_by("code", "version")
    for _, of_it in groupby(rows, key=lambda each: each.code):
        versions = list(of_it)
        found += [
            each.pk
            for each in versions
            if each.confirmed_on is None
            and each.proposed_by_id != viewer.user_id
            and may_be_confirmed(each, versions)
        ]
    return found


def _decisions(viewer: Viewer, ours: AllocationQuerySet) -> dict[str, Source]:
    """What a change has made forbidden, reviews of operations, and other amounts that this person may decide."""
    last = ColorCheck.objects.filter(allocation=OuterRef("pk")).order_by("-pk")
    # Nothing goes a step against a block: what has gone one and is blocked by now was made so by a change.
    let_through = ours.filter(status__in=Allocation.COUNTED).annotate(said=Subquery(last.values("outcome")[:1]))
    proposed = Amendment.objects.visible_to(viewer).filter(status=Amendment.Status.PROPOSED)
    return {
        "forbidden": (
            let_through.filter(said=MoneyRule.Outcome.BLOCK),
            _TO,
            F("public_id"),
            TruncDate(Subquery(last.values("checked_at")[:1])),
        ),
        "operations": _reviews(ours, Review.Side.OPERATIONS),
        "amendments": (
            _of_ours(proposed).filter(~Q(proposed_by=viewer.user_id) | Q(amount_after__lte=F("limit_usd"))),
            Concat("allocation__fund__name", Value(" to "), "allocation__entity__partner__name"),
            F("allocation__public_id"),
            TruncDate("proposed_at"),
        ),
    }


def _reviews(ours: AllocationQuerySet, side: str) -> Source:
    """In review, without a look from this side since they came into it."""
    given = Review.objects.filter(allocation=OuterRef("pk"), side=side, made_at__gte=OuterRef("status_changed_at"))
    rows = ours.filter(~Exists(given), status=Allocation.Status.IN_REVIEW)
    return rows, _TO, F("public_id"), TruncDate("status_changed_at")


def _payments(viewer: Viewer, ours: AllocationQuerySet, today: dt.date) -> dict[str, Source]:
    """Payments to make, money that would come too late, moves for a second person, and what recipients owe."""
    return {
        "payments": (
            _of_ours(Installment.objects.visible_to(viewer)).filter(
                status__in=("scheduled", "approved"), due_on__lte=today + A_WEEK
            ),
            F("allocation__entity__partner__name"),
            F("allocation__public_id"),
            F("due_on"),
        ),
        "late-money": (
            Allocation.objects.filter(pk__in=coming_too_late(viewer, ours, today=today)),
            Concat("entity__partner__name", Value(": "), "program__name", output_field=CharField()),
            F("public_id"),
            TruncDate("status_changed_at"),
        ),
        "moves": (
            Move.objects.visible_to(viewer).waiting().exclude(asked_by=viewer.user_id),
            F("fund__name"),
            F("fund__slug"),
            TruncDate("asked_at"),
        ),
        "owed": (
            _of_ours(Requirement.objects.visible_to(viewer)).filter(state="open", due_on__lt=today),
            Concat("allocation__entity__partner__name", Value(": "), _OWED, output_field=CharField()),
            F("allocation__public_id"),
            F("due_on"),
        ),
    }


def _of_ours(rows: QuerySet) -> QuerySet:
    """Of awards that are on their way to the payment, out of funds of ours."""
    return rows.filter(allocation__fund__is_managed=True, allocation__status__in=Allocation.DECIDED)
