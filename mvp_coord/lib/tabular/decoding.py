"""From bytes to text: which encoding a CSV was saved in, decided by evidence and never by luck."""

import codecs
import re

from .model import DAMAGED, UnreadableError

_BOMS = [  # UTF-32 first: its little-endian mark begins like that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f]")
_SAMPLE = 20_000


def decode(data: bytes) -> str:
    """The text of a file. What cannot be read as a letter, NUL bytes among it, is U+FFFD in the result.

    UTF-8, UTF-16 and UTF-32 are recognized with and without a byte-order mark (UTF-32 only with it). Anything
    else is Windows-1252, which holds Latin-1's letters too. A file that is UTF-8 in some lines and something else
    in others is read as UTF-8, so that the odd lines show their damage instead of a wrong letter.
    """
    text = data.decode(_encoding(data), errors="replace").replace("\x00", DAMAGED)
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) + sample.count(DAMAGED) > max(20, len(sample) // 20):
        raise UnreadableError("This is not a text file and not an .xlsx workbook. Send a CSV or an .xlsx file.")
    return text


def _encoding(data: bytes) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    without_bom = None if len(data) % 2 else _utf16_without_bom(data[:_SAMPLE])
    if without_bom:
        return without_bom
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _is_utf8_in_part(data) else "cp1252"
    return "utf-8"


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
