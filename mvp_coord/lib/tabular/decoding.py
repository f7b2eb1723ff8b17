"""From bytes to text: which encoding a CSV was saved in, decided by evidence and never by luck."""

import codecs
import re
from array import array
from collections.abc import Iterator
from typing import overload

from .model import DAMAGED, UnreadableError

_BOMS = [  # UTF-32 first: its little-endian mark begins like that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f]")
_SAMPLE = 20_000
_LINE_END = re.compile(rb"\r\n|\n|\r")
_WITH_ASCII = ("utf-8", "cp1252")
_PIECE = 1_000_000


class TextLines:
    """The lines of a file, each with its end, decoded one at a time: a large file is held once, as its bytes."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._data, self._encoding = data, encoding
        self._starts = array("Q", [0, *(match.end() for match in _LINE_END.finditer(data))])
        if self._starts[-1] != len(data):
            self._starts.append(len(data))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        line = self._data[self._starts[at] : self._starts[at + 1]]
        return line.decode(self._encoding, errors="replace").replace("\x00", DAMAGED)

    def longest(self) -> tuple[int, int]:
        """The index of the line of most bytes, and how many these are."""
        sizes = ((self._starts[at + 1] - self._starts[at], at) for at in range(len(self)))
        size, at = max(sizes, default=(0, 0))
        return at, size


def lines_of(data: bytes) -> TextLines:
    """The lines of a file. What cannot be read as a letter, NUL bytes among it, is U+FFFD in them.

    UTF-8, UTF-16 and UTF-32 are recognized with and without a byte-order mark (UTF-32 only with it). Anything
    else is Windows-1252, which holds Latin-1's letters too. A file that is UTF-8 in some lines and something else
    in others is read as UTF-8, so that the odd lines show their damage instead of a wrong letter.
    """
    encoding = _encoding(data)
    if encoding not in _WITH_ASCII:  # line ends would not be single bytes
        data, encoding = data.decode(encoding, errors="replace").encode("utf-8", "surrogatepass"), "utf-8"
    lines = TextLines(data.removeprefix(codecs.BOM_UTF8) if encoding == "utf-8" else data, encoding)
    sample = _beginning(lines)
    if len(_CONTROL.findall(sample)) + sample.count(DAMAGED) > max(20, len(sample) // 20):
        raise UnreadableError("This is not a text file and not an .xlsx workbook. Send a CSV or an .xlsx file.")
    return lines


def _beginning(lines: TextLines) -> str:
    found, size = [], 0
    for line in lines:
        found.append(line)
        size += len(line)
        if size >= _SAMPLE:
            break
    return "".join(found)[:_SAMPLE]


def _encoding(data: bytes) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    without_bom = None if len(data) % 2 else _utf16_without_bom(data[:_SAMPLE])
    if without_bom:
        return without_bom
    return "utf-8" if _is_utf8(data) or _is_utf8_in_part(data) else "cp1252"


def _is_utf8(data: bytes) -> bool:
    """Piece by piece: the whole text beside its bytes would be three times the file."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _PIECE):
            decoder.decode(data[at : at + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_bom(sample: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in every other byte."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(odd, even) < 0.7 or min(odd, even) > 0.05:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    # Read the wrong way, two Latin letters become one of a far script.
    return encoding if max(sample.decode(encoding, errors="replace")) < "\u3000" else None


def _is_utf8_in_part(data: bytes) -> bool:
    """Whether some line holds a letter beyond ASCII that is proper UTF-8, though others do not."""
    for line in re.split(b"[\r\n]", data):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False
