"""Numbers, months and lists as people say them."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import floor, log10

from .records import Span, Window

NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
# Figures and days of which the words are remembered: a check says the same ones again and again.
MANY = 4_096
EARLY, MIDDLE, WHOLE = 10, 20, 28


def count(number: int, noun: str) -> str:
    """ "1 day", "2 days"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def number_word(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


@lru_cache(MANY)
def rounded(figure: float) -> int:
    """To two digits, since it is an estimate; small figures to the whole."""
    if figure < 100:
        return round(figure)
    scale = 10 ** (floor(log10(figure)) - 1)
    return round(figure / scale) * scale


def figure(number: float) -> str:
    """ "5,100", "1.2 million"."""
    near = rounded(number)
    return f"{near / 1e6:g} million" if near >= 1_000_000 else f"{near:,}"


def span(found: Span, about: str = "about ", unit: str = "") -> str:
    """ "about 5,100", "1,200 to 5,100", "up to 5,100"; `unit` goes before each figure."""
    low, high = rounded(found.low), rounded(found.high)
    if low == high:
        return f"{about}{unit}{figure(high)}"
    if low == 0:
        return f"up to {unit}{figure(high)}"
    return f"{unit}{figure(low)} to {unit}{figure(high)}"


def people(found: Span) -> str:
    """ "about 5,100 people", "1 person", "hardly anybody"."""
    if rounded(found.high) == 0:
        return "hardly anybody"
    if rounded(found.low) == rounded(found.high) == 1:
        return "1 person"
    return f"{span(found)} people"


def times(touches: float, band: float) -> str:
    """A number of tries, with as many digits as it takes to tell it from the band."""
    for digits in (1, 2, 3):
        if f"{touches:.{digits}f}" != f"{band:.{digits}f}":
            return f"{touches:.{digits}f}"
    return f"just over {band:g}" if touches > band else f"{touches:g}"


@lru_cache(MANY)
def _start(day: date) -> str:
    part = "" if day.day <= EARLY else "mid-" if day.day <= MIDDLE else "late "
    return f"{part}{day:%B}"


@lru_cache(MANY)
def _end(day: date) -> str:
    if day.day >= WHOLE:
        return f"the end of {day:%B}"
    part = "early " if day.day <= EARLY else "mid-" if day.day <= MIDDLE else "late "
    return f"{part}{day:%B}"


def when(window: Window) -> str:
    """ "from August to late September", "in March"; years only where the days run into another one."""
    first, last = window.first, window.last
    if first.year != last.year:
        return f"from {_start(first)} {first.year} to {_end(last)} {last.year}"
    if first.month != last.month:
        return f"from {_start(first)} to {_end(last)}"
    if first == last:
        return f"on {first:%B} {first.day}"
    if first.day <= EARLY and last.day > MIDDLE:
        return f"in {first:%B}"
    return f"from {first:%B} {first.day} to {last.day}"


def days(window: Window) -> str:
    """ "August 2 to 29, 2027"."""
    first, last = window.first, window.last
    if first.year != last.year:
        return f"{first:%B} {first.day}, {first.year} to {last:%B} {last.day}, {last.year}"
    until = str(last.day) if first.month == last.month else f"{last:%B} {last.day}"
    return f"{first:%B} {first.day} to {until}, {last.year}"


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
