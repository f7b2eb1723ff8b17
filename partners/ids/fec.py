"""The id that the Federal Election Commission gives a committee: C and eight digits.

Those of political committees begin with C00. Six digits after the C have therefore lost these zeros, and seven that
begin with one zero have lost the other; any other length could be several numbers.
"""

import re

from mvp_coord.lib.written import NotUnderstoodError

from .model import Identifier, plain

_LABEL = re.compile(r"^(?:fec|committee)(?: (?:committee )?id)?(?: (?:no\.?|number|#))?\s*[:#]?\s*", re.I)


def read_fec_id(text: str) -> Identifier:
    """A committee's id: "c00123456", "C-00123456", "C 123456". Raises `NotUnderstoodError`."""
    written = re.sub(r"[ -]", "", _LABEL.sub("", plain(text))).upper()
    if re.fullmatch(r"[HSP][0-9][A-Z0-9]{7}", written):
        raise NotUnderstoodError("is the id of a candidate: write the committee’s, as in C00123456")
    match = re.fullmatch(r"C(O*)([0-9]+)", written)
    if not match:
        raise NotUnderstoodError("is no FEC id: write C and eight digits, as in C00123456")
    digits = "0" * len(match[1]) + match[2]
    value = _whole(digits)
    if match[1]:
        return Identifier(value, repaired=f"We read the letter O as a zero: {value}.")
    if len(digits) < 8:
        return Identifier(value, repaired=f"We put back the zeros that it had lost: {value}.")
    return Identifier(value)


def _whole(digits: str) -> str:
    if set(digits) == {"0"}:
        raise NotUnderstoodError("is no FEC id: it has only zeros")
    if len(digits) != 8 and not re.fullmatch(r"0?[1-9][0-9]{5}", digits):
        raise NotUnderstoodError("is no FEC id: write C and all eight digits, as in C00123456")
    return f"C{digits.zfill(8)}"
