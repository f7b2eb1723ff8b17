"""How pages show figures, money, days and icons: `{% load show %}`.

Text comes from `mvp_coord.lib.wording`; here it gets its markup: exact amounts behind short ones, times that
machines can read. Filters take None and show a dash.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html
from heroicons.templatetags.heroicons import heroicon_outline

from mvp_coord.lib import wording

register = template.Library()
# Any space but one behind a dash, a semicolon, or a year with a comma.
_INSIDE_DAYS = re.compile(r"(?<![–;])(?<!\d{4},) ")

register.filter("count", wording.count)
register.filter("noun", wording.noun)
register.filter("plural", wording.plural)
register.filter("days", wording.days)
register.filter("share", wording.share)
register.filter("usd_text", wording.usd)
register.filter("usd_exact", wording.usd_exact)
register.filter("span", wording.span)


@register.filter
def usd(amount: wording.Amount | None) -> str:
    """Dollars as "$1.24M", with the exact amount as value, and as title where something was rounded away."""
    if amount is None or amount == "":
        return wording.DASH
    short, exact = wording.usd(amount), wording.usd_exact(amount)
    if short == exact:
        return format_html('<data value="{}">{}</data>', amount, short)
    return format_html('<data value="{}" title="{}">{}</data>', amount, exact, short)


@register.filter
def usd_and_more(amount: wording.Amount | None, more: int) -> str:
    """Dollars as `usd` shows them, with a plus where `more` parts are not in them: their amounts are not shared."""
    if not more or not amount:
        return wording.usd_and_more(amount, more) if more else usd(amount)
    return format_html("{}+", usd(amount))


@register.filter
def people(number: wording.Number | Sequence[wording.Number] | None) -> str:
    """A number of people, "5,100 people", or "12,400–15,000 people" for a pair (low, high)."""
    if isinstance(number, Sequence):
        low, high = number
        return f"{wording.span(low, high)} {wording.noun(high, 'person,people')}"
    return wording.DASH if number is None else wording.plural(number, "person,people")


@register.filter
def day(on: date | None) -> str:
    """A day, "Aug 2, 2027", that machines can read too; a datetime is taken in the reader's time zone."""
    if not on:
        return wording.DASH
    on = timezone.localtime(on) if isinstance(on, datetime) else on
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), wording.day(on))


@register.filter
def unbroken(words: str) -> str:
    """Days in a narrow column: a line breaks between them, never inside of one."""
    return _INSIDE_DAYS.sub("\N{NO-BREAK SPACE}", words)


@register.filter
def moment(at: datetime | None) -> str:
    """A moment, "Aug 2, 2027, 4:05 PM", in the reader's time zone."""
    if not at:
        return wording.DASH
    at = timezone.localtime(at)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), _minute(at))


@register.filter
def ago(then: date | datetime | None) -> str:
    """How long ago, "4 minutes ago", with the exact moment as a title."""
    if not then:
        return wording.DASH
    now = timezone.localtime()
    exact = _minute(timezone.localtime(then)) if isinstance(then, datetime) else wording.day(then)
    words = wording.ago(then, now)
    return format_html('<time datetime="{}" title="{}">{}</time>', then.isoformat(), exact, words)


@register.filter
def ahead(on: date | None) -> str:
    """How far off, "in 12 days", with the day as a title."""
    if not on:
        return wording.DASH
    words = wording.ahead(on, timezone.localdate())
    return format_html('<time datetime="{}" title="{}">{}</time>', on.isoformat(), wording.day(on), words)


@register.filter(name="is")
def is_word(value: object, other: str) -> str:
    """Whether two words are the same, as "true" or "false", for aria-pressed and the like."""
    return "true" if str(value) == other else "false"


@register.filter
def undo_url(tags: str | None) -> str:
    """The address in a message's extra tags "undo:/path/", or nothing."""
    urls = (tag.removeprefix("undo:") for tag in (tags or "").split() if tag.startswith("undo:/"))
    return next((url for url in urls if not url.startswith("//")), "")


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: int = 20) -> str:
    """An outline icon of heroicons by name, for sighted readers only: always put words beside it."""
    return heroicon_outline(name + "", size=size)


def _minute(at: datetime) -> str:
    return f"{wording.day(at)}, {at.hour % 12 or 12}:{at:%M %p}"
