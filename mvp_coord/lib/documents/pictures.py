"""Pictures: each walked from its first byte to its last, so that nothing rides behind it."""

import struct
import zlib
from typing import Final

from .refusal import RefusedError

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_NO_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_SCAN: Final = 0xDA
_END: Final = 0xD9
_BEHIND: Final = "Something else is attached behind this picture. Save it again as a picture."


def check_png(data: bytes) -> None:
    """A PNG: whole chunks with good checksums, from the header to the end mark, and nothing after it."""
    if not data.startswith(_PNG):
        raise RefusedError("This is named .png, but it is not a PNG picture.")
    at, names = len(_PNG), list[bytes]()
    while at + 12 <= len(data) and names[-1:] != [b"IEND"]:
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 4 : at + 8 + length]
        if data[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(body)):
            break
        names.append(name)
        at += 12 + length
    if names[:1] != [b"IHDR"] or names[-1] != b"IEND":
        raise RefusedError("This PNG picture is damaged. Save it again.")
    if at != len(data):
        raise RefusedError(_BEHIND)


def check_jpeg(data: bytes) -> None:
    """A JPEG: segments from the first byte to the scan, and the end mark at the end."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise RefusedError("This is named .jpg, but it is not a JPEG picture.")
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        mark = data[at + 1]
        at += 1 if mark == 0xFF else 2 if mark in _NO_LENGTH else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if data[at : at + 2] != bytes([0xFF, _SCAN]):
        raise RefusedError("This JPEG picture is damaged. Save it again.")
    end = data.rfind(bytes([0xFF, _END]), at)
    if end < 0:
        raise RefusedError("This JPEG picture is cut off. Save it again.")
    if data[end + 2 :].strip(b"\x00\r\n"):
        raise RefusedError(_BEHIND)


def check_webp(data: bytes) -> None:
    """A WebP: as long as its own header says."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or data[12:16] not in (b"VP8 ", b"VP8L", b"VP8X"):
        raise RefusedError("This is named .webp, but it is not a WebP picture.")
    stated = 8 + int.from_bytes(data[4:8], "little")
    if len(data) < stated:
        raise RefusedError("This WebP picture is cut off. Save it again.")
    if len(data) > stated + stated % 2:
        raise RefusedError(_BEHIND)
