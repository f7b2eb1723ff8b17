"""An .xlsx file is a zip archive of XML. This opens it with every size counted before anything trusts it."""

import io
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Mapping

from .model import MAX_BYTES, UnreadableError, in_mb

_MAX_PARTS = 2_000
_CHUNK = 1 << 16
_DAMAGED = "This workbook is damaged and cannot be opened. Save it again as .xlsx."
_NOT_XLSX = [
    ("word/document.xml", "This is a text document, not a spreadsheet. Send a CSV or an .xlsx file."),
    ("ppt/presentation.xml", "This is a presentation, not a spreadsheet. Send a CSV or an .xlsx file."),
    ("content.xml", "This is an OpenDocument file. Save it as .xlsx or CSV."),
    ("xl/workbook.bin", "This is an .xlsb workbook. Save it as .xlsx or CSV."),
    ("Index/Document.iwa", "This is a Numbers file. Export it as .xlsx or CSV."),
]


def open_package(data: bytes) -> dict[str, bytes]:
    """The XML parts of a workbook by their path, unpacked under a limit that no false size can get around.

    Raises `UnreadableError` for other archives, damaged ones, ones with a password, and ones that unpack to over
    `MAX_BYTES` (by the sizes the archive states, then by those met while unpacking).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive)
            return _unpack(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as fault:
        if isinstance(fault, UnreadableError):
            raise
        raise UnreadableError(_DAMAGED) from fault


def _check_directory(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    stated = sum(part.file_size for part in parts)
    if stated > MAX_BYTES:
        raise UnreadableError(f"This file unpacks to {in_mb(stated)}; the limit is {in_mb(MAX_BYTES)}. Split it.")
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        for name, reason in _NOT_XLSX:
            if name in names:
                raise UnreadableError(reason)
        raise UnreadableError("This is a .zip archive, not a spreadsheet. Unpack it and send the files inside.")
    if len(parts) > _MAX_PARTS:
        raise UnreadableError(f"This workbook has more than {_MAX_PARTS:,} parts, which is the limit. Split it.")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("This workbook has a password. Save it without one.")


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    unpacked: dict[str, bytes] = {}
    total = 0
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        chunks = []
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > MAX_BYTES:
                    raise UnreadableError(
                        f"This file unpacks to more than {in_mb(MAX_BYTES)}, which is the limit. Split it."
                    )
                chunks.append(chunk)
        unpacked[part.filename] = b"".join(chunks)
    return unpacked


def repack(parts: Mapping[str, bytes]) -> bytes:
    """The same parts as a plain archive, so that the next reader meets nothing that was not counted here."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def parse_xml(content: bytes, *, start: object = None, end: object = None, text: object = None) -> None:
    """Runs the handlers of one pass over a part: start(tag, attributes), end(tag), text(letters).

    Tags come without their namespace's prefix. A document type, which no workbook needs, is refused.
    """
    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    if start:
        parser.StartElementHandler = start  # type: ignore[assignment]
    if end:
        parser.EndElementHandler = end  # type: ignore[assignment]
    if text:
        parser.CharacterDataHandler = text  # type: ignore[assignment]
    try:
        parser.Parse(content, True)
    except xml.parsers.expat.ExpatError as fault:
        raise UnreadableError(_DAMAGED) from fault


def _refuse_doctype(*_: object) -> None:
    raise UnreadableError("This workbook holds a document type definition, which spreadsheets never do.")
