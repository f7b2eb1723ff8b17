"""Small real files of each kind that the library lets in, made byte by byte, and what turns them hostile."""

import io
import struct
import zipfile
import zlib

import xlsxwriter

OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX_MAIN = f"{OFFICE}.wordprocessingml.document.main+xml"


def packed(parts: dict[str, bytes | str], *, stored: tuple[str, ...] = ()) -> bytes:
    """A zip archive of these parts, in this order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def content_types(main: str = DOCX_MAIN, part: str = "/word/document.xml", more: str = "") -> str:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="{part}" ContentType="{main}"/>{more}</Types>'
    )


def docx(more: dict[str, bytes | str] | None = None, *, types: str = "") -> bytes:
    """A Word document; `more` adds parts or replaces them."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": types or content_types(),
        "word/document.xml": "<document><body>Listen first.</body></document>",
    }
    return packed({**parts, **(more or {})})


def pptx() -> bytes:
    main = f"{OFFICE}.presentationml.presentation.main+xml"
    return packed(
        {
            "[Content_Types].xml": content_types(main, "/ppt/presentation.xml"),
            "ppt/presentation.xml": "<presentation/>",
        }
    )


def xlsx() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("Shifts").write(0, 0, "Saturday")
    return file.getvalue()


def odf(kind: str = "text", **more: str) -> bytes:
    parts: dict[str, bytes | str] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": "<content/>",
        "META-INF/manifest.xml": "<manifest/>",
        **{name.replace("__", "/"): text for name, text in more.items()},
    }
    return packed(parts, stored=("mimetype",))


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + inside + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\0\0\x01\0\x01\0\0\xff\xda\x00\x08\x01\x01\0\0\x3f\0\x11\xff\xd9"


def webp() -> bytes:
    body = b"WEBPVP8L" + struct.pack("<I", 6) + b"\x2f\0\0\0\0\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bomb(megabytes: int = 200) -> bytes:
    """A Word document of a few hundred kB whose picture unpacks to very much more."""
    return docx({"word/media/image1.bin": bytes(megabytes * 10**6)})
