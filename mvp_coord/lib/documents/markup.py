"""The XML inside office files, read without ever following what it declares."""

import xml.parsers.expat
from collections.abc import Iterator

from .refusal import RefusedError


def elements(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element as (name without its prefix, attributes); raises `RefusedError` for damage and declarations."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rpartition(":")[2], attributes))
    try:
        parser.Parse(content, True)
    except xml.parsers.expat.ExpatError as fault:
        raise RefusedError("This file is damaged and cannot be opened. Save it again.") from fault
    return iter(found)


def _refuse(*_: object) -> None:
    raise RefusedError("This file declares its own kind of markup, which office files never do.")
