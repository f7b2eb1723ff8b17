"""From words that people write to a term of a code list: by label or alias, never by likeness."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NotUnderstoodError, tidy
from states.names import word_key

_FILLERS = frozenset(["program", "programme", "effort", "work", "the", "a", "of", "our", "and"])
_VOTERS = frozenset(
    ["voter", "people", "person", "community", "folk", "electorate", "population", "group", "resident", "household"]
)
_APART = re.compile(r"\s*(?:[;,/|\n]|\s\+\s|&|\band\b)\s*", re.I)
_EVERYONE = {"all", "every", "everyone", "everybody", "any", "anyone", "anybody", "general", "universal", "public",
             "whole", "entire", "broad", "none", "voter", "people", "population", "electorate"}  # fmt: skip
_AROUND_EVERYONE = {"the", "of", "and", "no", "specific", "open", "to", "eligible", "registered", "adult", "resident",
                    "community", "audience", "constituency", "target", "in", "state", "county", "area"}  # fmt: skip
_CONNECTORS = frozenset(["at", "to", "on", "for", "by", "via", "in", "with", "the", "s"])
# What an umbrella word stands for by definition.
_UMBRELLAS = {
    "people of color": ("black", "latino", "aapi", "native"),
    "communities of color": ("black", "latino", "aapi", "native"),
    "voters of color": ("black", "latino", "aapi", "native"),
    "poc": ("black", "latino", "aapi", "native"),
    "poc voters": ("black", "latino", "aapi", "native"),
    "bipoc": ("black", "latino", "aapi", "native"),
    "bipoc voters": ("black", "latino", "aapi", "native"),
    "black and brown": ("black", "latino"),
    "black and brown voters": ("black", "latino"),
    "black and brown communities": ("black", "latino"),
}


@dataclass(frozen=True)
class TermEntry:
    """A term of a code list as a sheet may name it."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


class TermBook:
    """One code list. `what` names a term of it in a sentence ("tactic")."""

    def __init__(self, what: str, entries: Iterable[TermEntry], *, fillers: Collection[str] = ()) -> None:
        self.what, self.fillers = what, _FILLERS | set(fillers)
        self.labels: dict[str, str] = {}
        # From the closest reading of a word to the loosest: each key → the codes that it may mean.
        self._levels: list[dict[str, set[str]]] = [defaultdict(set) for _ in range(4)]
        self._words: dict[str, str] = {}
        self._written: dict[str, str] = {}
        for entry in entries:
            self.labels[entry.code] = entry.label
            for word in (entry.label, entry.code, *entry.aliases):
                self._words.setdefault(word_key(word), entry.code)
                self._written.setdefault(_as_written(word), entry.code)
                for level, key in zip(self._levels, self._keys(word), strict=True):
                    level[key].add(entry.code)
        self._known: dict[str, str | NotUnderstoodError] = {}

    def find(self, text: str) -> str:
        """The code of the one term that the text names; raises `NotUnderstoodError`."""
        if text not in self._known:
            try:
                self._known[text] = self._find(text)
            except NotUnderstoodError as refusal:
                self._known[text] = refusal
        found = self._known[text]
        if isinstance(found, NotUnderstoodError):
            raise NotUnderstoodError(str(found))
        return found

    def match(self, text: str) -> str | None:
        """The code that the whole text names, by its closest reading that names exactly one; None if none does."""
        for level, key in zip(self._levels, self._keys(text), strict=True):
            codes = level.get(key, set()) if key else set()
            if len(codes) == 1:
                return next(iter(codes))
            if len(codes) > 1:
                names = join_words(sorted(self.labels[code] for code in codes), "or")
                raise NotUnderstoodError(f"could be {names}: write which")
        told = self._told_twice(text)
        return told.pop() if len(told) == 1 else None

    def _told_twice(self, text: str) -> set[str]:
        """The codes of a text made of nothing but names of terms: "text banking P2P" names one term in two words."""
        words, first, codes = self._telling(text, _CONNECTORS), 0, set()
        while first < len(words):
            for last in range(len(words), first, -1):
                found = self._levels[2].get("".join(words[first:last]), set())
                if len(found) == 1:
                    codes |= found
                    first = last
                    break
            else:
                return set()
        return codes

    def _find(self, text: str) -> str:
        parts = [part for part in _APART.split(text) if part.strip()]
        if len(parts) < 2:
            codes = [self.match(text)]
        else:
            # "Broadcast, text" are two tactics, though "broadcast text" is one: signs between words count.
            whole = self._written.get(_as_written(text))
            codes = [whole] if whole else [self.match(part) for part in parts]
            codes = codes if all(codes) else [self.match(text)]
        found = list(dict.fromkeys(codes)) if all(codes) else sorted(self._told_twice(text))
        if len(found) == 1:
            return str(found[0])
        if found:
            names = ", ".join(self.labels[str(code)] for code in found)
            raise NotUnderstoodError(f"names several {self.what}s ({names}): use one row for each")
        raise self.unknown(text)

    def unknown(self, text: str) -> NotUnderstoodError:
        """Says what is nearest, for a word that names no term."""
        near = self._nearest(text)
        if near:
            return NotUnderstoodError(f"is no {self.what} that is known here: did you mean {join_words(near, 'or')}?")
        some = ", ".join(list(self.labels.values())[:6])
        return NotUnderstoodError(f"is no {self.what} that is known here; known are {some} and others")

    def _nearest(self, text: str) -> list[str]:
        """Labels of up to three terms: those whose names stand in the text, else those spelled almost like it."""
        words = set(self._telling(text))
        inside = [code for word, code in self._words.items() if word and set(self._telling(word)) <= words]
        hits = process.extract(word_key(text), list(self._words), scorer=fuzz.ratio, limit=8, score_cutoff=72)
        codes = [*(self._words[word] for word, _, _ in hits), *inside]
        return [self.labels[code] for code in dict.fromkeys(codes)][:3]

    def _keys(self, text: str) -> tuple[str, str, str, str]:
        exact = word_key(tidy(text))
        telling = self._telling(text)
        return exact, "".join(_singular(word) for word in exact.split()), "".join(telling), " ".join(sorted(telling))

    def _telling(self, text: str, dropped: Collection[str] = ()) -> list[str]:
        """The words that say something: singular, without years and fillers."""
        words = [_singular(word) for word in word_key(tidy(text)).split()]
        return [
            word
            for word in words
            if word not in self.fillers and word not in dropped and not re.fullmatch(r"20\d\d", word)
        ]


class ConstituencyBook(TermBook):
    """The code list of constituencies, of which one cell may name several."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        super().__init__("constituency", entries, fillers=_VOTERS)
        # No name is in more pieces, with a sign between any two of its words and a blank piece beside each.
        self._most_pieces = 2 * max(len(name.split()) for name in (*self._words, *_UMBRELLAS))

    def find_all(self, text: str) -> tuple[str, ...]:
        """The codes of all constituencies in a cell, in their order; none means everyone."""
        text = tidy(re.sub(r"\s*[\r\n]+\s*", "; ", text.strip()))
        if self.is_everyone(text):
            return ()
        pieces = _APART.split(text)
        ends = [match.end() for match in _APART.finditer(text)]
        starts = [0, *ends]
        stops = [match.start() for match in _APART.finditer(text)] + [len(text)]
        codes: list[str] = []
        first = 0
        while first < len(pieces):
            if not pieces[first].strip():
                first += 1
                continue
            found, first = self._longest(text, starts, stops, first)
            codes += found
        return tuple(dict.fromkeys(codes))

    def _longest(self, text: str, starts: list[int], stops: list[int], first: int) -> tuple[tuple[str, ...], int]:
        """The constituencies named by the longest run of pieces from `first`: labels may hold "&" and "/"."""
        for last in range(min(len(stops), first + self._most_pieces) - 1, first - 1, -1):
            written = text[starts[first] : stops[last]]
            umbrella = _UMBRELLAS.get(word_key(written))
            if umbrella and set(umbrella) <= set(self.labels):
                return umbrella, last + 1
            code = self.match(written) if last == first else self._written.get(_as_written(written))
            if code:
                return (code,), last + 1
        piece = text[starts[first] : stops[first]]
        if self.is_everyone(piece):
            raise NotUnderstoodError("names everyone and a constituency: write one or the other")
        raise self.unknown(piece) if piece == text else self._unknown_part(piece)

    def is_everyone(self, text: str) -> bool:
        words = {_singular(word) for word in word_key(text).split()}
        return not words or (words <= _EVERYONE | _AROUND_EVERYONE and bool(words & _EVERYONE))

    def _unknown_part(self, piece: str) -> NotUnderstoodError:
        return NotUnderstoodError(f"holds “{piece}”, which {self.unknown(piece)}")


def _as_written(text: str) -> str:
    """The text with the signs between its words, which `word_key` takes away: "Latino / a" → "latino/a"."""
    plain = re.sub(r"\s+and\s+", "&", tidy(text).casefold())
    return re.sub(r"\s*([;,/|+&])\s*", r"\1", plain)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word
