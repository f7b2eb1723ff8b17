"""Reads the tables that people send, CSV and XLSX, without trusting the file's name, size or good will.

`read_tables(data)` and `walk_tables(data)` are all that others call. A file that cannot be a table raises
`UnreadableError` with one sentence for the person who sent it; a line that cannot be trusted comes as a row with a
`Fault`.
"""

import re

from .delimited import DelimitedRows
from .model import (
    MAX_BYTES,
    MAX_ROWS,
    Fault,
    Row,
    Table,
    Tables,
    UnreadableError,
    Value,
    Walk,
    Walks,
    in_mb,
    too_many_rows,
)
from .objects import read_objects
from .workbook import read_workbook

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "Fault",
    "Row",
    "Table",
    "Tables",
    "UnreadableError",
    "Value",
    "Walk",
    "Walks",
    "in_mb",
    "read_tables",
    "too_many_rows",
    "walk_tables",
]

# What people send by mistake, by the bytes that such files begin with.
_NOT_TABLES = {
    b"%PDF": "This is a PDF, not a spreadsheet.",
    b"\xd0\xcf\x11\xe0": "This is an old .xls workbook, or one with a password. Save it as .xlsx without a password.",
    b"{\\rtf": "This is a text document, not a spreadsheet.",
    b"\x89PNG": "This is a picture, not a spreadsheet.",
    b"\xff\xd8\xff": "This is a picture, not a spreadsheet.",
    b"\x1f\x8b": "This is a packed archive, not a spreadsheet. Unpack it and send the file inside.",
    b"7z\xbc\xaf": "This is a packed archive, not a spreadsheet. Unpack it and send the file inside.",
    b"Rar!": "This is a packed archive, not a spreadsheet. Unpack it and send the file inside.",
    b"SQLite format 3": "This is a database, not a spreadsheet.",
}
_SOMETHING = re.compile(rb"[^ \t\r\n\x00\xef\xbb\xbf\xff\xfe]")
# A list of objects, or an object; a CSV that begins with a bracket has no such sign behind it.
_OBJECTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*[\"}])")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def read_tables(data: bytes) -> Tables:
    """Every table in a file: one for a CSV or JSON, one for each visible sheet of an XLSX, told apart by content.

    Raises `UnreadableError` for a file that is no table, or is larger than `MAX_ROWS` rows or `MAX_BYTES` unpacked.
    """
    found = walk_tables(data)
    return Tables(tuple(Table(each.name, tuple(each.rows)) for each in found.tables), found.remarks)


def walk_tables(data: bytes) -> Walks:
    """The same, for going down each table: the rows of a CSV are read as one comes to them, and none is kept.

    Raises `UnreadableError`, for the limit of rows not before one has come to it.
    """
    if not _SOMETHING.search(data):
        raise UnreadableError("This file is empty.")
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"This file is {in_mb(len(data))}; the limit is {in_mb(MAX_BYTES)}. Split it.")
    if data.startswith(_ZIP):
        return read_workbook(data).to_walk()
    for beginning, reason in _NOT_TABLES.items():
        if data.startswith(beginning):
            raise UnreadableError(f"{reason} Send a CSV or an .xlsx file.")
    if data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UnreadableError("This is a web page or XML, not a spreadsheet. Send a CSV or an .xlsx file.")
    if _OBJECTS.match(data):
        return read_objects(data)
    return Walks((Walk("", DelimitedRows(data)),))
