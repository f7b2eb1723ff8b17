"""Office files are zip archives: opened with every size counted, and every part read once and compared."""

import io
import zipfile
import zlib
from typing import Final

from .refusal import RefusedError

MOST_BYTES: Final = 150_000_000
_MOST_PARTS: Final = 5_000
_MOST_XML: Final = 20_000_000
_CHUNK: Final = 1 << 18
_DAMAGED: Final = "This file is damaged and cannot be opened. Save it again."


def open_archive(data: bytes) -> dict[str, bytes]:
    """The parts by their path; of parts that are not XML or plain marks only the first bytes are kept.

    Raises `RefusedError` for what is no archive from its first byte to its last, damaged ones, ones with a password,
    ones that unpack to more than `MOST_BYTES` or lie about it, and paths that lead out of the archive.
    """
    if not data.startswith(b"PK\x03\x04"):
        raise RefusedError("This is not the kind of file that its name says.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, data)
            return _unpack(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as fault:
        raise RefusedError(_DAMAGED) from fault


def _check_directory(archive: zipfile.ZipFile, data: bytes) -> None:
    parts = archive.infolist()
    if data[-22:-18] != b"PK\x05\x06":
        raise RefusedError("Something else is attached behind this file. Save it again.")
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError("This file has a password. Save it without one.")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise RefusedError(f"This file unpacks to more than {MOST_BYTES // 10**6} MB, which is the limit.")
    names = [part.filename for part in parts]
    if len(set(names)) != len(names) or any(_leads_out(name) for name in names):
        raise RefusedError(_DAMAGED)


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Each part is read to its end, so that a false size or checksum shows."""
    kept: dict[str, bytes] = {}
    for part in archive.infolist():
        most = _MOST_XML if part.filename.lower().endswith((".xml", ".rels")) else 200
        with archive.open(part) as stream:
            kept[part.filename] = stream.read(most)
            while stream.read(_CHUNK):
                if most == _MOST_XML:
                    raise RefusedError("A part of this file is too large to be checked. Split it.")
    return kept
