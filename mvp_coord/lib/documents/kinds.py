"""The kinds of files that are let in, and how each proves itself."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from . import office, opendocument, pictures, portable, text
from .names import clean_name
from .refusal import RefusedError

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Kind:
    """One kind: what people call it, what browsers are told, and the check that raises `RefusedError`."""

    label: str
    content_type: str
    check: Callable[[bytes], None]
    is_archive: bool = False


@dataclass(frozen=True)
class Checked:
    """A file that is what it says: its clean name, its kind in words ("PDF"), and its content type."""

    name: str
    label: str
    content_type: str


# By the end of the name. SVG, HTML and the old binary office formats are left out on purpose: they carry programs.
KINDS: Final[dict[str, Kind]] = {
    "pdf": Kind("PDF", "application/pdf", portable.check_pdf),
    "docx": Kind("Word document", f"{_OFFICE}.wordprocessingml.document", office.check_docx, is_archive=True),
    "xlsx": Kind("Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", office.check_xlsx, is_archive=True),
    "pptx": Kind("PowerPoint slides", f"{_OFFICE}.presentationml.presentation", office.check_pptx, is_archive=True),
    "odt": Kind("OpenDocument text", f"{_OPEN}.text", opendocument.check_odt, is_archive=True),
    "ods": Kind("OpenDocument sheet", f"{_OPEN}.spreadsheet", opendocument.check_ods, is_archive=True),
    "odp": Kind("OpenDocument slides", f"{_OPEN}.presentation", opendocument.check_odp, is_archive=True),
    "csv": Kind("CSV", "text/csv; charset=utf-8", text.check_text),
    "txt": Kind("Text", "text/plain; charset=utf-8", text.check_text),
    "md": Kind("Markdown", "text/markdown; charset=utf-8", text.check_text),
    "png": Kind("PNG picture", "image/png", pictures.check_png),
    "jpg": Kind("JPEG picture", "image/jpeg", pictures.check_jpeg),
    "webp": Kind("WebP picture", "image/webp", pictures.check_webp),
}
_SAME: Final = {"jpeg": "jpg", "markdown": "md", "text": "txt"}
ACCEPTED: Final = ",".join(f".{ending}" for ending in (*KINDS, *_SAME))
_LET_IN: Final = "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, Markdown, PNG, JPEG and WebP files"


def check_document(name: str, data: bytes) -> Checked:
    """What this file is; raises `RefusedError` unless its content is what its name says, and nothing more."""
    name = clean_name(name)
    stem, _, ending = name.rpartition(".")
    ending = _SAME.get(ending, ending)
    kind = KINDS.get(ending) if stem else None
    if kind is None:
        raise RefusedError(f"{_LET_IN} can be shared. Save it as one of these, or share a link to it.")
    if not data:
        raise RefusedError("This file is empty.")
    if not kind.is_archive and zipfile.is_zipfile(io.BytesIO(data)):
        raise RefusedError(f"This is no plain {kind.label} file: an archive is hidden in it.")
    kind.check(data)
    return Checked(f"{stem}.{ending}", kind.label, kind.content_type)
