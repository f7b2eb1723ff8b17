"""From the rows of a list to grants as facts: currencies kept, days as exact as they are known, totals refused."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from accounts.visibility import Visibility
from funding.models.grant import OF_LINE
from mvp_coord.lib.money import read_money
from mvp_coord.lib.rough_dates import NO_DATE, Precision, RoughDate, read_rough_date
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.data_rows import DataRow, Refusal
from mvp_coord.sheets.fields import FactRow, read_fact_rows
from mvp_coord.sheets.pace import Progress, untold
from partners.ids import read_ein, read_org_id
from partners.imports.names import name_key
from states.names import word_key

from .grant_columns import GRANT_FIELDS
from .grant_findings import Findings

DOLLARS: Final = "USD"
# Who publishes under one of these wants everybody to read it.
_OPEN = re.compile(
    r".*(creativecommons\.org|open-government-licen|opendatacommons|\bCC[ -]?(?:0|BY)\b|\bOGL\b)", re.I
)
_TOTAL = re.compile(r"(?:grand |sub[ -]?)?totals?:?", re.I)
_POSTAL = re.compile(r",\s*([A-Z]{2})$")
_SEVERAL = re.compile(r"\s*[|;]\s*|\s*,\s*(?=[A-Z][a-z])")
_IN_HEADING = re.compile(r"[(\[ ](USD|GBP|EUR|CAD|AUD|US\$|\$|£|€)[)\]]?$")
_SIGNS: Final = {"US$": "USD", "$": "USD", "£": "GBP", "€": "EUR"}
# What tells one line from another where the source gives no identifier: all that it says of the grant.
_TOLD: Final = (
    *("title", "description", "funder_id", "recipient_id", "amount", "currency", "awarded", "starts_on", "ends_on"),
    *("program_name", "location", "regrant_type", "source_url"),
)


class GrantReader:
    """Reads the rows of one import; `states` are postal codes by the keys of their names, `funder` who gave where
    the list does not say."""

    def __init__(self, states: Mapping[str, str], findings: Findings, funder: str = "") -> None:
        self.states, self.findings, self.funder = states, findings, funder

    def read(self, rows: Sequence[DataRow], progress: Progress = untold) -> tuple[list[FactRow], list[Refusal]]:
        """Rows as facts by the columns of a grant, and those that cannot be one."""
        understood, refused = read_fact_rows(rows, GRANT_FIELDS, None, progress)
        for raw in rows:
            self.findings.note(raw.origin.file, raw.line, _of_refused(raw))
        good = []
        for row in understood:
            try:
                made = replace(row, facts=self._facts(row))
            except NotUnderstoodError as fault:
                refused.append(row.refusal("", "", f"{fault}."))
                continue
            self.findings.look_at(row.file, row.line, made.facts)
            good.append(made)
        return good, refused

    def _facts(self, row: FactRow) -> dict[str, Any]:
        said = dict(row.facts)
        money, recipient = said.pop("amount"), said["recipient"]
        if said.get("another"):
            raise NotUnderstoodError("It names several recipients of one amount: give each a row and its part")
        if _TOTAL.fullmatch(recipient):
            raise NotUnderstoodError(f"“{recipient}” is a total, not a grant")
        if not said.get("funder") and not self.funder:
            raise NotUnderstoodError("It names no funder: say who gave, in a column or as the sender of the list")
        told = said.get("currency") or money.currency or _in_heading(row.columns.get("amount", ""))
        if money.currency and told != money.currency:
            raise NotUnderstoodError(f"The amount is in {money.currency}, and the currency says {told}")
        facts = {
            **said,
            "amount": money.amount,
            "currency": told or DOLLARS,
            "said_currency": told,
            "funder": said.get("funder") or self.funder,
            "funder_id": _id(said.get("funder_id", "")),
            "recipient_id": _id(said.get("recipient_id", "")),
            **_days(said, month_first=told in ("", DOLLARS)),
            **self._place(said),
        }
        if _OPEN.match(said.get("license", "")):
            facts.setdefault("visibility", Visibility.PUBLIC.value)
        facts["key"] = facts.get("identifier") or _key(facts)
        return facts

    def _place(self, said: Mapping[str, Any]) -> dict[str, Any]:
        parts = [said.get(name, "") for name in ("place", "city", "state", "country")]
        named = [word_key(each) for each in _SEVERAL.split(said.get("state", "")) if each]
        postal = [match[1].lower() for each in parts if (match := _POSTAL.search(each))]
        found = {self.states[each] for each in (*named, *postal) if each in self.states}
        return {"location": ", ".join(filter(None, parts))[:300], "states": sorted(found)}


def _days(said: Mapping[str, Any], *, month_first: bool) -> dict[str, Any]:
    def day(name: str, precision: Precision | None = None) -> RoughDate:
        written = said.get(name)
        return read_rough_date(written.value, precision, month_first=month_first) if written else NO_DATE

    starts_on, ends_on = day("starts_on").first, day("ends_on").last
    odd = bool(starts_on and ends_on and ends_on < starts_on)
    awarded = day("awarded", said.get("precision"))
    return {"awarded": awarded, "starts_on": starts_on, "ends_on": None if odd else ends_on, "dates_odd": odd}


def _id(written: str) -> str:
    """In its one form, where it has one; nine digits alone are an EIN."""
    for read, prefix in ((read_org_id, ""), (read_ein, "US-EIN-")):
        try:
            return f"{prefix}{read(written).value}" if written else ""
        except NotUnderstoodError:
            continue
    return written


def _in_heading(label: str) -> str:
    match = _IN_HEADING.search(label)
    return _SIGNS.get(match[1], match[1]) if match else ""


def _key(facts: Mapping[str, Any]) -> str:
    told = [name_key(facts["funder"]), name_key(facts["recipient"])]
    told += [_plain(facts.get(name)) for name in _TOLD]
    return OF_LINE + hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]


def _plain(fact: Any) -> str:
    return fact.isoformat() if isinstance(fact, dt.date) else str(fact or "")


def _of_refused(row: DataRow) -> Iterator[str]:
    """What is wrong with an amount or a recipient, so that it is counted among the findings as well."""
    if not row.cells.get("recipient") and "recipient" in row.has:
        yield "recipient_missing"
    cells = row.cells.get("amount", ())
    try:
        if not cells or read_money(cells[0].value) is None:
            yield "amount_missing"
    except NotUnderstoodError as fault:
        for word, code in (("zero:", "amount_zero"), ("below", "amount_negative"), ("decimals", "amount_not_exact")):
            if word in str(fault):
                yield code
