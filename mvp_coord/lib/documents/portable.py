"""PDF, the portable document format."""

import re
from typing import Final

from .refusal import RefusedError

_HEAD: Final = re.compile(rb"%PDF-[12]\.[0-9]")
# What may follow the last mark: line ends that editors add, nothing that could be another file.
_MOST_AFTER_THE_END: Final = 64


def check_pdf(data: bytes) -> None:
    """Begins as a PDF at its very first byte, ends as one, and starts no program when it is opened."""
    if not _HEAD.match(data):
        raise RefusedError("This is named .pdf, but it is not a PDF. Export it as PDF again.")
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise RefusedError("This PDF is cut off: its end is missing. Export it again.")
    rest = data[end + 5 :]
    if rest.strip(b"\r\n\t \x00") or len(rest) > _MOST_AFTER_THE_END:
        raise RefusedError("Something else is attached behind this PDF. Export it again.")
    if re.search(rb"/Launch\b", data):
        raise RefusedError("This PDF starts another program when it is opened. Print it to a new PDF and send that.")
