"""The empty sheet of every kind: it is read back as what it is, and only by those who may send such sheets."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from mvp_coord.lib.tabular import read_tables
from mvp_coord.sheets.header import recognize
from mvp_coord.sheets.kinds import all_kinds
from mvp_coord.sheets.models import ImportBatch
from mvp_coord.sheets.template import empty_sheet
from tests import factories

KINDS = sorted(all_kinds())


@pytest.mark.parametrize("code", KINDS)
def test_every_column_of_an_empty_sheet_is_known_for_what_it_is(code):
    kind = all_kinds()[code]
    labels, *tags = (row.cells for row in read_tables(empty_sheet(kind)).tables[0].rows)
    header = recognize(labels, kind.layout)
    wanted = kind.on_template or tuple(column.name for column in kind.layout.columns)
    assert set(header.places) == set(wanted)
    assert header.unread == ()
    assert header.missing == ()
    assert bool(tags) == any(column.tags for column in kind.layout.columns)


@pytest.mark.django_db
@pytest.mark.parametrize("code", KINDS)
def test_an_empty_sheet_comes_in_without_a_row(staff, sign_in, code):
    client = sign_in(staff)
    answer = client.get("/imports/template.xlsx", {"kind": code})
    assert f'filename="{code}-template.xlsx"' in answer.headers["Content-Disposition"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).sheet_names[1] == "How to fill it in"
    sheet = SimpleUploadedFile("empty.xlsx", answer.content)
    factories.make_state("AZ")
    sent = client.post("/imports/new/", {"kind": code, "sheets": [sheet], "state": "AZ"})
    assert sent.status_code == 302, sent.context["form"].errors
    assert ImportBatch.objects.get().counts["rows_in"] == 0


@pytest.mark.django_db
def test_only_kinds_that_one_may_send_have_one(partner_rep, sign_in):
    client = sign_in(partner_rep)
    for code, status in (("plans", 200), ("people-needs", 200), ("priorities", 404), ("nonsense", 404)):
        assert client.get("/imports/template.xlsx", {"kind": code}).status_code == status, code
