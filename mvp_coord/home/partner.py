"""A partner contact's first page: is our profile still true, whom do our plans overlap with, who else is near?"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet

from accounts.visibility import Viewer
from funding.models import NeedAsk
from partners.models import Partner, Program
from partners.models.freshness import freshness
from partners.reports.neighbors import Neighbor, neighbors_of
from planning.reports import CaseView, case_views
from planning.reports.news import News, changed_cases, for_the_table, questions_on_gaps, waiting_proposals

NEAR_SHOWN = 5
_STANDING = Q(programs__activities__cancelled_at__isnull=True)
_ONGOING = Q(programs__isnull=False) & ~Q(programs__status__in=[Program.Status.CANCELLED, Program.Status.FINISHED])


@dataclass(frozen=True)
class OwnProgram:
    """A program of one's own: the window of all its activities, and its open overlaps that the contact may see."""

    name: str
    public_id: str
    status: str
    activities: int
    starts_on: dt.date | None
    ends_on: dt.date | None
    overlaps: int


@dataclass(frozen=True)
class OwnPartner:
    """One's own organization: when it last said "still true", how fresh that is, and its current programs."""

    name: str
    slug: str
    may_edit: bool
    assured_on: dt.date | None
    level: str
    programs: tuple[OwnProgram, ...]
    overlaps: int


@dataclass(frozen=True)
class PartnerDesk:
    """The contact's organizations, open overlaps of their plans, who works nearby, proposals to
    answer, gaps that they were asked to fill, overlaps that their state's table is asked to settle, those that
    were settled or opened again of late, and needs that staff ask for."""

    partners: tuple[OwnPartner, ...]
    cases: tuple[CaseView, ...]
    near: tuple[Neighbor, ...]
    waiting: tuple[News, ...]
    asked: tuple[News, ...]
    tables: tuple[News, ...]
    changed: tuple[News, ...]
    need_asks: tuple[NeedAsk, ...]


def partner_desk(viewer: Viewer, *, today: dt.date) -> PartnerDesk:
    """The page of a contact. Eight queries, and those of `case_views`, `neighbors_of` and `waiting_proposals`."""
    views = case_views(viewer)
    cases = [view for view in views if view.is_open and view.partner_ids & viewer.partner_ids]
    return PartnerDesk(
        partners=tuple(_own(viewer, cases, today)),
        cases=tuple(cases),
        waiting=tuple(waiting_proposals(viewer)),
        asked=tuple(questions_on_gaps(viewer)),
        tables=tuple(for_the_table(viewer, views, today=today)),
        changed=tuple(changed_cases(viewer, views)),
        need_asks=tuple(_need_asks(viewer)),
        near=tuple(neighbors_of(viewer.partner_ids, viewer, today=today, most=NEAR_SHOWN, with_contacts=False)),
    )


def _need_asks(viewer: Viewer) -> QuerySet[NeedAsk]:
    """Questions that wait for a statement of those whom the contact speaks for. One query."""
    mine = NeedAsk.objects.visible_to(viewer).filter(entity__partner__in=viewer.editable_partner_ids)
    return mine.waiting().select_related("entity", "cycle").order_by("-asked_on", "pk")


def _own(viewer: Viewer, cases: list[CaseView], today: dt.date) -> list[OwnPartner]:
    by_program = Counter(program for view in cases for program in {each.program_id for each in view.members})
    by_partner = Counter(partner for view in cases for partner in view.partner_ids)
    rows = (
        Partner.objects.filter(pk__in=viewer.partner_ids - viewer.funder_ids)
        .order_by("name", "pk", "programs__name", "programs__pk")
        .values("pk", "name", "slug", "assured_on")
        .annotate(
            program=F("programs__pk"),
            title=F("programs__name"),
            address=F("programs__public_id"),
            status=F("programs__status"),
            activities=Count("programs__activities", filter=_STANDING),
            starts=Min("programs__activities__starts_on", filter=_STANDING),
            ends=Max("programs__activities__ends_on", filter=_STANDING),
            is_ongoing=_ONGOING,
        )
    )
    found: dict[int, tuple[Any, list[OwnProgram]]] = {}
    for row in rows:
        programs = found.setdefault(row["pk"], (row, []))[1]
        if row["is_ongoing"]:
            programs.append(_program(row, by_program[row["program"]]))
    return [
        OwnPartner(
            row["name"],
            row["slug"],
            pk in viewer.editable_partner_ids,
            row["assured_on"],
            freshness(row["assured_on"], today),
            tuple(programs),
            by_partner[pk],
        )
        for pk, (row, programs) in found.items()
    ]


def _program(row: Any, overlaps: int) -> OwnProgram:
    status = str(Program.Status(row["status"]).label)
    return OwnProgram(row["title"], row["address"], status, row["activities"], row["starts"], row["ends"], overlaps)
