"""Cases that are the table's by now, each with the reason: its weeks, or a deadline of its state's calendar."""

import datetime as dt
from collections.abc import Collection

from django.db.models import F

from accounts.visibility import Viewer
from mvp_coord.lib import wording
from partners.models import Partner
from partners.models.family import TABLES
from planning.escalation import Closing, Reason, why_the_table
from states.models import Deadline, State

from .cases import CaseView


def tables_cases(views: Collection[CaseView], *, today: dt.date) -> list[tuple[CaseView, Reason]]:
    """Those of these cases that are open and press, each with the reason. One query, none where no case is open."""
    views = [view for view in views if view.is_open]
    closings = _closings({view.overlap.state_id for view in views if view.overlap.state_id}, today)
    pressing = []
    for view in views:
        overlap = view.overlap
        types = {member.program_type.code for member in view.members}
        there = closings.get(overlap.state_id or "", [])
        reason = why_the_table(overlap.starts_on, overlap.ends_on, types, there, today=today)
        if reason:
            pressing.append((view, reason))
    return pressing


def own_tables(viewer: Viewer) -> dict[str, list[Partner]]:
    """By state, the tables there for which this person may write, by name; none of a table without a state. One
    query."""
    found: dict[str, list[Partner]] = {}
    tables = Partner.objects.filter(pk__in=viewer.editable_partner_ids, kind__in=TABLES)
    there = tables.annotate(state=F("partner_states__state")).filter(state__isnull=False)
    for table in there.order_by("name", "pk"):
        found.setdefault(table.state, []).append(table)  # type: ignore[attr-defined]  # annotated
    return found


def tables_asked(viewer: Viewer, view: CaseView, *, today: dt.date) -> list[Partner]:
    """The tables of this person that help to settle this case: of its state, once it has gone to them. Two queries.

    The case is judged as this person reads it: what it holds of plans that are not shared with him or her, neither
    opens it nor tells of it.
    """
    if not (view.overlap.state_id and view.is_open and viewer.editable_partner_ids):
        return []
    tables = own_tables(viewer).get(view.overlap.state_id, [])
    return tables if tables and tables_cases([view], today=today) else []


def in_words(reason: Reason, view: CaseView) -> str:
    """Which day comes: "its weeks are Aug 2 – Sep 26, 2027", or which deadline; an unverified one says so."""
    if reason.closing is None:
        return f"its weeks are {wording.days(view.overlap.starts_on, view.overlap.ends_on)}"
    doubt = "" if reason.closing.is_verified else ", which nobody has verified"
    return f"“{reason.closing.title}” is on {wording.day(reason.on)}{doubt}"


def _closings(states: Collection[str], today: dt.date) -> dict[str, list[Closing]]:
    """By state, the deadlines ahead of elections that the whole state holds."""
    if not states:
        return {}
    whole = State.objects.filter(pk__in=states).values("division")
    rows = Deadline.objects.ahead(today).filter(election__division__in=whole)
    found: dict[str, list[Closing]] = {}
    for each in rows.select_related("election__division"):
        election = each.election
        closing = Closing(each.kind, each.on, each.get_kind_display(), election.held_on, each.is_verified)
        found.setdefault(election.division.state_id or "", []).append(closing)
    return found
