"""A code list of the reference data, as sheets name its terms in cells that may hold several."""

import re
from typing import Any

from states.imports.terms import ConstituencyBook, TermBook, TermEntry
from states.imports.words import Terms
from states.models import Constituency
from states.models.vocabulary import Term


def terms_of(model: type[Term]) -> Terms:
    """One query. Retired terms are known by label and code only, for those who have them."""
    rows: list[Any] = list(
        model.objects.order_by("retired_at", "pk").values_list("code", "label", "aliases", "retired_at")
    )
    current = [TermEntry(code, label, tuple(aliases)) for code, label, aliases, retired in rows if not retired]
    what = str(model._meta.verbose_name)
    if model is Constituency:
        find_all = ConstituencyBook(current).find_all
    else:
        book = TermBook(what, current)

        def find_all(text: str) -> tuple[str, ...]:
            return tuple(map(book.find, re.split("[;,\n]", text)))

    return Terms([each[:3] for each in rows], find_all)
