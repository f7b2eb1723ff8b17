"""Rows of small plan sheets, and a way to import them: what the tests of imports share."""

import io
import json

import pytest
from django.core.management import call_command

from tests import factories

HEADER = "Row,Organization,Program,Vehicle,Type,Tactic,Where,Start,End,Who for,Universe,Attempts,Budget"
PIMA = "A-1,Sunrise Neighbors,Fall Push,c4,GOTV,doors,Pima County,8/2/27,9/26/27,Youth,5000,9000,$1.5k"
YUMA = "A-2,Sunrise Neighbors,Fall Push,c4,GOTV,doors,Yuma,8/2/27,9/26/27,,4000,8000,"
PUBLIC = "A-3,Sunrise Neighbors,Porch Lights,501c3,GOTV,doors,Yuma,9/6/27,10/3/27,,100,200,"


@pytest.fixture(autouse=True)
def arizona(db):
    for county in ("Pima County", "Yuma County"):
        factories.make_county(county)
    factories.make_program_type("gotv", label="Get out the vote")
    factories.make_tactic("door-canvass", label="Door canvass", aliases=["doors"])
    factories.make_constituency("youth", label="Youth")


@pytest.fixture
def importing(tmp_path, staff):
    """Imports rows and gives the receipt; the exit code is in it."""

    def run(*rows, user=None, sender="", apply=True, name="plan.csv", header=HEADER, state="AZ"):
        file = tmp_path / name
        file.write_text("\n".join([header, *rows]))
        arguments = [str(file), "--state", state, "--as", (user or staff).email, "--json"]
        arguments += ["--from", sender] * bool(sender) + ["--apply"] * apply
        out, code = io.StringIO(), 0
        try:
            call_command("import_plans", *[each for each in arguments if each], stdout=out)
        except SystemExit as stop:
            code = stop.code
        return {**json.loads(out.getvalue()), "code": code}

    return run


def counted(receipt: dict) -> dict[str, int]:
    names = ("created", "updated", "unchanged", "skipped")
    found = {name: receipt[name] for name in names if receipt[name]}
    found |= {"rejected": len(receipt["rejected"])} if receipt["rejected"] else {}
    assert receipt["rows_in"] == sum(found.values())
    return found
