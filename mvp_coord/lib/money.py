"""Amounts in any currency as lists write them: "£10,000", "US$ 5,000", "12500.50 EUR". Nothing is converted."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .written import NotUnderstoodError, Value, is_blank, read_dollars, shown, tidy

_SIGNS: Final = {
    "us$": "USD", "$": "USD", "usd$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD",
    "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "dollars": "USD", "us dollars": "USD", "pounds": "GBP",
    "pounds sterling": "GBP", "sterling": "GBP", "euros": "EUR", "euro": "EUR",
}  # fmt: skip
_CODE = re.compile(r"[A-Za-z]{3}")
_BEFORE = re.compile(r"(?P<sign>[A-Za-z]{1,3}\$|[A-Z]{3}\b|[$£€¥₹])\s*(?=[-−(]?[\d.(])")
_AFTER = re.compile(r"(?<=[\d.)])\s*(?P<sign>[A-Z]{3}|[$£€¥₹]|[Uu][Ss] dollars|[Ee]uros?|[Pp]ounds|[Dd]ollars)$")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, and its currency (ISO 4217), "" where it does not say."""

    amount: Decimal
    currency: str = ""


def read_money(value: Value) -> Money | None:
    """An amount above zero; None for blank. Raises `NotUnderstoodError` rather than round or guess."""
    if is_blank(value):
        return None
    currency = ""
    if isinstance(value, str):
        value, currency = _without_sign(tidy(value))
    amount = read_dollars(value)
    if amount is None:
        return None
    if amount == 0:
        raise NotUnderstoodError("is zero: nothing was awarded")
    return Money(amount, currency)


def read_currency(value: Value) -> str:
    """The code of a currency, by code, sign or name. Raises `NotUnderstoodError`."""
    text = shown(value)
    code = _SIGNS.get(text.lower()) or (text.upper() if _CODE.fullmatch(text) else "")
    if not code:
        raise NotUnderstoodError("is no currency: write its three letters, such as USD or GBP")
    return code


def _without_sign(text: str) -> tuple[str, str]:
    match = _BEFORE.search(text) if _BEFORE.match(text.lstrip("-−( ")) else _AFTER.search(text)
    if match is None:
        return text, ""
    return f"{text[: match.start()]}{text[match.end() :]}", read_currency(match["sign"])
