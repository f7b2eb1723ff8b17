"""Rows of families for tests: what registers say, fiscal sponsors, and changes that wait for staff."""

import datetime as dt
from typing import Any

from accounts.models import User
from partners.models import EntityStatement, LegalEntity, ProposedChange, RegisterReading, Sponsorship

from .factories import make_entity, make_user


def make_statement(entity: LegalEntity | None = None, **facts: Any) -> EntityStatement:
    """The IRS says that gifts to it are deductible, unless told otherwise; nobody has looked at it."""
    facts = {
        "fact": "is_deductible",
        "value": "yes",
        "source": "IRS exempt-organizations master file",
        "as_of": dt.date(2026, 11, 10),
        **facts,
    }
    return EntityStatement.objects.create(entity=entity or make_entity(), **facts)


COUNTS = """rows_in matched unmatched rejected repeated repaired agree differ unknown_to_us statements_new
    statements_confirmed statements_unchanged statements_older""".split()


def make_register_reading(**facts: Any) -> RegisterReading:
    facts = {"file_name": "eo_az.csv", "source": "IRS", "as_of": dt.date(2026, 11, 10), **facts}
    facts["counts"] = dict.fromkeys(COUNTS, 0) | facts.get("counts", {})
    return RegisterReading.objects.create(**facts)


def make_sponsorship(
    project: LegalEntity | None = None, sponsor: LegalEntity | None = None, **facts: Any
) -> Sponsorship:
    """A sponsored project with its fiscal sponsor, in days that nobody knows unless told otherwise."""
    project = project or make_entity(vehicle="sponsored")
    sponsor = sponsor or make_entity(vehicle="c3_public")
    return Sponsorship.objects.create(project=project, sponsor=sponsor, **facts)


def make_proposal(entity: LegalEntity | None = None, by: User | None = None, **facts: Any) -> ProposedChange:
    """A contact wants the entity to have another EIN, unless told otherwise; nobody has looked at it."""
    entity = entity or make_entity()
    facts = {"kind": "entity", "former": {"ein": entity.ein}, "facts": {"ein": "123456789"}, **facts}
    told = {"partner": entity.partner, "entity": entity, "proposed_by": by or make_user()}
    return ProposedChange.objects.create(**{**told, **facts})
