"""Whose facts are old: the partners that should say whether all is still true, and when we asked them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf, TruncDate

from accounts.visibility import Viewer
from mvp_coord.lib.keyset import Page, take_page
from partners.models import Activity, Membership, Partner, Program, TruthLetter
from partners.models.freshness import STALE_AFTER, Freshness, is_as_fresh
from partners.models.partner import PartnerQuerySet

from .directory import ORDERS

CURRENT: Final = (Program.Status.IDEA, Program.Status.PLANNED, Program.Status.COMMITTED, Program.Status.UNDER_WAY)
_ASKABLE: Final = (Partner.Status.ACTIVE, Partner.Status.UNCONFIRMED)
_NEVER: Final = dt.date(1, 1, 1)
_CALLED: Final = Coalesce(NullIf("user__name", Value("")), "user__email", output_field=CharField())


@dataclass(frozen=True)
class OldFacts:
    """A partner whose facts are old: its last "still true", how many of its current programs are old, how many
    contacts may say so and are asked by mail, and the last letter, if there was one."""

    name: str
    slug: str
    assured_on: dt.date | None
    freshness: str
    old_programs: int
    contacts: int
    asked_on: dt.date | None
    asked: str
    answered: bool


def stale_partners(viewer: Viewer, today: dt.date) -> PartnerQuerySet:
    """Partners that are at work, and have not lately said that their profile or a current program is still true."""
    old = is_as_fresh(Freshness.STALE, today)
    programs = Program.objects.visible_to(viewer).filter(old, status__in=CURRENT)
    partners = Partner.objects.visible_to(viewer).filter(status__in=_ASKABLE)
    return partners.filter(old | Q(pk__in=programs.order_by().values("partner")))


def with_work_ahead(partners: PartnerQuerySet, viewer: Viewer, today: dt.date) -> PartnerQuerySet:
    """Those with planned work that is not over: on theirs, others' plans rest."""
    ahead = Activity.objects.visible_to(viewer).comparable().filter(ends_on__gte=today)
    return partners.filter(pk__in=ahead.order_by().values("program__partner"))


def asked_lately(viewer: Viewer, today: dt.date) -> PartnerQuerySet:
    """Those of which a contact was asked within the last fortnight."""
    letters = TruthLetter.objects.visible_to(viewer).of_the_fortnight(today)
    return Partner.objects.visible_to(viewer).listed().filter(pk__in=letters.order_by().values("partner"))


def old_facts_page(partners: PartnerQuerySet, viewer: Viewer, *, cursor: str, today: dt.date) -> Page[OldFacts]:
    """The lines of these partners (rows an insider may see) after `cursor`, the longest unconfirmed first.

    Raises `keyset.BadCursor`. One query.
    """
    page = take_page(_with_facts(partners, viewer, today), ORDERS["confirmed"], cursor=cursor)
    return page.each_as(lambda row: _line(row, today))


def last_letter(partner: Partner, viewer: Viewer) -> TruthLetter | None:
    """The last letter to a contact of this partner; None for none, and for who is not told. One query."""
    if not viewer.is_insider:
        return None
    letters = TruthLetter.objects.visible_to(viewer).filter(partner=partner).select_related("user")
    return letters.order_by("-asked_on", "-pk").first()


def whom_to_ask(today: dt.date) -> list[Membership]:
    """One membership of each contact who should be asked today: old facts, letters on, not asked for a fortnight.

    Of several organizations the one that was asked about least lately. What somebody has just entered is not old,
    although nobody has confirmed it yet. One query.
    """
    old = Q(known_on__lt=today - STALE_AFTER)
    known = Coalesce("assured_on", TruncDate("created_at"))
    programs = Program.objects.annotate(known_on=known).filter(old, status__in=CURRENT)
    partners = Partner.objects.annotate(known_on=known).filter(
        old | Q(pk__in=programs.order_by().values("partner")), status__in=_ASKABLE
    )
    lately = TruthLetter.objects.of_the_fortnight(today)
    asked_before = TruthLetter.objects.filter(user=OuterRef("user"), partner=OuterRef("partner")).order_by(
        "-asked_on"
    )
    rows = (
        Membership.objects.filter(can_edit=True, user__is_active=True, user__letters_on=True)
        .filter(user__invitation__isnull=True, partner__in=partners.order_by().values("pk"))
        .exclude(user__in=lately.order_by().values("user"))
        .annotate(asked_before=Coalesce(Subquery(asked_before.values("asked_on")[:1]), Value(_NEVER)))
        .select_related("user", "partner")
        .order_by("user", "asked_before", "partner__assured_on", "partner")
    )
    first: dict[int, Membership] = {}
    for row in rows:
        first.setdefault(row.user_id, row)
    return list(first.values())


def _with_facts(partners: PartnerQuerySet, viewer: Viewer, today: dt.date) -> QuerySet[Any]:
    its_own = {"partner": OuterRef("pk")}
    old = is_as_fresh(Freshness.STALE, today)
    programs = Program.objects.visible_to(viewer).filter(old, status__in=CURRENT, **its_own)
    members = Membership.objects.filter(can_edit=True, user__is_active=True, user__letters_on=True, **its_own)
    letters = TruthLetter.objects.filter(**its_own).order_by("-asked_on", "-pk")
    return partners.annotate(
        name_key=Lower("name"),
        confirmed_key=Coalesce("assured_on", Value(_NEVER)),
        old_programs=_number_of(programs),
        contacts_asked=_number_of(members),
        asked_on=Subquery(letters.values("asked_on")[:1]),
        asked=Subquery(letters.values(called=_CALLED)[:1]),
        used_at=Subquery(letters.values("used_at")[:1]),
    ).only("name", "slug", "assured_on")


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("partner").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _line(row: Any, today: dt.date) -> OldFacts:
    return OldFacts(
        name=row.name,
        slug=row.slug,
        assured_on=row.assured_on,
        freshness=row.freshness(today),
        old_programs=row.old_programs,
        contacts=row.contacts_asked,
        asked_on=row.asked_on,
        asked=row.asked or "",
        answered=row.used_at is not None,
    )
