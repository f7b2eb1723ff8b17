"""Ids of organizations as published lists give them: the code of a register, a dash, the number there (org-id.guide).

"GB-CHC-1077187" is a charity of England and Wales, "US-EIN-12-3456789" an American one; "360G-…" is a number that
only its publisher knows, and still the same one in all that this publisher sends.
"""

import re

from mvp_coord.lib.written import NotUnderstoodError

from .ein import read_ein
from .model import Identifier, plain

_FORM = re.compile(r"(?:360G|[A-Z]{2,3})-[A-Z0-9][A-Z0-9._:/()-]*(?: [A-Z0-9._:/()-]+)*")
_EIN = re.compile(r"US-(?:EIN|IRS)-?(.+)")
_LONGEST = 100


def read_org_id(text: str) -> Identifier:
    """An id in its one form, in capitals; an EIN is "US-EIN-" and nine digits. Raises `NotUnderstoodError`."""
    written = plain(text).upper()
    if len(written) > _LONGEST:
        raise NotUnderstoodError(f"is longer than {_LONGEST} letters and digits")
    if match := _EIN.fullmatch(written):
        return Identifier(f"US-EIN-{read_ein(match[1]).value}")
    if not _FORM.fullmatch(written):
        raise NotUnderstoodError("is no id of an organization: write the register and the number, GB-CHC-1077187")
    return Identifier(written)


def ein_of(org_id: str) -> str:
    """The nine digits where it is an EIN, else nothing."""
    return org_id.removeprefix("US-EIN-") if org_id.startswith("US-EIN-") else ""


def register_of(org_id: str) -> str:
    """The register that gave it: "GB-CHC", "US-EIN", "360G-ABCT"."""
    return "-".join(org_id.split("-")[:2])
