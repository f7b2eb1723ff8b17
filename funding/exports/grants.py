"""Public grants as the 360Giving standard has them: JSON, and its spreadsheets' headings.

Allocations of the level public that are decided and shared exactly, and published grants of that level, between
organizations of that level; each once. The standard needs the day of an award: what is known less exactly is left
out.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.visibility import Viewer, Visibility
from funding.models import Allocation, Grant
from mvp_coord.lib.tabular.writing import Cell, as_csv, as_xlsx
from partners.exports.contents import Content
from partners.models import Export, Partner

_AT_ONCE: Final = 2_000
# Heading of the standard's spreadsheets → the way to it in JSON.
HEADINGS: Final = {
    "Identifier": ("id",),
    "Title": ("title",),
    "Description": ("description",),
    "Currency": ("currency",),
    "Amount Awarded": ("amountAwarded",),
    "Award Date": ("awardDate",),
    "Planned Dates:Start Date": ("plannedDates", 0, "startDate"),
    "Planned Dates:End Date": ("plannedDates", 0, "endDate"),
    "Recipient Org:Identifier": ("recipientOrganization", 0, "id"),
    "Recipient Org:Name": ("recipientOrganization", 0, "name"),
    "Funding Org:Identifier": ("fundingOrganization", 0, "id"),
    "Funding Org:Name": ("fundingOrganization", 0, "name"),
    "Grant Programme:Title": ("grantProgramme", 0, "title"),
    "Beneficiary Location:Name": ("beneficiaryLocation", 0, "name"),
    "For Regrant Type": ("forRegrantType",),
    "Data Source": ("dataSource",),
}


def public_allocations() -> Any:
    """Decided money that everybody may know of, from and to organizations that everybody may know of."""
    level = Visibility.PUBLIC
    found = Allocation.objects.decided().filter(shared_as=Allocation.SharedAs.EXACT, visibility=level)
    return found.filter(fund__visibility=level, fund__owner__visibility=level, entity__partner__visibility=level)


def public_grants() -> Any:
    """Published grants that everybody may know of, of a known day; what is an allocation above is left to it."""
    above = public_allocations().filter(pk=OuterRef("allocation"))
    return Grant.objects.public().filter(~Exists(above), award_precision=Grant.DatePrecision.DAY)


def package(viewer: Viewer, keys: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The grants of these keys as the standard has them, in their order; amounts as the viewer may read them."""
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        found = {_key(each): _of_allocation(each) for each in _allocations(viewer, some)}
        found |= {_key(each): _of_grant(each) for each in _grants(some)}
        yield from (found[key] for key in some if key in found)


def _keys(viewer: Viewer, most: int) -> list[int]:
    """Both kinds in one row of numbers: even ones are published grants, odd ones allocations."""
    allocations = public_allocations().order_by("decided_on", "pk").values_list("pk", flat=True)[:most]
    grants = public_grants().order_by("awarded_on", "pk").values_list("pk", flat=True)[:most]
    return [*(2 * key + 1 for key in allocations), *(2 * key for key in grants)][:most]


def _key(record: Any) -> int:
    return 2 * int(record.pk) + isinstance(record, Allocation)


def _allocations(viewer: Viewer, keys: Sequence[int]) -> Any:
    rows = public_allocations().filter(pk__in=[key // 2 for key in keys if key % 2]).with_readable_amount(viewer)
    return rows.select_related("fund__owner", "entity__partner").prefetch_related(
        "fund__owner__identifiers", "fund__owner__entities", "entity__partner__identifiers"
    )


def _grants(keys: Sequence[int]) -> Any:
    rows = public_grants().filter(pk__in=[key // 2 for key in keys if not key % 2])
    sides = [f"{side}__{what}" for side in ("funder", "recipient") for what in ("identifiers", "entities")]
    return rows.select_related("funder", "recipient", "entity").prefetch_related(*sides)


def _of_allocation(row: Any) -> dict[str, Any]:
    title = f"A grant to {row.entity.partner.name}"
    told = {
        "id": _own(row.public_id),
        "title": title,
        "description": row.purpose or title,
        **_money(row.currency, row.amount, row.decided_on),
        "recipientOrganization": [_organization(row.entity.partner, row.entity.ein, row.entity.legal_name)],
        "fundingOrganization": [_organization(row.fund.owner)],
    }
    return told | {"forRegrantType": row.regrant_type} if row.regrant_type else told


def _of_grant(row: Grant) -> dict[str, Any]:
    title = str(row)
    told = {
        "id": _own(row.public_id) if row.is_known_by_its_line else row.identifier,
        "title": title,
        "description": row.description or title,
        **_money(row.currency, row.amount, row.awarded_on),
        "recipientOrganization": [_organization(row.recipient, row.entity.ein if row.entity else None)],
        "fundingOrganization": [_organization(row.funder)],
    }
    planned = {"startDate": _day(row.starts_on), "endDate": _day(row.ends_on)}
    more = {
        "plannedDates": [{name: on for name, on in planned.items() if on}] if any(planned.values()) else None,
        "grantProgramme": [{"title": row.program_name}] if row.program_name else None,
        "beneficiaryLocation": [{"name": row.location}] if row.location else None,
        "forRegrantType": row.regrant_type or None,
        "dataSource": row.source_url or None,
    }
    return told | {name: value for name, value in more.items() if value}


def _money(currency: str, amount: Decimal, on: dt.date | None) -> dict[str, Any]:
    return {"currency": currency, "amountAwarded": float(amount), "awardDate": _day(on)}


def _organization(partner: Partner, ein: str | None = None, name: str = "") -> dict[str, str]:
    """With a number of a register where one is known, else with one of ours, as the standard has it."""
    known = [f"US-EIN-{ein}"] if ein else sorted(each.value for each in partner.identifiers.all())
    known += [f"US-EIN-{each.ein}" for each in partner.entities.all() if each.ein] if not known else []
    known.sort(key=lambda each: each.startswith("360G"))
    return {"id": known[0] if known else _own(partner.slug), "name": name or partner.name}


def _own(address: str) -> str:
    return f"360G-{settings.HOME_PARTNER or 'commons'}-{address}"


def _day(on: dt.date | None) -> str:
    return on.isoformat() if on else ""


def _body(viewer: Viewer, keys: Sequence[int], file_format: str) -> bytes:
    if file_format == Export.Format.JSON:
        return json.dumps({"grants": list(package(viewer, keys))}, ensure_ascii=False, indent=1).encode()
    if file_format == Export.Format.CSV:
        return as_csv(table(viewer, keys))
    notes = ["Public grants, with the headings of the 360Giving standard.", f"As of {timezone.localdate():%Y-%m-%d}."]
    return as_xlsx(table(viewer, keys), sheet="grants", notes=notes)


def table(viewer: Viewer, keys: Sequence[int]) -> Iterator[list[Cell]]:
    """A row of headings, and a row a grant."""
    yield list(HEADINGS)
    for grant in package(viewer, keys):
        yield [_at(grant, way) for way in HEADINGS.values()]


def _at(found: Any, way: Sequence[str | int]) -> Any:
    for step in way:
        found = found.get(step) if isinstance(found, dict) else found[step] if found else None
    return Decimal(str(found)) if isinstance(found, float) else found


def _still_seen(viewer: Viewer, keys: Sequence[int]) -> bool:
    there = _allocations(viewer, keys).order_by().count() + _grants(keys).order_by().count()
    return viewer.has_role and there == len(keys)


PUBLIC_GRANTS: Final = Content(
    kind=Export.Kind.GRANTS,
    formats=(Export.Format.JSON, Export.Format.XLSX, Export.Format.CSV),
    may_ask=lambda viewer: viewer.is_insider or bool(viewer.partner_ids),
    keys=_keys,
    body=_body,
    still_seen=_still_seen,
)
