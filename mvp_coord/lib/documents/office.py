"""Word, Excel and PowerPoint files of the kind without macros."""

import re
from typing import Final

from .archive import open_archive
from .markup import elements
from .refusal import RefusedError

_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "application/vnd.openxmlformats-officedocument."
_PROGRAMS: Final = ("vbaproject", "vbadata", "activex", "macrosheets", "dialogsheets")
_MACROS: Final = "This file holds macros or other programs. Save it without them (as .docx, .xlsx or .pptx)."
# What says of the parts what they are, all of it together: far more than a long book with links has.
_MOST_MARKUP: Final = 4_000_000
# Ways by which an office file fetches what it opens from another machine. A template on the writer's own is harmless.
_FETCHED: Final = ("attachedtemplate", "oleobject", "frame", "subdocument")
_ELSEWHERE: Final = re.compile(r"(https?|ftp|smb|mhtml):|\\\\|//|file://[^/]", re.IGNORECASE)


def check_docx(data: bytes) -> None:
    """A text document of Word."""
    _check(data, "word/document.xml", "wordprocessingml.document.main+xml", "a Word document")


def check_xlsx(data: bytes) -> None:
    """A workbook of Excel."""
    _check(data, "xl/workbook.xml", "spreadsheetml.sheet.main+xml", "an Excel workbook")


def check_pptx(data: bytes) -> None:
    """A presentation of PowerPoint."""
    _check(data, "ppt/presentation.xml", "presentationml.presentation.main+xml", "a PowerPoint file")


def _check(data: bytes, main: str, content_type: str, called: str) -> None:
    parts = open_archive(data)
    if _TYPES not in parts:
        raise RefusedError(f"This is an archive, but not {called}.")
    relations = [content for name, content in parts.items() if name.lower().endswith(".rels")]
    if sum(map(len, [parts[_TYPES], *relations])) > _MOST_MARKUP:
        raise RefusedError("This file is put together of too many pieces to be checked. Split it.")
    types = [attributes for _, attributes in elements(parts[_TYPES])]
    said = " ".join(each.get("ContentType", "") for each in types).lower()
    if "macroenabled" in said or any(word in f"{said} {' '.join(parts)}".lower() for word in _PROGRAMS):
        raise RefusedError(_MACROS)
    of_main = {each.get("ContentType") for each in types if each.get("PartName") == f"/{main}"}
    if main not in parts or of_main != {_MAIN + content_type}:
        raise RefusedError(f"This is not {called}, whatever its name says.")
    for content in relations:
        _check_relations(content)


def _check_relations(content: bytes) -> None:
    for _, attributes in elements(content):
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        if kind in _FETCHED and _ELSEWHERE.match(attributes.get("Target", "")):
            raise RefusedError(
                "This file fetches a part of itself from another place. Save a copy without that part."
            )
