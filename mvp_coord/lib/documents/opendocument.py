"""OpenDocument files (LibreOffice and others) without macros."""

from typing import Final

from .archive import open_archive
from .refusal import RefusedError

_TYPE: Final = "application/vnd.oasis.opendocument."
_PROGRAMS: Final = ("basic/", "scripts/")


def check_odt(data: bytes) -> None:
    """A text."""
    _check(data, "text")


def check_ods(data: bytes) -> None:
    """A sheet."""
    _check(data, "spreadsheet")


def check_odp(data: bytes) -> None:
    """Slides."""
    _check(data, "presentation")


def _check(data: bytes, kind: str) -> None:
    parts = open_archive(data)
    if next(iter(parts), "") != "mimetype" or parts["mimetype"].strip() != f"{_TYPE}{kind}".encode():
        raise RefusedError("This is not the OpenDocument file that its name says.")
    if "content.xml" not in parts or "META-INF/manifest.xml" not in parts:
        raise RefusedError("This OpenDocument file is damaged. Save it again.")
    if any(name.lower().startswith(_PROGRAMS) for name in parts):
        raise RefusedError("This file holds macros. Save it without them.")
