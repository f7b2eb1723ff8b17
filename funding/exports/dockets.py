"""A docket as data for its paper, and as rows for a sheet."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from funding.models import MoneyRule
from funding.reports.clock import Clock
from funding.reports.dockets import Line, Meeting
from mvp_coord.lib import wording
from mvp_coord.lib.tabular.writing import Cell
from partners.ids import ein_written

HEADINGS: Final = (
    *("Group", "Legal entity", "EIN", "Vehicle", "Fund", "Program", "Status", "Currency", "Asked", "Decision"),
    *(
        "Amount decided",
        "Money rules",
        "Days before the election",
        "Too late for the work",
        "Why this group",
        "Why this amount",
        "Why now",
        "What was said",
    ),
)


def table(meeting: Meeting) -> Iterator[list[Cell]]:
    """Headings, then a row for each item."""
    yield list(HEADINGS)
    for line in meeting.lines:
        item, award = line.item, line.item.allocation
        yield [
            award.entity.partner.name,
            award.entity.legal_name,
            ein_written(award.entity.ein),
            award.entity.get_vehicle_display(),
            award.fund.name,
            award.program.name if award.program else "General support",
            award.get_status_display(),
            award.currency,
            item.amount,
            item.get_decision_display(),
            item.amount_decided,
            _rules(line),
            line.clock.days_left if line.clock else None,
            line.clock.late_in_words if line.clock else "",
            *(item.why_group, item.why_amount, item.why_now, item.note),
        ]


def as_data(meeting: Meeting, *, made_for: str, today: dt.date) -> dict[str, Any]:
    """What templates/print/docket.typ reads, every text as people read it."""
    docket, closed = meeting.docket, ""
    if docket.closed_at:
        closed = f"Closed by {docket.closed_by} on {wording.day(timezone.localdate(docket.closed_at))}"
    return {
        "site": settings.SITE_NAME,
        "title": docket.title,
        "made_on": wording.day(today),
        "made_for": made_for,
        "meets_on": wording.day(docket.meets_on),
        "lead": _lead(meeting),
        "funds": [
            [
                each.fund.name,
                each.fund.get_vehicle_display(),
                *map(wording.usd_exact, (each.asked, each.approved, each.available)),
            ]
            for each in meeting.funds
        ],
        "changes": [f"{each.item.allocation.entity.partner} {each.words}." for each in meeting.changes],
        "last": wording.day(meeting.last.meets_on) if meeting.last else "",
        "items": [_item(line) for line in meeting.lines],
        "attended": docket.attended,
        "minutes": docket.minutes,
        "closed": closed,
    }


def _lead(meeting: Meeting) -> str:
    asked = wording.join_words([f"{each.vehicle} {wording.usd_exact(each.asked)}" for each in meeting.colors])
    said = wording.plural(len(meeting.lines), "allocation") + (f", asked for: {asked}" if asked else "")
    if not meeting.decided:
        return f"{said}."
    given = [f"{each.vehicle} {wording.usd_exact(each.approved)}" for each in meeting.colors if each.approved]
    approved = f", approved: {wording.join_words(given)}" if given else ""
    return f"{said}; {meeting.decided} decided{approved}."


def _item(line: Line) -> dict[str, Any]:
    item, award = line.item, line.item.allocation
    need = (
        f"{wording.usd_exact(line.need.left_usd)} as of {wording.day(line.need.good_as_of)}"
        if line.need
        else "Not stated"
    )
    return {
        "title": f"{award.entity.partner}: {wording.amount_exact(item.amount, award.currency)}",
        "facts": [
            ["To", f"{award.entity.legal_name}, {award.entity.get_vehicle_display()}"],
            ["From", f"{award.fund.name}, {award.fund.get_vehicle_display()} money"],
            ["For", award.program.name if award.program else "General support"],
            ["Still needed", need],
            ["Money rules", _rules(line)],
            *([["Comes", _comes(line.clock)]] if line.clock else []),
            *([["Restriction", award.restriction]] if award.restriction else []),
        ],
        "memo": [
            ["Why this group", item.why_group],
            ["Why this amount", item.why_amount],
            ["Why now", item.why_now],
        ],
        "decision": _decision(line),
    }


def _comes(clock: Clock) -> str:
    """Paid then, or due next; or as if it were paid today."""
    return f"{clock.in_words}. {clock.late_in_words}".strip()


def _decision(line: Line) -> str:
    item = line.item
    if not item.decision:
        return ""
    amount = f" {wording.amount_exact(item.amount_decided, item.allocation.currency)}" if item.amount_decided else ""
    return f"{item.get_decision_display()}{amount}. {item.note}".strip()


def _rules(line: Line) -> str:
    if line.held is None:
        return "Held at each step"
    outcome = MoneyRule.Outcome(line.held.verdict.outcome).label
    return f"{outcome}, signed off" if line.held.sign_off else outcome
