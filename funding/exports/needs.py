"""Who still needs how much, as a table: the newest statement of each entity and cycle that its reader may read.

What may be shared of a need is for the organization to say: each file holds what the person who asked reads on the
pages, by the same rule, and is given out only as long as every statement in it stands and is shared with that person.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils import timezone

from accounts.visibility import Viewer, describe
from funding.models import Need
from funding.reports.needs import NEED_RULE, NeedLeft, needs_left
from mvp_coord.lib.tabular.writing import Cell, as_csv, as_xlsx
from partners.exports.contents import Content
from partners.models import Export, PartnerState

HEADINGS: Final = (
    *("Organization", "Legal entity", "Vehicle", "States", "Cycle", "Budget USD", "Raised USD, as stated"),
    *("Approved since USD", "Approved since in bands", "Still needed USD", "Good as of", "Source", "Shared with"),
)


def table(viewer: Viewer, keys: Sequence[int]) -> Iterator[list[Cell]]:
    """Headings, then a row for each of these statements that is still the one shown, by organization. 5 queries."""
    yield list(HEADINGS)
    related = ("entity__partner", "cycle")
    rows = list(_stated(viewer).filter(pk__in=keys).select_related(*related))
    left, states = needs_left(viewer, [row.entity_id for row in rows]), _states(rows)
    for row in sorted(rows, key=lambda each: (each.entity.partner.name.casefold(), each.cycle.code, each.pk)):
        need = left.get((row.entity_id, row.cycle_id))
        if need and need.statement == row.public_id:
            yield _cells(row, need, states.get(row.entity.partner_id, []))


def _cells(row: Need, need: NeedLeft, states: list[str]) -> list[Cell]:
    return [
        row.entity.partner.name,
        row.entity.legal_name,
        row.entity.get_vehicle_display(),
        ", ".join(states),
        row.cycle.name,
        need.budget_usd,
        need.raised_usd,
        need.since_usd,
        need.since_banded or None,
        need.left_usd,
        need.good_as_of,
        need.source,
        describe(need.consent),
    ]


def _states(rows: Sequence[Need]) -> dict[int, list[str]]:
    """Postal codes by the partner's key."""
    found: dict[int, list[str]] = {}
    partners = {row.entity.partner_id for row in rows}
    there = PartnerState.objects.filter(partner__in=partners).order_by("state_id")
    for partner, code in there.values_list("partner_id", "state_id"):
        found.setdefault(partner, []).append(code)
    return found


def _stated(viewer: Viewer) -> Any:
    return Need.objects.visible_to(viewer).standing()


def _keys(viewer: Viewer, most: int) -> list[int]:
    return list(Need.objects.visible_to(viewer).shown().values_list("pk", flat=True)[:most])


def _body(viewer: Viewer, keys: Sequence[int], file_format: str) -> bytes:
    rows = table(viewer, keys)
    if file_format == Export.Format.CSV:
        return as_csv(rows)
    notes = [NEED_RULE, f"As of {timezone.localdate():%Y-%m-%d}, as far as it is shared with the person who asked."]
    return as_xlsx(rows, sheet="Needs", notes=notes)


NEEDS: Final = Content(
    kind=Export.Kind.NEEDS,
    formats=(Export.Format.XLSX, Export.Format.CSV),
    may_ask=lambda viewer: viewer.is_insider or bool(viewer.partner_ids),
    keys=_keys,
    body=_body,
    still_seen=lambda viewer, keys: _stated(viewer).filter(pk__in=keys).count() == len(keys),
)
