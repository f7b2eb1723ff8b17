"""The facts of partners as a sheet tells them, read from the directory many at a time."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mvp_coord.sheets.cells import plain, plain_line
from partners.actions.profile import StateFacts
from partners.models import LegalEntity, Partner, PartnerState

_MANY: dict[str, Any] = {"constituencies": Partner.constituencies.through, "issues": Partner.issues.through}
_TERMS = {"constituencies": "constituency__code", "issues": "issuearea__code"}


def facts_of_partners(partners: Iterable[Partner]) -> dict[int, dict[str, Any]]:
    """By partner and field name, comparable with what a sheet says: four queries, however many partners."""
    listed = {partner.pk: partner for partner in partners}
    states: dict[int, list[StateFacts]] = defaultdict(list)
    for row in PartnerState.objects.filter(partner__in=listed).order_by("state_id"):
        states[row.partner_id].append(StateFacts(row.state_id, row.scope, plain_line(row.role)))
    eins: dict[int, list[str]] = defaultdict(list)
    entities = LegalEntity.objects.filter(partner__in=listed).exclude(ein=None).order_by("vehicle", "pk")
    for pk, ein in entities.values_list("partner_id", "ein"):
        eins[pk].append(str(ein))
    terms = {name: _codes(name, listed) for name in _MANY}
    return {
        pk: {
            **_own(partner),
            "states": tuple(states[pk]),
            "eins": tuple(eins[pk]),
            **{name: tuple(codes[pk]) for name, codes in terms.items()},
        }
        for pk, partner in listed.items()
    }


def _own(partner: Partner) -> dict[str, Any]:
    """What stands in the partner's own row."""
    return {
        "slug": partner.slug,
        "name": plain_line(partner.name),
        "other_names": tuple(dict.fromkeys(filter(None, map(plain_line, partner.other_names.splitlines())))),
        "kind": partner.kind,
        "status": partner.status,
        "website": partner.website,
        "direct_giving_url": partner.direct_giving_url,
        "summary": plain(partner.summary),
        "founded_year": partner.founded_year,
        "starts_on": partner.starts_on,
        "ends_on": partner.ends_on,
        "visibility": partner.visibility,
        "source": plain_line(partner.source),
        "assured_on": partner.assured_on,
        "as_of": partner.updated_at,
    }


def _codes(name: str, partners: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = _MANY[name].objects.filter(partner__in=partners).order_by(_TERMS[name])
    for pk, code in rows.values_list("partner_id", _TERMS[name]):
        found[pk].append(code)
    return found
