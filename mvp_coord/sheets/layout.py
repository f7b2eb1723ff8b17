"""What a kind of sheet may hold: its columns, and all the words by which people name them."""

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

# Words that say nothing about which column it is ("Name of group", "Est. budget 2027").
_FILLERS = frozenset(
    ["the", "of", "a", "an", "your", "our", "name", "number", "no", "num", "please", "enter", "select"]
)
_SOFTENERS = _FILLERS | {
    "planned", "total", "estimated", "est", "projected", "expected", "approx", "approximate", "proposed",
    "anticipated", "goal", "required", "optional", "usd", "if", "known", "program", "activity",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column that a sheet may have.

    `words` name it for certain, the most telling first; `maybe` name it where nothing better does. `tags` are
    its HXL tags. `stands_for` are the columns that it replaces where they are absent ("Dates" for start and end).
    `is_figure`: holds numbers only. `is_many`: several columns of a sheet may be this one ("Doors", "Calls").
    """

    name: str
    label: str
    words: tuple[str, ...]
    maybe: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_required: bool = False
    is_figure: bool = False
    is_many: bool = False
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of sheet; `what` names a row of it ("a plan").

    `told` is what a person said of headings: heading (as `label_key`) → name of a column, or "" to leave it out.
    """

    what: str
    columns: tuple[Column, ...]
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def noun(self) -> str:
        """What a row is, without its article."""
        return self.what.split(" ", 1)[-1]

    @functools.cached_property
    def is_loose(self) -> bool:
        """Whether so few columns are required that other lines than headers may name them by chance."""
        return len(self.required) < 3

    @functools.cached_property
    def has_totals(self) -> bool:
        """Whether its sheets end in totals, as those with figures do."""
        return any(column.is_figure for column in self.columns)

    @functools.cached_property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_required)

    @functools.cached_property
    def sure(self) -> dict[str, tuple[str, int]]:
        """Word → the column it names for certain, and how telling it is (0 is best)."""
        return {
            key: (column.name, rank)
            for column in reversed(self.columns)
            for rank, word in reversed(list(enumerate(column.words)))
            for key in keys(word)[:1]
        }

    @functools.cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def column(self, name: str) -> Column:
        return self.by_name[name]


@functools.lru_cache(maxsize=20_000)
def keys(text: str) -> tuple[str, ...]:
    """A column's name brought down to what matters, the closest reading first.

    "Attempts (#)" → "attempt"; "Name of group" → "group"; "Planned attempts" → "planned attempt", "attempt".
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode().replace("&", " and ")
    whole = _words(plain)
    short = _words(re.sub(r"\([^)]*\)|\[[^]]*\]", " ", plain)) or whole
    found = []
    for words in (whole, short):
        for dropped in (_FILLERS, _SOFTENERS):
            kept = [word for word in words if word not in dropped and not re.fullmatch(r"20\d\d", word)]
            found.append(" ".join(kept or words))
    return tuple(dict.fromkeys(key for key in found if key)) or (plain.strip(),)


def _words(text: str) -> list[str]:
    return [_singular(word) for word in re.sub(r"'s\b|[^a-z0-9]+", " ", text).split()]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word
