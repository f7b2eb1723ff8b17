"""Small parts of pages that stand on them many times, and are drawn once: `{% load kept %}`.

    {% kept "partners/_choice.html" option=option name=facet.name %}

includes a template that is given these values and nothing else: neither the request nor who is looking. So the same
values always make the same words, and a process remembers the last few thousand that it drew, by the values
themselves. Nothing has to be told when a row changes, since changed values are others; and nobody is shown what
was drawn for somebody else unless the values, which come through `visible_to`, are the same.
"""

from functools import lru_cache
from typing import Any, Final

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeData, SafeString

register = template.Library()

# A line of a list is about 3 kB, a choice of a filter less than one: some 10 MB in each process.
_MOST: Final = 8192


@register.simple_tag
def kept(template_name: str, **values: Any) -> SafeString:
    """A template with these values, which must not change (frozen dataclasses, tuples, dates, plain text).

    Whatever else it depends on must be among them: today's day, for one. Raises `TypeError` for values that can
    change. Text that is marked as safe equals plain text, so it is told apart here, but not inside of a value.
    """
    draw = _drawn.__wrapped__ if settings.DEBUG else _drawn
    return draw(template_name, tuple((name, value, isinstance(value, SafeData)) for name, value in values.items()))


@lru_cache(maxsize=_MOST)
def _drawn(name: str, values: tuple[tuple[str, Any, bool], ...]) -> SafeString:
    found: Any = get_template(name)
    return found.template.render(Context({name: value for name, value, _ in values}))  # type: ignore[no-any-return]


def drawn() -> int:
    """How many parts this process remembers."""
    return _drawn.cache_info().currsize


def forget() -> None:
    """Remember none of them."""
    _drawn.cache_clear()
