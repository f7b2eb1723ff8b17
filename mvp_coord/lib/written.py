"""Numbers and plain words as people write them in plans: "40k", "$1.2M", " 9,071,724 ", "n/a".

Everything is understood or refused with a reason; nothing is rounded, and nothing is guessed.
"""

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

MAX_COUNT = 2_000_000_000
MAX_DOLLARS = Decimal("999999999999.99")


NO_RESULT = "is a formula without a saved result: open the file in a spreadsheet program and save it"


class NotUnderstoodError(ValueError):
    """What is written cannot be understood; the message says why, and what to write instead."""


_BLANKS = {"na", "nan", "null", "tbd", "tba", "tbc", "unknown", "unk", "pending", "blank", "empty"}
_BLANKS |= {"tobedetermined", "tobeconfirmed", "notapplicable", "notavailable", "notyetknown", "notknown"}
_SCALES = {
    "k": 1_000, "thousand": 1_000, "thous": 1_000, "m": 1_000_000, "mm": 1_000_000, "mil": 1_000_000,
    "mill": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}  # fmt: skip
_ABOUT = re.compile(r"^(?:~|≈|about|approximately|approx\.?|around|circa|ca?\.|est\.?)\s*", re.I)
_UNITS = re.compile(
    r"\s*(?:people|persons|voters|contacts|attempts|tries|touches|doors|knocks|calls|dials|texts|messages|pieces|"
    r"mailers|postcards|letters|households|names|total|est\.?|approx\.?)$",
    re.I,
)
_DOLLARS = re.compile(r"^(?:US\s?\$|USD\s?\$?|\$)\s*|\s*(?:USD|US dollars|dollars?|\$)$", re.I)
_FOREIGN = re.compile(r"[€£¥₹₱]|\b(?:EUR|GBP|CAD|MXN|euros?|pounds?|pesos?)\b", re.I)
_FIGURE = re.compile(r"(?P<figure>[0-9][0-9,. ]*|\.[0-9]+)\s*(?P<scale>[a-z]*)\.?", re.I)
_RANGE = re.compile(r"[0-9][0-9,. ]*\s*[km]?\s*(?:[-–—/]|\b(?:to|or|and)\b)\s*\$?[0-9]", re.I)
_BOUND = re.compile(
    r"^(?:[<>≤≥]|(?:up to|at (?:least|most)|min|max|minimum|maximum|(?:more|less|fewer) than|over|under)\b)|"
    r"(?:\+|\b(?:min|max|minimum|maximum|or more|or less))\.?$",
    re.I,
)
# Longer than any figure with its words, and short enough for patterns that look again from every letter.
_LONGEST_FIGURE = 200
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+")


def shown(value: Value) -> str:
    """A cell as text, for people: dates as 2027-09-06, whole numbers without ".0", blank as ""."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return tidy(str(value))


def tidy(text: str) -> str:
    """One line without stray blanks, odd spaces and invisible letters; otherwise as written."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\ufeff", "").split())


def is_blank(value: Value) -> bool:
    """True for nothing, and for what people write in its place: "n/a", "-", "TBD", "?"."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    return re.sub(r"[\W_]+", "", value).casefold() in _BLANKS | {""} and not re.search(r"[$%#]", value)


def read_count(value: Value) -> int | None:
    """A number of people or of attempts; None for blank. Raises `NotUnderstoodError`.

    "40k" is 40,000, "1.2M" 1,200,000, "~500" 500. Below zero, parts of people, ranges and percentages are refused.
    """
    amount = _read_number(value, dollars=False)
    if amount is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", value.strip()):
        digits = value.strip().replace(".", "")
        raise NotUnderstoodError(f"could be {int(digits):,} or a part of one: write {digits}, if that is meant")
    if amount != amount.to_integral_value():
        raise NotUnderstoodError("is not a whole number")
    if amount > MAX_COUNT:
        raise NotUnderstoodError("is more people than there are")
    return int(amount)


def read_dollars(value: Value) -> Decimal | None:
    """An amount in US dollars and cents; None for blank. Raises `NotUnderstoodError` rather than round."""
    amount = _read_number(value, dollars=True)
    if amount is None:
        return None
    if amount > MAX_DOLLARS:
        raise NotUnderstoodError("is more than this can hold")
    if amount != amount.quantize(Decimal("0.01")):
        raise NotUnderstoodError("has more than two decimals: write dollars and cents")
    return amount.quantize(Decimal("0.01"))


def _read_number(value: Value, *, dollars: bool) -> Decimal | None:
    if is_blank(value):
        return None
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise NotUnderstoodError("is not a number")
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if not number.is_finite():
            raise NotUnderstoodError("is not a number")
    else:
        text = tidy(str(value))
        if len(text) > _LONGEST_FIGURE:
            raise NotUnderstoodError("is not a number: write digits only, such as 40000")
        number = _from_text(text, dollars=dollars)
    if number < 0:
        raise NotUnderstoodError("is below zero")
    return number


def _from_text(text: str, *, dollars: bool) -> Decimal:
    _refuse_what_is_no_figure(text)
    text = _ABOUT.sub("", text)
    if not dollars and _DOLLARS.search(text):
        raise NotUnderstoodError("is an amount of money, not a number of people or tries")
    text = (_DOLLARS if dollars else _UNITS).sub("", text)
    if text.startswith(("(", "-", "−", "–", "$-", "$(")):
        raise NotUnderstoodError("is below zero")
    match = _FIGURE.fullmatch(text.strip().lstrip("+").strip())
    if not match:
        raise NotUnderstoodError("is not a number: write digits only, such as 40000")
    scale = match["scale"].lower()
    if scale and scale not in _SCALES:
        raise NotUnderstoodError("is not a number: write digits only, such as 40000")
    return _figure(match["figure"].strip()) * _SCALES.get(scale, 1)


def _refuse_what_is_no_figure(text: str) -> None:
    if text.startswith("="):
        raise NotUnderstoodError(NO_RESULT)
    if text.startswith("#"):
        raise NotUnderstoodError("is an error in the spreadsheet")
    if text.endswith("%"):
        raise NotUnderstoodError("is a percentage: write the number itself")
    if _FOREIGN.search(text):
        raise NotUnderstoodError("is not in US dollars")
    if _RANGE.search(text):
        raise NotUnderstoodError("is a range: write one number")
    if _BOUND.search(text):
        raise NotUnderstoodError("says only how many at least or at most: write one number")


def _figure(figure: str) -> Decimal:
    """Digits with thousands set off by commas or blanks, and a decimal point."""
    whole, _, decimals = figure.partition(".")
    if "." in decimals:
        raise NotUnderstoodError("has several points: write 1,234,567 or 1234567")
    if whole and not _GROUPED.fullmatch(whole):
        raise NotUnderstoodError("has its commas in odd places: write 1,234,567 or 1234567")
    if decimals and not decimals.isdigit():
        raise NotUnderstoodError("is not a number: write digits only, such as 40000")
    try:
        return Decimal(f"{re.sub('[, ]', '', whole) or '0'}.{decimals or '0'}")
    except InvalidOperation as fault:
        raise NotUnderstoodError("is not a number: write digits only, such as 40000") from fault
