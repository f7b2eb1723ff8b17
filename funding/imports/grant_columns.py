"""The columns of a list of grants: those of 360Giving, spreadsheet and JSON, and what plain lists call the same."""

import re
from dataclasses import dataclass
from typing import Any

from funding.models import RegrantType
from mvp_coord.lib.money import Money, read_currency, read_money
from mvp_coord.lib.rough_dates import read_precision, read_rough_date
from mvp_coord.lib.tabular import Value
from mvp_coord.lib.written import NotUnderstoodError, shown
from mvp_coord.sheets.fields import Field
from mvp_coord.sheets.layout import Column, Layout
from partners.imports.partner_columns import LEVELS
from states.imports.words import Choices, as_it_is, read_line, read_text

REGRANTS = Choices("way of passing on", dict(RegrantType.choices))
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Written:
    """A day as a cell has it: read once it is known how exact it is, and whether the list is American."""

    value: Value


def _money(value: Value, _: Any = None) -> Money:
    found = read_money(value)
    if found is None:
        raise NotUnderstoodError("is no amount")
    return found


def _day(value: Value, _: Any = None) -> Written:
    for month_first in (True, False):  # what can be no day at all is refused here, in its own cell
        try:
            read_rough_date(value, month_first=month_first)
            return Written(value)
        except NotUnderstoodError as fault:
            last = fault
    raise last


def _org_id(value: Value, _: Any = None) -> str:
    """As written: an odd one is a finding, not a reason to refuse the grant."""
    return re.sub(r"\s+", " ", shown(value)).strip()[:_LONGEST_NAME]


def _field(column: Column, read: Any = None, *, longest: int = 1_000) -> Field:
    return Field(column, read or read_line(300), as_it_is, empty="", longest=longest)


GRANT_FIELDS: tuple[Field, ...] = (
    _field(Column("identifier", "identifier",
                  ("identifier", "grant identifier", "grant id", "award id", "id", "grant reference", "reference"))),
    _field(Column("title", "title",
                  ("title", "grant title", "project title", "donation earmark", "earmark", "project"))),
    _field(Column("description", "description",
                  ("description", "grant description", "project description", "purpose", "grant purpose",
                   "purpose of grant", "notes", "use of funds"), maybe=("summary", "details")),
           read_text, longest=32_767),
    _field(Column("funder", "funder",
                  ("funding org", "funding organization", "funding organisation", "funder", "donor", "grantmaker",
                   "grantor", "foundation", "fundingorganization 0 name"), maybe=("from", "source of funds")),
           read_line(_LONGEST_NAME, is_name=True)),
    _field(Column("funder_id", "funder’s identifier",
                  ("funding org identifier", "funding organization identifier", "funder id", "funder identifier",
                   "donor ein", "funder ein", "fundingorganization 0 id")), _org_id),
    _field(Column("recipient", "recipient",
                  ("recipient org", "recipient organization", "recipient organisation", "recipient", "grantee",
                   "donee", "awarded to", "grant recipient", "grantee organization", "organization", "organisation",
                   "recipientorganization 0 name", "recipientindividual name"), maybe=("to", "partner", "name"),
                  is_required=True), read_line(_LONGEST_NAME, is_name=True)),
    _field(Column("recipient_id", "recipient’s identifier",
                  ("recipient org identifier", "recipient organization identifier", "recipient id",
                   "recipient identifier", "grantee id", "recipientorganization 0 id", "ein", "recipient ein",
                   "grantee ein", "tax id")), _org_id),
    _field(Column("another", "another recipient",
                  ("recipientorganization 1 name", "recipient org 1 name", "recipient 2", "second recipient"))),
    _field(Column("amount", "amount",
                  ("amount awarded", "amount", "grant amount", "award amount", "amount of grant", "awarded",
                   "amountawarded", "total awarded"), maybe=("total", "value", "grant", "award"), is_required=True),
           _money),
    _field(Column("currency", "currency", ("currency", "currency code")), lambda value, _: read_currency(value)),
    _field(Column("awarded", "award date",
                  ("award date", "awarddate", "date awarded", "donation date", "grant date", "date of grant",
                   "date of award", "approval date", "date approved", "year awarded", "award year", "grant year",
                   "date", "year"), maybe=("fiscal year", "when")), _day),
    _field(Column("precision", "precision of the date",
                  ("donation date precision", "award date precision", "date precision", "precision")),
           lambda value, _: read_precision(value)),
    _field(Column("starts_on", "planned start",
                  ("planned dates start date", "planneddates 0 startdate", "start date", "planned start date",
                   "project start date", "start")), _day),
    _field(Column("ends_on", "planned end",
                  ("planned dates end date", "planneddates 0 enddate", "end date", "planned end date",
                   "project end date", "end")), _day),
    _field(Column("program_name", "grant program",
                  ("grant programme title", "grant programme", "grant program", "grant program title",
                   "grantprogramme 0 title", "programme", "program", "program area", "cause area", "cause",
                   "funding stream", "strategy"))),
    _field(Column("place", "location",
                  ("beneficiary location", "beneficiarylocation 0 name", "location", "affected region", "region",
                   "geographic area", "geographic area served", "place"))),
    _field(Column("city", "city", ("affected cities", "affected city", "city", "recipient city"))),
    _field(Column("state", "state", ("affected states", "affected state", "state", "states"))),
    _field(Column("country", "country", ("affected countries", "affected country", "country", "countries"))),
    _field(Column("regrant_type", "passed on as", ("for regrant type", "forregranttype", "regrant type", "regrant",
                   "passed on as")),
           REGRANTS.read),
    _field(Column("source_url", "source address",
                  ("url", "source address", "grant url", "source url", "source", "data source",
                   "datasource", "link")),
           read_line(500)),
    _field(Column("license", "license", ("license", "licence", "license url"))),
    _field(Column("visibility", "seen by", ("seen by", "visibility", "who can see it")), LEVELS.read),
)  # fmt: skip
# Totals are told by the importer itself: a group may be called "Total Impact".
GRANT = Layout("a grant", tuple(field.column for field in GRANT_FIELDS))
