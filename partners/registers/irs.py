"""The codes of the IRS exempt-organizations business master file, as facts of a legal entity.

Codes: IRS, "Exempt Organizations Business Master File Extract: information sheet". Whether gifts are deductible is
read from DEDUCTIBILITY alone: the subsection does not tell it (a 501(c)(4) of volunteers or veterans may be, a
501(c)(13) often is). The vehicle is the subsection; only for 501(c)(3) FOUNDATION says which of the two it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .ntee import LETTERS

SOURCE: Final = "IRS exempt-organizations master file"

_NOTHING: Final = frozenset({"", "NA", "N/A"})
_DEDUCTIBLE: Final = {"1": "yes", "2": "no"}
# 4 is "deductible by treaty": neither yes nor no for a donor here, so it states nothing that we could hold.
_DEDUCTIBLE_UNSAID: Final = frozenset({"0", "3", "4"})
_PRIVATE: Final = frozenset({"02", "03", "04"})
_PUBLIC: Final = frozenset(f"{code}" for code in range(9, 25)) | {"09"}
STATUSES: Final = {
    "01": "Exempt without condition",
    "02": "Exempt under conditions",
    "12": "Trust of section 4947(a)(2)",
    "25": "Private foundation that is ending its status",
}


@dataclass(frozen=True)
class IrsFacts:
    """What a row states: values by the name of the entity's fact, and remarks on codes that nobody knows."""

    values: dict[str, str]
    remarks: tuple[str, ...]


def facts_of_row(row: Mapping[str, str]) -> IrsFacts:
    """The facts of a row, given by column names of the file; a column that is absent or "NA" states nothing."""
    told = {name: text.strip().upper() for name, text in row.items()}
    read = {
        "legal_name": _name(row.get("NAME", "")),
        "vehicle": _vehicle(told),
        "is_deductible": _DEDUCTIBLE.get(told.get("DEDUCTIBILITY", "").lstrip("0") or "0", ""),
        "irs_status": _two(told.get("STATUS", "")),
        "ruled_in": _month(told.get("RULING", "")),
        "ntee_code": _ntee(told.get("NTEE_CD", "")),
    }
    return IrsFacts({name: value for name, value in read.items() if value}, tuple(_odd(told, read)))


def said_in_words(fact: str, value: str) -> str:
    """A value of these facts as people read it; the legal name and the vehicle are the caller's own words."""
    if fact == "is_deductible":
        return {"yes": "Gifts are deductible", "no": "Gifts are not deductible"}.get(value, value)
    if fact == "irs_status":
        return STATUSES.get(value, f"Status code {value}")
    if fact == "ntee_code" and value[:1] in LETTERS:
        return f"{value}: {LETTERS[value[0]]}"
    if fact == "ruled_in" and re.fullmatch(r"\d{4}-\d{2}", value):
        return f"{_MONTHS[int(value[5:]) - 1]} {value[:4]}"
    return value


_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _name(text: str) -> str:
    name = " ".join(text.split())
    return "" if name.upper() in _NOTHING else name[:200]


def _vehicle(told: Mapping[str, str]) -> str:
    subsection, foundation = _two(told.get("SUBSECTION", "")), _two(told.get("FOUNDATION", ""))
    if subsection == "03":
        return "c3_private" if foundation in _PRIVATE else "c3_public" if foundation in _PUBLIC else ""
    return "c4" if subsection == "04" else ""


def _two(code: str) -> str:
    """A code of two digits, whose zero a spreadsheet may have dropped; nothing for "NA" and "00"."""
    return code.zfill(2) if re.fullmatch(r"\d{1,2}", code) and int(code) else ""


def _month(code: str) -> str:
    match = re.fullmatch(r"((?:1[89]|20)\d{2})(0[1-9]|1[0-2])", code)
    return f"{match[1]}-{match[2]}" if match else ""


def _ntee(code: str) -> str:
    """Three signs, as in P20 and A6C; what trails behind is the IRS's own and says nothing of the field of work."""
    match = re.match(r"[A-Z]\d[A-Z0-9]", code)
    return match[0] if match else ""


def _odd(told: Mapping[str, str], read: Mapping[str, str]) -> list[str]:
    """Codes that say something, but nothing that we know."""
    odd = {
        "RULING": ("ruled_in", {"000000", "0"}),
        "NTEE_CD": ("ntee_code", set()),
        "STATUS": ("irs_status", {"00", "0"}),
        "DEDUCTIBILITY": ("is_deductible", _DEDUCTIBLE_UNSAID),
    }
    return [
        f"{column} “{told[column][:20]}” is no code that is known here"
        for column, (fact, unsaid) in odd.items()
        if told.get(column, "") not in _NOTHING | unsaid and not read[fact]
    ]
