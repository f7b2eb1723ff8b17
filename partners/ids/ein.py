"""The tax id of an organization: nine digits, of which the first two tell which office of the IRS gave it.

A spreadsheet takes an EIN for a number and drops the zero that it begins with. Eight digits are therefore an EIN
without its zero where the IRS gives numbers that begin so; with a dash after two digits, another digit is missing.
Prefixes: IRS, "How EINs are assigned and valid EIN prefixes".
"""

import re

from mvp_coord.lib.written import NotUnderstoodError

from .model import Identifier, plain

_RANGES = ((1, 6), (10, 16), (20, 27), (30, 48), (50, 68), (71, 77), (80, 88), (90, 95), (98, 99))
PREFIXES = frozenset(f"{number:02}" for first, last in _RANGES for number in range(first, last + 1))

_LABEL = re.compile(r"^(?:(?:federal )?(?:e\.?i\.?n\.?|tax id|fein|tin)(?: (?:no\.?|number|#))?|#)\s*[:#]?\s*", re.I)
_FIGURE = re.compile(r"\d+\.0+")
_SHORTEST_IN_REGISTER = 4


def read_ein(text: str) -> Identifier:
    """An EIN as a person writes it: "12-3456789", "12 3456789", "EIN: 123456789". Raises `NotUnderstoodError`."""
    written = _written(text)
    digits = re.sub(r"[ -]", "", written)
    if not re.fullmatch(r"[0-9]+", digits):
        raise NotUnderstoodError("is no EIN: write its nine digits, as in 12-3456789")
    if len(digits) == 9:
        return _whole(digits)
    lost = f"0{digits}"
    if len(digits) == 8 and lost[:2] in PREFIXES and re.fullmatch(r"\d[ -]?\d{7}|\d{8}", written):
        return Identifier(lost, repaired=_restored(1, lost))
    raise NotUnderstoodError(f"has {len(digits)} digits, and an EIN has nine, as in 12-3456789")


def read_register_ein(text: str) -> Identifier:
    """An EIN from a file whose every EIN has nine digits: what is shorter has lost the zeros that it began with.

    Raises `NotUnderstoodError`, also for a number that a spreadsheet has cut ("1.02E+07").
    """
    written = _written(text)
    if _FIGURE.fullmatch(written):
        written = written.partition(".")[0]
    if re.fullmatch(r"[0-9.,]+e\+?[0-9]+", written, re.I):
        raise NotUnderstoodError("was cut by a spreadsheet: format the column as text in the original file")
    if not re.fullmatch(r"[0-9]+", written):
        return read_ein(text)
    lost = 9 - len(written)
    if lost <= 0 or len(written) < _SHORTEST_IN_REGISTER or written[0] == "0":
        return read_ein(written)
    value = written.zfill(9)
    return Identifier(value, repaired=_restored(lost, value))


def ein_written(ein: str | None) -> str:
    """An EIN as people write it, "12-3456789"; nothing where there is none."""
    return f"{ein[:2]}-{ein[2:]}" if ein else ""


def _written(text: str) -> str:
    return _LABEL.sub("", plain(text))


def _whole(digits: str) -> Identifier:
    if len(set(digits)) == 1:
        raise NotUnderstoodError("is no EIN: it is one digit nine times")
    if digits[:2] in PREFIXES:
        return Identifier(digits)
    return Identifier(digits, doubt=f"The IRS gives no EINs that begin with {digits[:2]}. Please check it.")


def _restored(zeros: int, value: str) -> str:
    what = "the zero" if zeros == 1 else f"the {zeros} zeros"
    return f"We put back {what} that it had lost: {ein_written(value)}."
