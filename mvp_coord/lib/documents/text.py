"""Text that people read: UTF-8 without what only machines write."""

import re
from typing import Final

from .refusal import RefusedError

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP: Final = re.compile(
    r"\s*(<!doctype|<\?xml|<\?php|<html|<head|<body|<script|<svg|<iframe|#!|%PDF-|\{\\rtf)", re.IGNORECASE
)


def check_text(data: bytes) -> None:
    """Raises `RefusedError` for other encodings, control characters, and pages or programs under another name."""
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise RefusedError("This text is not in UTF-8. Save it again with the encoding UTF-8.") from fault
    if _CONTROL.search(words):
        raise RefusedError("This is not a text file, whatever its name says.")
    if _MARKUP.match(words):
        raise RefusedError("This is a web page, a program or another kind of file, not plain text.")
