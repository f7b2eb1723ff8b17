"""What reading a number yields, and the letters that never belong to one."""

import re
import unicodedata
from dataclasses import dataclass

from mvp_coord.lib.written import NotUnderstoodError

_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
# A person's number in the form that nobody writes an organization's in.
_PERSONAL = re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)")


@dataclass(frozen=True)
class Identifier:
    """A number in its one form. `repaired` says what was mended, `doubt` what looks odd, in a sentence or ""."""

    value: str
    repaired: str = ""
    doubt: str = ""


def plain(text: str) -> str:
    """The text in one line of ordinary letters: no invisible ones, every dash "-", every blank one space.

    Raises `NotUnderstoodError` for what is written like a person's Social Security number: it must not be kept.
    """
    written = unicodedata.normalize("NFKC", text)
    written = "".join(
        each for each in written if unicodedata.category(each) not in {"Cf", "Cc", "Mn"} or each.isspace()
    )
    written = " ".join(_DASHES.sub("-", written).split())
    if _PERSONAL.search(written):
        raise NotUnderstoodError("is written like a person’s Social Security number, which must not be kept here")
    return written
