"""The command that prints gaps: for people and for programs, saying what the pages say."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from partners.models import Program
from planning.overlaps.words import figure
from tests import factories
from tests.planning.gap_cast import LIST, address, main_of, plan, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_september")]


def test_the_command_prints_the_same_for_people_and_for_programs(priority, staff):
    def said(*words):
        out = StringIO()
        call_command("gaps", *words, stdout=out)
        return out.getvalue()

    found = json.loads(said("--state", "az", "--json", "--cycle", priority.cycle.code))
    (gap,) = found["gaps"]
    door = next(each for each in gap["families"] if each["family"] == "door")
    assert (gap["place"], gap["people"], gap["people_short"]) == (priority.division.ocd_id, 20_000, 16_000)
    assert (door["planned"], door["wanted"], door["short"]) == (2_914, 14_571, 11_657)
    assert (door["each_takes"], door["enough_for"]) == (0.7286, 4_000)
    assert {each["role"] for each in found["roles"]} >= {"donor_table"}
    assert "nobody plans to try at least 16,000" in said("--state", "AZ", "--cycle", priority.cycle.code)
    with pytest.raises(CommandError, match="no state or territory"):
        said("--state", "XX")
    with pytest.raises(CommandError, match="There is no cycle"):
        said("--state", "AZ", "--cycle", "1899-00")


def test_page_sentence_and_command_say_the_same_of_each_way(priority, counsel, sign_in):
    plan(
        "Texters", priority.division, attempts_planned=12_143, tactic=factories.make_tactic("text-p2p", family="text")
    )
    factories.make_family("text").tactics.update(usual_cost_usd="0.10", usual_cost_source="A test")
    client, out = sign_in(counsel), StringIO()  # who reads every plan, as the command does
    call_command("gaps", "--state", "AZ", "--json", "--cycle", priority.cycle.code, stdout=out)
    (gap,) = json.loads(out.getvalue())["gaps"]
    short, ways = gap["people_short"], {each["family"]: each for each in gap["families"]}
    assert short == gap["people"] - sum(each["enough_for"] for each in ways.values())
    text = text_of(client, address(priority))
    for each in ways.values():
        assert each["takes"] == pytest.approx(short * each["each_takes"], abs=1)
        assert each["short"] == max(0, each["wanted"] - each["planned"])
        assert f'<td class="n" data-label="Tries for all who are short">{each["takes"]:,}</td>' in text
    said = main_of(text).split('class="why">')[1].split("</p>")[0]
    assert said == gap["reason"] and said in text_of(client, LIST)
    assert f"{figure(ways['text']['takes'])} more attempts by text (${figure(ways['text']['cost_usd'])})" in said
    assert ways["text"]["cost_usd"] == pytest.approx(ways["text"]["takes"] / 10)


def test_the_command_says_that_nothing_is_set_and_keeps_its_keys(staff):
    factories.make_state("AZ")
    cycle, out, plain = factories.make_cycle(), StringIO(), StringIO()
    call_command("gaps", "--state", "AZ", "--cycle", cycle.code, "--json", stdout=out)
    nothing = {key: [] for key in ("gaps", "roles", "needs", "ranked", "asking")}
    assert json.loads(out.getvalue()) == {"state": "AZ", "cycle": "2027-28", **nothing}
    call_command("gaps", "--state", "AZ", "--cycle", cycle.code, stdout=plain)
    assert "No priorities are set in AZ for 2027–28" in plain.getvalue()


def test_the_document_of_the_command_names_every_key_that_it_prints(priority, own_funder, staff):
    entity = factories.make_entity(factories.make_partner("Needy", visibility="partners"))
    factories.make_need(entity)
    factories.make_allocation(factories.make_fund(own_funder), entity, program=priority_program())
    out = StringIO()
    call_command("gaps", "--state", "AZ", "--cycle", priority.cycle.code, "--json", stdout=out)
    said = (Path(__file__).parents[2] / "docs" / "gaps.md").read_text()
    missing = {key for key in keys_of(json.loads(out.getvalue())) if f"`{key}`" not in said}
    assert not missing - {"priority", "people short", "time left", "somebody to ask"}


def priority_program():
    return Program.objects.get(partner__name="Sunrise")


def keys_of(value):
    """Every key of an object, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()
