"""Lines without an identifier that may be corrections of grants that an earlier version of their list brought.

Such a grant is known by all that its line says, so that a line that was corrected looks like another grant. Where the
earlier line is gone from the list, and the new one differs from it in the amount alone or in words alone, a person is
asked; nothing is corrected, and no second grant made, by guess.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from accounts.visibility import Viewer
from funding.models import Grant
from funding.models.grant import OF_LINE
from mvp_coord.lib.wording import amount_exact
from mvp_coord.sheets.fields import FactRow
from mvp_coord.sheets.outcome import Doubt, Likely

MOST_ASKED: Final = 6
_WORDS: Final = ("title", "description", "program_name", "location", "source_url")
# What a file is called when it is sent again: "grants-2026 (2).csv", "grants_2026_corrected.csv".
_ANEW = re.compile(r"[\W_]+|\d+|\b(?:v|copy|final|corrected|correction|revised|new|updated?)\b")


class Corrections:
    """The grants that new lines of one import may correct; `lines` are the keys of all lines that it has met."""

    def __init__(self, viewer: Viewer, lines: Mapping[str, Any], *, holds: bool = False) -> None:
        self.viewer, self.lines, self.holds = viewer, lines, holds
        kept = Grant.objects.filter(identifier__startswith=OF_LINE).order_by()
        self.lists = {list_of(each) for each in kept.values_list("source", flat=True).distinct()}
        self.taken: dict[int, int] = {}  # by the grant's key, the line that corrects it
        self._kept: dict[tuple[int, int], list[Grant]] = defaultdict(list)

    def may_be(self, row: FactRow) -> bool:
        """Whether this row, if it is new, has to be looked at: without an identifier, of a list that is known."""
        return not row.facts.get("identifier") and list_of(row.file) in self.lists

    def look_for(self, recipients: Sequence[int]) -> None:
        """Have at hand what these organizations were given, by lines. One query, none for nobody."""
        self._kept.clear()
        if not recipients:
            return
        grants = Grant.objects.visible_to(self.viewer).filter(
            identifier__startswith=OF_LINE, recipient__in=recipients
        )
        grants = grants.select_for_update(of=("self",)) if self.holds else grants
        for each in grants.order_by("pk"):
            self._kept[each.funder_id, each.recipient_id].append(each)

    def earlier(self, row: FactRow, funder: int | None, recipient: int | None) -> list[Grant]:
        """The grants that this line may correct: the same list, day and organizations; the same amount or words; and
        not on the list any more."""
        if funder is None or recipient is None:
            return []
        kept = self._kept.get((funder, recipient), ())
        return [each for each in kept if each.identifier not in self.lines and _is_like(row, each)]


def list_of(file: str) -> str:
    """What versions of one list have in common: the name of its file without numbers and words for "anew"."""
    return _ANEW.sub(" ", PurePath(file).stem.lower()).strip()


def doubt_of(row: FactRow, earlier: Sequence[Grant]) -> Doubt:
    """What a person is asked about a line."""
    said = amount_exact(row.facts["amount"], row.facts["currency"])
    title = f"Line {row.line}: {said} from {row.facts['funder']} to {row.facts['recipient']}{_quoted(row.facts)}"
    like = [Likely(each.public_id, _told(each), _why(row, each)) for each in earlier[:MOST_ASKED]]
    return Doubt(row.facts["key"], title, tuple(like))


def waits_for(earlier: Sequence[Grant]) -> str:
    """Why the row is not taken yet, for whoever reads the receipt."""
    return (
        f"It may be a correction of the grant {earlier[0].get_absolute_url()} ({_told(earlier[0])}), which is not on"
        " the list any more: say so on the import pages, or give the line an identifier."
    )


def _is_like(row: FactRow, kept: Grant) -> bool:
    """Of the same list and day, with the same amount or the same words."""
    awarded = row.facts["awarded"]
    if list_of(kept.source) != list_of(row.file):
        return False
    if (kept.awarded_on, kept.awarded_until) != (awarded.first, awarded.last):
        return False
    return _why(row, kept) != ""


def _why(row: FactRow, kept: Grant) -> str:
    """What the two have in common; "" where it is neither amount nor words."""
    if (kept.amount, kept.currency) == (row.facts["amount"], row.facts["currency"]):
        return "the same amount"
    words = all((row.facts.get(name) or "") == getattr(kept, name) for name in _WORDS)
    return "the same words" if words else ""


def _told(kept: Grant) -> str:
    return f"{amount_exact(kept.amount, kept.currency)}{_quoted({name: getattr(kept, name) for name in _WORDS})}"


def _quoted(facts: Mapping[str, Any]) -> str:
    said = next((facts[name] for name in _WORDS if facts.get(name)), "")
    return f", “{said[:100]}”" if said else ""
