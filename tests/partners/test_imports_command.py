"""Imports by command line: several files, wrong arguments, who may, and how it is told."""

# ruff: noqa: F811 -- a test asks for a fixture by the name that it is imported under

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mvp_coord.sheets.kinds import Options
from mvp_coord.sheets.models import ImportBatch
from mvp_coord.sheets.run import apply, read_files
from partners.imports.plans import PLANS
from partners.models import Activity, Partner
from tests import factories
from tests.partners.plan_sheets import HEADER, PIMA, YUMA, arizona, counted, importing  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db


def test_several_files_are_one_import(importing, tmp_path, staff):
    other = tmp_path / "more.csv"
    other.write_text(f"{HEADER}\n{YUMA}\n{PIMA}")
    first = tmp_path / "first.csv"
    first.write_text(f"{HEADER}\n{PIMA}")
    out = io.StringIO()
    call_command(
        "import_plans", str(first), str(other), "--state=AZ", f"--as={staff.email}", "--json", "--apply", stdout=out
    )
    receipt = json.loads(out.getvalue())
    assert counted(receipt) == {"created": 2, "skipped": 1}
    assert receipt["skipped_rows"][0]["reason"] == "Repeats line 2 of first.csv."
    assert ImportBatch.objects.get().file_names == ["first.csv", "more.csv"]


def test_nothing_is_written_when_one_file_is_unreadable(tmp_path, staff):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.xlsx"
    good.write_text(f"{HEADER}\n{PIMA}")
    bad.write_bytes(b"PK\x03\x04 nothing")
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"bad\.xlsx") as stop:
        call_command(
            "import_plans", str(good), str(bad), "--state=AZ", f"--as={staff.email}", "--json", "--apply", stdout=out
        )
    assert stop.value.returncode == 2
    assert "bad.xlsx" in json.loads(out.getvalue())["error"]
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--state=ZZ", "--as=staff@example.org"], "no state or territory"),
        (["--state=AZ", "--as=nobody@example.org"], "Nobody signs in as"),
        (["--state=AZ", "--as=staff@example.org", "--from=nobody"], "no partner"),
        (["--state=AZ", "--as=outsider@example.org"], "may not import"),
        (["--state=AZ", "--as=funder@example.org"], "may not import"),
        (["--state=AZ", "--as=donor@example.org"], "may not import"),
    ],
)
def test_wrong_arguments_are_told_in_words(cast, tmp_path, arguments, says):
    file = tmp_path / "plan.csv"
    file.write_text(f"{HEADER}\n{PIMA}")
    with pytest.raises(CommandError, match=says) as stop:
        call_command("import_plans", str(file), *arguments)
    assert stop.value.returncode == 2


def test_a_missing_file_is_told_in_words(staff):
    with pytest.raises(CommandError, match="No such file") as stop:
        call_command("import_plans", "nowhere.csv", "--state=AZ", f"--as={staff.email}")
    assert stop.value.returncode == 2


def test_a_device_that_never_ends_is_too_large(staff):
    with pytest.raises(CommandError, match="larger than 50 MB") as stop:
        call_command("import_plans", "/dev/zero", "--state=AZ", f"--as={staff.email}")
    assert stop.value.returncode == 2


def test_without_json_the_receipt_is_in_words(staff, tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text(f"{HEADER}\n{PIMA}\n{YUMA.replace('Yuma', 'Atlantis')}")
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_plans", str(file), "--state=az", f"--as={staff.email.upper()}", stdout=out)
    for words in ("plan.csv, line 3, Where: “Atlantis” is no place", "2 rows: 1 created", "Add --apply", "Sunrise"):
        assert words in out.getvalue()


def test_a_partner_contact_imports_rows_of_its_own_organization_only(importing, partner_rep, own_partner):
    hidden = factories.make_partner("Secret Society", visibility="private")
    factories.make_entity(own_partner, "c4")
    own = PIMA.replace("Sunrise Neighbors", own_partner.name)
    known, unknown = (YUMA.replace("Sunrise Neighbors", name) for name in (hidden.name, "Nobody At All"))
    receipt = importing(own, known, unknown.replace("A-2", "A-3"), user=partner_rep, sender=own_partner.slug)
    assert counted(receipt) == {"created": 1, "rejected": 2}
    # Whether the other organization exists makes no difference to what is told.
    reasons = [row["reason"].replace(row["value"], "…") for row in receipt["rejected"]]
    assert reasons[0] == reasons[1]
    assert Activity.objects.get().source_partner == own_partner


def test_a_contact_cannot_change_what_others_sent_in_its_organizations_name(
    importing, staff, partner_rep, own_partner
):
    factories.make_entity(own_partner, "c4")
    importing(PIMA, sender=own_partner.slug)
    own = f"A-1,{own_partner.name},Other,c4,GOTV,doors,Yuma,8/2/27,9/26/27,,1,2,"
    receipt = importing(own, user=partner_rep, sender=own_partner.slug)
    assert counted(receipt) == {"rejected": 1}
    assert Activity.objects.get().program.partner.name == "Sunrise Neighbors"


def test_staff_do_not_learn_of_a_private_partner_by_its_name(importing):
    factories.make_partner("Sunrise Neighbors", slug="hidden", visibility="private")
    receipt = importing(PIMA)
    assert counted(receipt) == {"created": 1}
    assert receipt["likely_twins"] == []


def test_the_receipt_stays_among_the_imports(importing, staff):
    importing(PIMA, YUMA.replace("Yuma", "Atlantis"))
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.created_by, batch.counts["created"]) == ("applied", staff, 1)
    rows = list(batch.rows.values_list("line", "outcome"))
    assert rows == [(2, "created"), (3, "rejected")]
    assert batch.rows.first().values["address"] == Activity.objects.get().get_absolute_url()


def test_a_label_passes_to_an_organization_that_is_new_and_spelled_in_two_ways(importing):
    doors = f"A-1,Juniper Votes,{PIMA.split(',', 2)[2]}"
    importing(doors)
    new = PIMA.split(",", 2)[2].replace("Pima", "Yuma")
    receipt = importing(f",sunrise neighbors,{new}", doors.replace("Juniper Votes", "Sunrise Neighbors"))
    assert counted(receipt) == {"created": 1, "updated": 1}


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "A-1", "A-2", "A-3"]),
        st.sampled_from(["Sunrise Neighbors", "sunrise neighbors", "Juniper Votes", ""]),
        st.sampled_from(["Fall Push", "Porch Lights", ""]),
        st.sampled_from(["c3", "c4", ""]),
        st.just("GOTV"),
        st.sampled_from(["doors", "skywriting"]),
        st.sampled_from(["Pima", "Yuma Co.", "Statewide", "Atlantis"]),
        st.sampled_from(["8/2/27", "2027-08-09"]),
        st.just("9/26/27"),
        st.sampled_from(["", "Youth"]),
        st.sampled_from(["", "5k", "0"]),
        st.sampled_from(["9,000", "TBD"]),
        st.just(""),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=st.lists(ROWS, min_size=1, max_size=3))
def test_whatever_is_sent_adds_up_and_sent_again_changes_nothing(staff, sheets):
    """Sheet after sheet, each row is counted once, and what was just applied is unchanged when sent again."""
    work = PLANS.begin(Options(state="AZ"), staff)
    with transaction.atomic():
        for rows in sheets:
            lines = [HEADER, *(",".join(f'"{cell}"' for cell in row) for row in rows)]
            read = read_files([("plan.csv", "\n".join(lines).encode())], kind=PLANS, work=work)
            for again in (False, True):
                before = list(Activity.objects.order_by("pk").values())
                counts = apply(read, work=work, by=staff).counts
                assert counts["rows_in"] == sum(counts.values()) - counts["rows_in"] == len(rows)
                if again:
                    assert (counts["created"], counts["updated"]) == (0, 0)
                    assert list(Activity.objects.order_by("pk").values()) == before
        transaction.set_rollback(True)
