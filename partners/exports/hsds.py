"""The public directory in the words of HSDS 3, the open standard for directories of services (docs/exports.md).

"Public" here is the widest level of a record: everybody who is signed in, donors too. Only records of that level
are in it, whoever asks, so it is the same for everybody: partners as organizations, their public programs as
services, and the states that they work in as locations.
"""

import hashlib
import json
import math
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Prefetch

from accounts.visibility import Visibility
from partners.models import Activity, LegalEntity, Partner, PartnerState, Program
from states.models import Division

VERSION: Final = "3.1.1"
PAGE_SIZE: Final = 100
MOST_ON_A_PAGE: Final = 500
# Ids of HSDS are UUIDs. Ours come from the addresses of the records, which never change.
_SPACE: Final = uuid.UUID("5b0d5f0c-6c57-5d0b-9a44-0e6d6f2f4a11")
_ENDED: Final = (Partner.Status.CLOSED, Partner.Status.MERGED)
_SERVICE_STATUS: Final = {
    Program.Status.IDEA: "inactive",
    Program.Status.PLANNED: "active",
    Program.Status.COMMITTED: "active",
    Program.Status.UNDER_WAY: "active",
    Program.Status.FINISHED: "inactive",
}


def public_directory(*, page: int = 1, size: int = PAGE_SIZE) -> tuple[str, bytes]:
    """(ETag, JSON in UTF-8) of one page of the public directory, in the order of addresses.

    Built anew for whoever asks, so that what was hidden a moment ago is in none of them; the ETag says what is in it.
    A page past the end is a `LookupError`; the first one is always there.
    """
    body = json.dumps(_document(page, min(size, MOST_ON_A_PAGE)), ensure_ascii=False, separators=(",", ":")).encode()
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"', body


def _document(page: int, size: int) -> dict[str, Any]:
    """A page as the standard's API has it."""
    partners = _public_partners()
    total = partners.count()
    pages = max(1, math.ceil(total / size))
    if not 1 <= page <= pages:
        raise LookupError(page)
    shown = [_organization(partner) for partner in partners[(page - 1) * size : page * size]]
    return {
        "version": VERSION,
        "profile": "docs/exports.md",
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(shown),
        "first_page": page == 1,
        "last_page": page == pages,
        "empty": not shown,
        "contents": shown,
    }


def _public_partners() -> Any:
    """The rows, with all that the document says of them: eight queries."""
    programs = Program.objects.filter(visibility=Visibility.PUBLIC).exclude(status=Program.Status.CANCELLED)
    return (
        Partner.objects.filter(visibility=Visibility.PUBLIC)
        .exclude(status__in=_ENDED)
        .defer("search")
        .order_by("slug")
        .prefetch_related(
            Prefetch("partner_states", PartnerState.objects.select_related("state__division").order_by("state_id")),
            Prefetch("entities", LegalEntity.objects.order_by("vehicle", "pk")),
            "constituencies",
            "issues",
            Prefetch("programs", programs.order_by("public_id"), to_attr="public_programs"),
            Prefetch(
                "public_programs__activities",
                Activity.objects.standing()
                .select_related("division", "program_type", "tactic")
                .prefetch_related("constituencies")
                .order_by("pk"),
                to_attr="planned",
            ),
        )
    )


def _id(*words: Any) -> str:
    return str(uuid.uuid5(_SPACE, "/".join(map(str, words))))


def _said(**facts: Any) -> dict[str, Any]:
    """These facts without the empty ones: the standard leaves out what is not known."""
    return {name: value for name, value in facts.items() if value not in ("", None, [])}


def _organization(partner: Any) -> dict[str, Any]:
    key = _id("organization", partner.slug)
    entities = list(partner.entities.all())
    return _said(
        id=key,
        name=partner.name,
        alternate_name="; ".join(partner.other_names.splitlines()),
        description=partner.summary,
        website=partner.website,
        additional_websites=[_giving(partner)] if partner.direct_giving_url else [],
        year_incorporated=partner.founded_year,
        legal_status="; ".join(dict.fromkeys(each.get_vehicle_display() for each in entities)),
        organization_identifiers=[_ein(each) for each in entities if each.ein],
        attributes=[
            _attribute(partner.slug, "kind", partner.kind, partner.get_kind_display()),
            *(
                _attribute(partner.slug, "constituency", each.code, each.label)
                for each in partner.constituencies.all()
            ),
            *(_attribute(partner.slug, "issue", each.code, each.label) for each in partner.issues.all()),
        ],
        locations=[_location(partner, row) for row in partner.partner_states.all()],
        services=[_service(program, key) for program in partner.public_programs],
    )


def _giving(partner: Any) -> dict[str, Any]:
    return {"id": _id("giving", partner.slug), "url": partner.direct_giving_url, "label": "Give to it directly"}


def _ein(entity: LegalEntity) -> dict[str, Any]:
    return {
        "id": _id("ein", entity.public_id),
        "identifier_scheme": "US-EIN",
        "identifier_type": "Employer Identification Number",
        "identifier": entity.ein_written,
    }


def _attribute(owner: str, taxonomy: str, code: str, label: str) -> dict[str, Any]:
    return {
        "id": _id("attribute", owner, taxonomy, code),
        "label": label,
        "taxonomy_term": {"id": _id("term", taxonomy, code), "code": code, "name": label, "taxonomy": taxonomy},
    }


def _location(partner: Any, row: PartnerState) -> dict[str, Any]:
    return _said(
        id=_id("location", partner.slug, row.state_id),
        name=row.state.name,
        location_type="virtual",  # it works there; where its office is, is not said
        description=": ".join(filter(None, [row.get_scope_display(), row.role])),
        external_identifier=row.state.division.ocd_id,
        external_identifier_type="OCD-ID",
    )


def _service(program: Any, organization: str) -> dict[str, Any]:
    key, planned = program.public_id, program.planned
    terms = {("type", each.program_type) for each in planned} | {("tactic", each.tactic) for each in planned}
    people = {str(term) for each in planned for term in each.constituencies.all()}
    everybody = any(not each.constituencies.all() for each in planned)
    return _said(
        id=_id("service", key),
        organization_id=organization,
        name=program.name,
        status=_SERVICE_STATUS[Program.Status(program.status)],
        eligibility_description="" if everybody else "; ".join(sorted(people)),
        service_areas=[_area(key, division) for division in _places(planned)],
        schedules=[_window(key, planned)] if planned else [],
        attributes=[
            _attribute(key, name, term.code, term.label)
            for name, term in sorted(terms, key=lambda each: (each[0], each[1].code))
        ],
    )


def _places(planned: Iterable[Activity]) -> Iterator[Division]:
    places = {each.division.ocd_id: each.division for each in planned}
    yield from (places[ocd_id] for ocd_id in sorted(places))


def _area(program: str, division: Division) -> dict[str, Any]:
    key = _id("area", program, division.ocd_id)
    return {"id": key, "name": division.name, "extent": division.ocd_id, "extent_type": "text"}


def _window(program: str, planned: Iterable[Activity]) -> dict[str, Any]:
    first, last = min(each.starts_on for each in planned), max(each.ends_on for each in planned)
    return {"id": _id("window", program), "valid_from": first.isoformat(), "valid_to": last.isoformat()}
