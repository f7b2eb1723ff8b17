"""What somebody exports and sends back changes nothing, whatever stands in the records."""

import pytest

from partners.models import Partner
from tests import factories
from tests.partners.test_exports import export_of, taken
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db
# Beginnings of formulas, separators, quotation marks, lines, signs from right to left, a name that says "none".
NAMES = (
    "=SUM(A1) Votes",
    "+1 Neighbors",
    "-Dash & Co.",
    "@ Home",
    "'Quoted' “Group”",
    "(none)",
    "Ñandú; Ωmega, Inc.",
    "א‎ב Votes",
)
WRITES = (
    "partners_export",
    "partners_exportcontent",
    "sheets_importbatch",
    "sheets_importrow",
    "sheets_importprogress",
    "accounts_session",
    "accounts_user",
)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("columns", [None, ["slug", "name", "summary", "states"]], ids=["all columns", "some"])
def test_an_export_sent_back_changes_nothing(staff, sign_in, sending, pressing, file_format, columns):
    youth, rural = factories.make_constituency("youth", "Young people"), factories.make_constituency("rural", "Rural")
    for number, name in enumerate(NAMES):
        facts = {"summary": f"Line one\nline two, “{name}”", "other_names": f"{name} A\nB; C", "founded_year": 2009}
        partner = factories.make_partner(name, slug=f"p{number}", states=("AZ", "NV"), source="Typed in", **facts)
        partner.partner_states.filter(state="NV").update(scope="local", role="hosts; the “table”, all year")
        partner.constituencies.set([youth, rural][: number % 3])
        factories.make_entity(partner, ein=f"0123456{number:02}")
    factories.make_partner("Nothing Known", states=())
    more = {"fields": columns} if columns else {}
    body = taken(sign_in(staff), export_of(staff, file_format=file_format, **more))
    before = all_rows(but=WRITES)
    batch = sending(staff, body)
    assert [row.problems for row in batch.rows.all() if row.problems] == []
    assert {name: number for name, number in batch.counts.items() if number} == {"rows_in": 9, "unchanged": 9}
    pressing(staff, batch)
    assert all_rows(but=WRITES) == before
    assert Partner.objects.count() == 9
