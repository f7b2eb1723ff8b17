"""Types, tactics, constituencies and vehicles as sheets write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mvp_coord.lib.written import NotUnderstoodError
from partners.imports.names import name_key
from partners.imports.vehicles import read_vehicle
from partners.matching import Known, Record
from states.imports import terms
from states.imports.terms import TermBook, TermEntry
from tests.steps import steps

from .sheet_books import books


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Voter reg", "registration"),
        ("VR", "registration"),
        ("V.R.", "registration"),
        ("voter registration work", "registration"),
        ("GOTV", "gotv"),
        ("Get-Out-The-Vote!", "gotv"),
        ("turnout", "gotv"),
        ("GOTV 2027", "gotv"),
        ("GOTV / turnout", "gotv"),
        ("Runoff GOTV", "gotv"),
        ("Voter turnout (c3)", "gotv"),
        ("VR - youth", "registration"),
        ("Vote by mail chase", "vote-by-mail"),
        ("Civic Ed", "voter-education"),
        ("Ballot measure campaign", "ballot-measure"),
    ],
)
def test_program_types(written, code):
    assert books().program_types.find(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Doors", "door-canvass"),
        ("D2D", "door-canvass"),
        ("knocking doors", "door-canvass"),
        ("door to door canvassing", "door-canvass"),
        ("canvassing (doors)", "door-canvass"),
        ("doors/canvass", "door-canvass"),
        ("phones", "volunteer-phone"),
        ("Phonebank (volunteer)", "volunteer-phone"),
        ("vol phones", "volunteer-phone"),
        ("PHONE-BANKING", "volunteer-phone"),
        ("paid phones", "paid-phone"),
        ("robocalls", "automated-phone"),
        ("P2P", "p2p-text"),
        ("peer-to-peer texting", "p2p-text"),
        ("Text banking (P2P)", "p2p-text"),
        ("SMS broadcast", "broadcast-text"),
        ("mailers", "mail"),
        ("direct mail", "mail"),
        ("postcarding", "postcards"),
        ("lit drops", "lit-drop"),
        ("tabling", "site-based"),
        ("high traffic canvass", "site-based"),
        ("relational", "relational"),
        ("friends & family", "relational"),
        ("deep canvass phone", "deep-canvass-phone"),
        ("Door to Door - Volunteer", "door-canvass"),
        ("Door knocks (vol)", "door-canvass"),
        ("Paid field", "door-canvass"),
        ("Virtual phone bank", "volunteer-phone"),
        ("GOTV calls", "volunteer-phone"),
        ("Peer to peer texting (vol)", "p2p-text"),
        ("Mail: postcards", "postcards"),
        ("Friendbanking", "relational"),
        ("DMV tabling", "site-based"),
        ("House meetings", "events"),
        ("Hangers", "lit-drop"),
    ],
)
def test_tactics(written, code):
    assert books().tactics.find(written) == code


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("doors & phones", "several tactics"),
        ("Mail, texts", "several tactics"),
        ("Broadcast, text", "several tactics"),
        ("dor canvass", "did you mean Door canvass"),
        ("Mail (4 pieces)", "did you mean Mail"),
        ("skywriting", "known are Door canvass"),
    ],
)
def test_tactics_that_are_refused(written, says):
    with pytest.raises(NotUnderstoodError, match=says):
        books().tactics.find(written)


def test_a_word_of_two_terms_is_refused_with_both():
    book = TermBook("tactic", [TermEntry("a", "Alpha", ("calls",)), TermEntry("b", "Beta", ("call",))])
    assert book.find("calls") == "a"
    with pytest.raises(NotUnderstoodError, match="could be Alpha or Beta"):
        book.find("the calls")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Latinx", ("latino",)),
        ("Latino/a voters", ("latino",)),
        ("Hispanic / Latino", ("latino",)),
        ("65+", ("seniors",)),
        ("AANHPI", ("aapi",)),
        ("Youth; Students", ("youth", "students")),
        ("Suburban, women", ("suburban", "women")),
        ("suburban / women", ("suburban", "women")),
        ("Black, Latino & AAPI", ("black", "latino", "aapi")),
        ("Immigrants & new citizens", ("immigrants",)),
        ("Immigrants & new citizens, Youth", ("immigrants", "youth")),
        ("immigrants and new citizens and women", ("immigrants", "women")),
        ("LGBTQ+", ("lgbtq",)),
        ("AAPI + Latino", ("aapi", "latino")),
        ("people of color", ("black", "latino", "aapi", "native")),
        ("POC voters", ("black", "latino", "aapi", "native")),
        ("Black and Brown voters", ("black", "latino")),
        ("18-29 year olds", ("youth",)),
        ("American Indian", ("native",)),
        ("Indian American", ("aapi",)),
        ("Vietnamese, Hmong", ("aapi",)),
        ("Puerto Rican", ("latino",)),
        ("returning citizens\nveterans", ("formerly-incarcerated", "veterans")),
        ("All", ()),
        ("everyone", ()),
        ("All eligible voters", ()),
        ("the general public", ()),
        ("", ()),
    ],
)
def test_constituencies(written, codes):
    assert books().constituencies.find_all(written) == codes


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("Black women", "did you mean Black or Women"),
        ("All, Youth", "names everyone and a constituency"),
        ("Youth, skiers", "holds “skiers”"),
    ],
)
def test_constituencies_that_are_refused(written, says):
    with pytest.raises(NotUnderstoodError, match=says):
        books().constituencies.find_all(written)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(sorted(books().constituencies.labels)), min_size=1, max_size=4, unique=True), st.data()
)
def test_labels_are_found_however_they_are_joined(codes, data):
    joint = data.draw(st.sampled_from([", ", "; ", " / ", " & ", " and ", "\n"]))
    text = joint.join(books().constituencies.labels[code] for code in codes)
    assert books().constituencies.find_all(text) == tuple(codes)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_anything_is_a_term_or_refused_with_a_reason(text):
    for find in (books().tactics.find, books().constituencies.find_all, read_vehicle):
        try:
            find(text)
        except NotUnderstoodError as refusal:
            assert str(refusal)


@pytest.mark.parametrize(
    ("written", "vehicle"),
    [
        ("501c3", "c3_public"),
        ("501(c)(3)", "c3_public"),
        ("C3", "c3_public"),
        ("c3 fund", "c3_public"),
        ("public charity", "c3_public"),
        ("private foundation", "c3_private"),
        ("501(c)(4)", "c4"),
        ("C-4", "c4"),
        ("501 c 4", "c4"),
        ("PAC", "pac"),
        ("Super PAC", "super_pac"),
        ("IE", "super_pac"),
        ("527", "other_527"),
        ("fiscally sponsored", "sponsored"),
        ("unknown", "unknown"),
    ],
)
def test_vehicles(written, vehicle):
    assert read_vehicle(written) == vehicle


@pytest.mark.parametrize(
    ("written", "says"), [("c3/c4", "several vehicles"), ("c5", "no vehicle"), ("LLC", "no vehicle")]
)
def test_vehicles_that_are_refused(written, says):
    with pytest.raises(NotUnderstoodError, match=says):
        read_vehicle(written)


def test_one_name_in_two_spellings_and_two_names_that_look_alike():
    assert name_key("The Ocotillo Fund, Inc.") == name_key("OCOTILLO FUND")
    assert name_key("A & B Votes") == name_key("A and B Votes")
    assert name_key("Ocotillo") != name_key("Ocotillo Fund")


def test_a_person_is_asked_about_spellings_and_about_one_name_inside_another():
    names = [
        "Tall Grass Neighbors",
        "Lantern Together",
        "Tall Grass Neighbors Action Fund",
        "Riverbend Workers Voice",
    ]
    known = Known(dict(enumerate(map(Record, names))))

    def asked(name: str) -> list[int]:
        return [each.key for each in known.possible(Record(name))]

    assert asked("Tall Grass Neighbours")[0] == 0
    assert set(asked("Tall Grass Neighbors Action")) == {0, 2}
    assert asked("Lantern Togther") == [1]
    assert asked("Kite String Voice") == []


def test_twice_as_many_in_a_cell_are_twice_the_work_not_four_times():
    find, named = books().constituencies.find_all, ["youth", "black"]
    once, twice = ("; ".join(named * number) for number in (60, 120))
    assert find(twice) == ("youth", "black")
    assert steps(terms, lambda: find(twice)) < 2.5 * steps(terms, lambda: find(once))
