"""How facts stand in the cells of a sheet, so that what is written can be read back just as it was.

Three habits hold for every kind of sheet. A blank cell says nothing: what is kept stays. The word "(none)" says that
there is nothing: what is kept is taken out. And a text that a spreadsheet would take for a formula, or that happens
to be "(none)", stands behind an apostrophe, which reading takes away again.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

NONE = "(none)"
# What must not stand at the beginning of a cell as it is; one of these behind apostrophes gets one more.
_GUARDED = re.compile(r"'*(?:[\t\r\n]|[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|\(none\)\Z)", re.I)
# Blanks around what is not quoted are taken along and cut off afterwards: to look for its end before them would
# mean to look at each of them once more from every other.
_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?:;|\Z)|([^;]*)(?:;|\Z))')
# Signs that only turn or hide what stands around them.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def guarded(text: str) -> str:
    """The text as it can stand in any cell of a CSV or a workbook."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def says_none(text: str) -> bool:
    """Whether the cell takes out what is kept."""
    return text.strip().casefold() == NONE


def plain(text: str) -> str:
    """A text of several lines without what nobody sees: control and direction signs, blank ends, odd line ends.

    Two texts say the same when this is the same of both.
    """
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.replace("\n", "").replace("\t", "").isprintable():  # seldom, and slow
        text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def plain_line(text: str) -> str:
    """The same as one line, with single spaces."""
    return " ".join(plain(text).split())


def join_items(items: Iterable[str]) -> str:
    """Several things in one cell: "Ocotillo Votes; OV Action". One that holds a semicolon is quoted."""
    return "; ".join(_item(each) for each in items)


def split_items(text: str) -> tuple[str, ...]:
    """What `join_items` was given, each once and without blank ones; lines of a cell are things of their own too."""
    return tuple(dict.fromkeys(filter(None, map(plain_line, _items(text)))))


def _item(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""')) if ";" in text or text.startswith('"') else text


def _items(text: str) -> Iterator[str]:
    for line in plain(text).split("\n"):
        at = 0
        while at < len(line):
            found = _ITEM.match(line, at)
            if found is None:  # an open quotation mark: the rest is one thing, as written
                yield line[at:]
                break
            quoted, bare = found.groups()
            yield quoted.replace('""', '"') if quoted is not None else bare
            at = found.end()
