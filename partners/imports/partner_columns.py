"""The columns of a sheet of partners: one list for reading what others send and for writing what we give.

What is written here is read back as the same facts, so that a sheet that was exported and sent again changes nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.visibility import Visibility
from mvp_coord.lib.tabular import Value
from mvp_coord.sheets.cells import join_items, split_items
from mvp_coord.sheets.fields import Field, by_name, layout_of, text_of
from mvp_coord.sheets.layout import Column
from partners.ids import ein_written, read_ein
from partners.models import Partner
from states.imports.words import (
    Choices,
    Terms,
    as_it_is,
    read_day,
    read_line,
    read_link,
    read_names,
    read_slug,
    read_text,
    read_year,
    write_names,
)
from states.models import Constituency, IssueArea, State

from .partner_base import read_instant
from .term_words import terms_of
from .words import read_states, write_states

_LONG = 32_767

KINDS = Choices(
    "kind of partner",
    dict(Partner.Kind.choices),
    {
        "funder": "peer_funder",
        "national group": "national",
        "national organization": "national",
        "local group": "year_round",
        "year-round group": "year_round",
        "organizing group": "year_round",
        "coalition": "coalition",
        "table": "state_table",
        "pipeline hub": "pipeline_hub",
        "research hub": "research_hub",
        "communications hub": "research_hub",
        "infrastructure hub": "infrastructure_hub",
    },
)
STATUSES = Choices("status", dict(Partner.Status.to_choose()))
LEVELS = Choices("level", dict(Visibility.choices), {"everyone": "public", "tables": "table"})


@dataclass(frozen=True)
class DirectoryWords:
    """What a sheet of partners may name: states by postal code, constituencies, issues."""

    states: Mapping[str, str]
    constituencies: Terms
    issues: Terms


def load_words() -> DirectoryWords:
    """The words of this directory. Three queries."""
    states = dict(State.objects.values_list("code", "name"))
    return DirectoryWords(states, terms_of(Constituency), terms_of(IssueArea))


def read_eins(value: Value, _: Any = None) -> tuple[str, ...]:
    """EINs of nine digits each, however they are set apart; one that lost its leading zero gets it back."""
    # Here a number only tells which partner is meant, so one that looks odd is met where it is kept.
    return tuple(
        digits if re.fullmatch("[0-9]{9}", digits := item.replace("-", "")) else read_ein(item).value
        for item in split_items(text_of(value).replace(",", ";"))
    )


def _write_eins(eins: tuple[str, ...], _: Any = None) -> str:
    return join_items(map(ein_written, eins))


PARTNER_FIELDS: tuple[Field, ...] = (
    Field(
        Column("slug", "id", ("slug", "partner id", "id", "address here"), tags=("#org+id", "#org+code")),
        read_slug,
        as_it_is,
        is_key=True,
    ),
    Field(
        Column(
            "name",
            "name",
            ("partner", "organization", "organisation", "organization name", "partner name", "org", "group", "name"),
            maybe=("who", "grantee", "agency", "member", "affiliate", "legal name"),
            tags=("#org+name", "#org"),
            is_required=True,
        ),
        read_line(200, is_name=True),
        as_it_is,
    ),
    Field(
        Column("other_names", "other names", ("other names", "other name", "also known as", "aka", "acronym",
               "former names", "short name", "dba"), tags=("#org+alt", "#org+acronym", "#org+name+alt")),
        read_names,
        write_names,
        empty=(),
        longest=_LONG,
    ),
    Field(
        Column("kind", "kind", ("kind", "kind of partner", "partner kind", "partner type", "organization type",
               "org type"), maybe=("type", "category", "role"), tags=("#org+type",)),
        KINDS.read,
        KINDS.write,
    ),
    Field(
        Column("status", "status", ("status", "partner status"), tags=("#status", "#status+org")),
        STATUSES.read,
        STATUSES.write,
    ),
    Field(
        Column("states", "states", ("states", "state", "works in", "where it works", "states with role", "geography"),
               maybe=("where", "place", "location", "region"), tags=("#adm1", "#adm1+list", "#geo", "#loc")),
        lambda value, words: read_states(value, words.states),
        write_states,
        empty=(),
        longest=_LONG,
    ),
    Field(
        Column("website", "website", ("website", "web site", "url", "web", "homepage", "site"),
               maybe=("link",), tags=("#org+url", "#contact+url")),
        read_link,
        as_it_is,
        empty="",
    ),
    Field(
        Column("direct_giving_url", "direct-giving link", ("direct-giving link", "direct giving", "giving link",
               "donation link", "donate link", "donate", "donate url", "where to give"), tags=("#org+url+give",)),
        read_link,
        as_it_is,
        empty="",
    ),
    Field(
        Column("summary", "summary", ("summary", "description", "about", "what it does", "mission"),
               maybe=("notes",), tags=("#description", "#org+description")),
        read_text,
        as_it_is,
        empty="",
        longest=_LONG,
    ),
    Field(
        Column("founded_year", "founded in", ("founded in", "founded", "year founded", "founding year", "since"),
               tags=("#date+founded", "#date+year+founded")),
        read_year,
        as_it_is,
        empty=None,
    ),
    Field(
        Column("constituencies", "works for", ("works for", "constituencies", "constituency", "who for", "for whom",
               "audience", "community"), tags=("#beneficiary", "#population+type")),
        lambda value, words: words.constituencies.read(text_of(value)),
        lambda codes, words: words.constituencies.write(codes),
        empty=(),
        longest=_LONG,
    ),
    Field(
        Column("issues", "issues", ("issues", "issue", "issue areas", "issue area"), tags=("#subsector", "#theme")),
        lambda value, words: words.issues.read(text_of(value)),
        lambda codes, words: words.issues.write(codes),
        empty=(),
        longest=_LONG,
    ),
    Field(
        Column("starts_on", "first day", ("first day", "starts on", "start", "start date"), tags=("#date+start",)),
        read_day,
        as_it_is,
        empty=None,
    ),
    Field(
        Column("ends_on", "last day", ("last day", "ends on", "end", "end date"), tags=("#date+end",)),
        read_day,
        as_it_is,
        empty=None,
    ),
    Field(
        Column("visibility", "seen by", ("seen by", "visibility", "who can see it"), tags=("#access",)),
        LEVELS.read,
        LEVELS.write,
        for_insiders=True,
    ),
    Field(
        Column("source", "source", ("source", "source of record"), tags=("#meta+source",)),
        read_line(300),
        as_it_is,
        empty="",
        for_insiders=True,
    ),
    Field(
        Column("eins", "EIN", ("ein", "eins", "tax id", "employer id", "employer identification number"),
               tags=("#org+ein", "#org+id+ein")),
        read_eins,
        _write_eins,
        is_key=True,
    ),
    Field(
        Column("assured_on", "last confirmed", ("last confirmed", "confirmed on", "still true on"),
               tags=("#date+confirmed",)),
        read_day,
        as_it_is,
        is_told=True,
    ),
    Field(
        Column("as_of", "as of", ("as of", "exported", "exported at"), tags=("#date+updated", "#meta+as_of")),
        read_instant,
        lambda instant, _: instant.isoformat(),
        is_key=True,
    ),
)  # fmt: skip
PARTNER = layout_of("a partner", PARTNER_FIELDS)
BY_NAME = by_name(PARTNER_FIELDS)
