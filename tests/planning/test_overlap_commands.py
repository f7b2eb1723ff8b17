"""Commands about plans and overlaps: what they ask for, and what they say of cases that are not checked yet."""

import io

import pytest
from django.core.management import CommandError, call_command

from partners.actions.due import check_again
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def wisconsin(db):
    return factories.make_state("WI")


def test_cases_that_are_not_checked_yet_are_said_to_be_so(staff, wisconsin):
    factories.make_state("AZ")
    check_again(["AZ"], by=staff)
    assert warned() == ""
    check_again(["WI"], by=staff)
    told = [warned(), call_command("refresh_overlaps", stdout=io.StringIO()), warned()]
    assert "have changed since the last check" in told[0]
    assert told[2] == ""


def warned() -> str:
    out = io.StringIO()
    call_command("overlaps", "--state", "WI", "--json", stdout=io.StringIO(), stderr=out)
    return out.getvalue()


def test_a_sheet_of_plans_without_a_state_is_asked_for_it(staff, wisconsin, tmp_path):
    with pytest.raises(CommandError, match="Say which state the plans are for, such as --state WI"):
        call_command("import_plans", str(tmp_path / "any.csv"), "--as", staff.email)
