"""Are these two one organization? The judgement, its reasons, and its figures on real pairs."""

import csv
import json
import string

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from partners.matching import Record, Verdict, judge
from partners.matching.score import BadPairs, read_pairs, score

SAME, UNSURE, DIFFERENT = Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT
AZ = frozenset({"AZ"})


def az(name: str, **facts) -> Record:
    return Record(name, states=AZ, **facts)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (az("The Ocotillo Fund, Inc."), az("OCOTILLO FUND"), SAME),
        (az("Looking Glass Playhouse"), az("Lookingglass Playhouse"), SAME),
        (az("R E A L Voters Inc."), az("REAL Voters"), SAME),
        (
            az("Guanacaste Dry Forest Conserva", city="Mesa"),
            az("Guanacaste Dry Forest Conservation", city="Mesa"),
            UNSURE,
        ),
        (az("Pima Desert Voices"), az("Pima Desert Voices Foundation"), DIFFERENT),
        (az("Ocotillo Votes"), az("Saguaro Neighbors United"), DIFFERENT),
        (az("Mother Road Housing II"), az("Juniper Law Center"), DIFFERENT),
        (az(""), az("Ocotillo Votes"), DIFFERENT),
        (az("…"), az("—"), DIFFERENT),
    ],
)
def test_names_of_one_organization_and_of_two(one, other, verdict):
    assert judge(one, other).verdict is verdict


def test_one_ein_is_one_organization_whatever_its_names():
    one, other = (Record(name, eins=frozenset({"010000001"})) for name in ("Ocotillo Votes", "Desert Ballot Project"))
    assert judge(one, other).verdict is SAME
    assert judge(one, other).reasons == ("the same EIN",)


def test_a_website_speaks_for_it_but_not_one_that_thousands_share():
    names = ("Ocotillo Votes", "Ocotillo Ballot Project")
    site = [az(name, websites=(f"https://www.ocotillo.example/{at}",)) for at, name in enumerate(names)]
    shared = [az(name, websites=(f"facebook.com/{at}",)) for at, name in enumerate(names)]
    assert judge(*site).score > judge(*shared).score == judge(*map(az, names)).score
    assert "the same website" in judge(*site).reasons
    assert "the same website" not in judge(*shared).reasons


def test_a_common_name_in_another_state_is_less_likely_than_at_home():
    there = Record("New Hope Center", states=frozenset({"OH"}))
    assert judge(az("New Hope Center"), there).score < judge(az("New Hope Center"), az("New Hope Center")).score


def test_reasons_are_words_for_people():
    one = az("Ocotillo Votes", street="300 South 18th Street, Suite 4", city="Tucson")
    other = az("Ocotillo Voters", street="300 S 18TH ST", city="TUCSON")
    assert judge(one, other).reasons == ("nearly the same name", "the same street address", "both in AZ")


NAMES = st.text(alphabet=string.printable + "ÄñØ’—…中\u202e\x00", max_size=40)


@given(one=NAMES, other=NAMES, website=NAMES)
def test_any_text_is_judged_alike_from_both_sides(one, other, website):
    a, b = Record(one, states=AZ, websites=(website,)), Record(other, (one,), states=AZ)
    found = judge(a, b)
    assert 0 <= found.score <= 1
    assert found.verdict is judge(b, a).verdict
    assert found.score == pytest.approx(judge(b, a).score)


@given(name=NAMES)
def test_a_record_is_itself_if_it_has_a_name(name):
    record = az(name)
    assert not record.names or judge(record, record).verdict is not DIFFERENT


@pytest.fixture
def pairs_file(shared_data):
    return shared_data / "organization_pairs.csv"


def test_precision_and_recall_on_real_pairs_stay_what_they_are(pairs_file):
    with pairs_file.open(encoding="utf-8-sig", newline="") as lines:
        result = score(read_pairs(csv.DictReader(lines)))
    assert result.pairs == 1_389
    assert result.precision >= 0.95
    assert result.recall >= 0.905
    assert result.unsure_share <= 0.06


def test_the_command_prints_the_same_figures(pairs_file, capsys):
    call_command("score_matcher", str(pairs_file), "--json")
    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["pairs", "precision", "recall", "unsure_share"]
    assert said["pairs"] == 1_389


@pytest.mark.parametrize(
    "content", ["", "a_name,b_name\nx,y\n", "a_name,b_name,same_organization\nx,y,maybe\n", "\xff"]
)
def test_a_file_that_holds_no_pairs_is_refused_with_its_line(tmp_path, content):
    file = tmp_path / "pairs.csv"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(CommandError, match="cannot be scored"):
        call_command("score_matcher", str(file))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be scored: No such file"):
        call_command("score_matcher", str(tmp_path / "nowhere.csv"))


def test_unsure_counts_as_missed():
    sure, unsure = (az("Ocotillo Votes"), az("Ocotillo Votes")), (az("Neptune Academy"), az("Neptune Academy Group"))
    assert judge(*unsure).verdict is UNSURE
    result = score([(*sure, True), (*unsure, True)])
    assert (result.precision, result.recall, result.unsure_share) == (1.0, 0.5, 0.5)


def test_a_row_without_label_says_which_line():
    with pytest.raises(BadPairs, match="line 3"):
        list(read_pairs([{"a_name": "x", "b_name": "y", "same_organization": "1"}, {"a_name": "x"}]))
