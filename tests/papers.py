"""Reading PDFs in tests: their text as one line, and how they are tagged."""

import io
import re

from pypdf import PdfReader


def reader_of(paper: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(paper))


def text_of(paper: bytes) -> str:
    """All words of a PDF in a line, those that were parted at the end of a line put together, with its title."""
    reader = reader_of(paper)
    text = "\n".join(page.extract_text() for page in reader.pages)
    whole = re.sub("[\u00ad\u200b\ufffe](?:\\s*\n)?", "", text)
    return " ".join(f"{reader.metadata.title if reader.metadata else ''} {whole}".split())


def tags_of(paper: bytes) -> list[str]:
    """The kinds of the elements in the tree that screen readers follow, in its order ("/H1", "/Table", "/TH" …)."""
    found: list[str] = []

    def walk(element) -> None:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            for each in element:
                walk(each)
        elif isinstance(element, dict):
            if "/S" in element:
                found.append(str(element["/S"]))
            if "/K" in element:
                walk(element["/K"])

    root = reader_of(paper).trailer["/Root"]
    walk(root["/StructTreeRoot"])
    return found
