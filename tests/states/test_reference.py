"""The reference data: complete, idempotent, and never against what admins decided."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command

from partners.models import Partner, PartnerState
from states.actions.reference import load_reference
from states.models import (
    Constituency,
    Cycle,
    Division,
    Election,
    IssueArea,
    ProgramType,
    State,
    Tactic,
    TacticFamily,
)
from states.names import word_key
from states.reference import constituencies, districts, issue_areas, places, program_types, tactics

pytestmark = pytest.mark.django_db
TABLES = (
    Division,
    State,
    Cycle,
    Election,
    TacticFamily,
    ProgramType,
    Tactic,
    Constituency,
    IssueArea,
    Partner,
    PartnerState,
)


def rows_and_versions() -> dict[str, int]:
    counted = {model.__name__: model.objects.count() for model in TABLES}
    for model in TABLES:
        event = f"{model.__name__}Event"
        counted[event] = apps.get_model(model._meta.app_label, event).objects.count()
    return counted


def test_a_fresh_load_has_every_place_of_the_country(loaded):
    kinds = Counter(Division.objects.values_list("kind", flat=True))
    assert kinds == {
        "country": 1,
        "state": 50,
        "district": 1,
        "territory": 5,
        "county": 3234 + 9,
        "cd": 435,
        "sldu": 1958,
        "sldl": 4950,
    }
    assert State.objects.count() == 56
    assert not Division.objects.exclude(kind="country").filter(state=None).exists()


def test_a_second_load_changes_no_row_and_writes_no_history(loaded):
    before = rows_and_versions()
    call_command("load_reference", verbosity=0)
    assert rows_and_versions() == before


def test_each_place_begins_with_a_first_version_that_says_where_it_came_from(loaded):
    events = apps.get_model("states", "DivisionEvent").objects
    assert events.filter(pgh_label="insert").count() == Division.objects.count()
    first = events.select_related("pgh_context").get(ocd_id="ocd-division/country:us/state:wi/sldl:5")
    assert (first.chamber, first.seats) == ("Assembly", 1)
    assert first.pgh_context.metadata["reason"] == "Reference data of this version"


ODD_PLACES = {
    "state:az/county:pima": "Pima County",
    "state:la/parish:orleans": "Orleans Parish",
    "state:ak/borough:juneau": "Juneau City and Borough",
    "state:ak/censusarea:aleutians_west": "Aleutians West Census Area",
    "state:va/place:alexandria": "Alexandria city",
    "state:mo/place:st_louis": "St. Louis city",
    "state:mo/county:st_louis": "St. Louis County",
    "state:nv/place:carson_city": "Carson City",
    "state:md/county:st_mary~s": "St. Mary's County",
    "state:nm/county:doña_ana": "Doña Ana County",
    "state:ct/planning_region:capitol": "Capitol Planning Region",
    "state:wi/cd:3": "Wisconsin's 3rd congressional district",
    "state:ak/cd:at-large": "Alaska's at-large congressional district",
    "district:dc": "District of Columbia",
    "territory:pr": "Puerto Rico",
    "territory:pr/municipio:san_juan": "San Juan Municipio",
}


def test_odd_places_have_the_ids_and_names_that_people_use(loaded):
    ids = {f"ocd-division/country:us/{ocd_id}": name for ocd_id, name in ODD_PLACES.items()}
    assert dict(Division.objects.filter(ocd_id__in=ids).values_list("ocd_id", "name")) == ids


def test_every_place_lies_in_its_state_and_codes_are_unique(loaded):
    inner = Division.objects.exclude(kind="country").exclude(parent__kind="country")
    inner = inner.select_related("parent__parent", "state__division")
    for place in inner:
        assert place.state.division_id in {place.parent_id, place.parent.parent_id if place.kind == "sldl" else None}
    codes = Counter(Division.objects.exclude(fips="").values_list("kind", "fips"))
    assert max(codes.values()) == 1


def test_connecticut_has_regions_since_2022_and_its_counties_until_then(loaded):
    regions = Division.objects.filter(state="CT", valid_from__isnull=False)
    former = Division.objects.filter(state="CT", valid_through__isnull=False)
    assert (regions.count(), former.count()) == (9, 8)
    assert (regions[0].valid_from - former[0].valid_through).days == 1


def test_each_state_has_a_time_zone_that_exists(loaded):
    from zoneinfo import ZoneInfo

    assert all(ZoneInfo(state.time_zone) for state in State.objects.all())


def test_every_tactic_has_a_family_and_only_lists_have_bands(loaded):
    bands = {each.code: (each.band_low, each.band_high) for each in TacticFamily.objects.filter(works="list")}
    assert {code: (float(low), float(high)) for code, (low, high) in bands.items()} == {
        "door": (0.3, 2),
        "phone": (0.5, 3),
        "auto-phone": (0, 2),
        "text": (1, 4),
        "mail": (1, 4),
        "relational": (0.5, 3),
    }
    assert Tactic.objects.count() == 19
    assert Tactic.objects.get(code="door-canvass").external_codes["mobilize"] == ["CANVASS", "COMMUNITY_CANVASS"]


def test_only_registration_works_people_who_are_not_yet_voters(loaded):
    assert [each.code for each in ProgramType.objects.filter(is_registration=True)] == ["registration"]
    assert (ProgramType.objects.count(), Constituency.objects.count()) == (18, 22)


@pytest.mark.parametrize(
    "seeds",
    [program_types.PROGRAM_TYPES, tactics.TACTICS, constituencies.CONSTITUENCIES, issue_areas.ISSUE_AREAS],
)
def test_a_written_word_means_one_term_only(seeds):
    meanings: dict[str, set[str]] = {}
    for seed in seeds:
        for word in (seed.code, seed.label, *seed.aliases):
            meanings.setdefault(word_key(word), set()).add(seed.code)
    assert {word: codes for word, codes in meanings.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("seeds", "written", "code"),
    [
        (tactics.TACTICS, "Canvassing (Doors)", "door-canvass"),
        (tactics.TACTICS, "D2D", "door-canvass"),
        (tactics.TACTICS, "vol phones", "volunteer-phone"),
        (tactics.TACTICS, "Phonebank (volunteer)", "volunteer-phone"),
        (tactics.TACTICS, "p2p texting", "p2p-text"),
        (tactics.TACTICS, "BROADCAST TEXT", "broadcast-text"),
        (tactics.TACTICS, "high-traffic sites", "site-based"),
        (program_types.PROGRAM_TYPES, "V.R.", "registration"),
        (program_types.PROGRAM_TYPES, "Get Out The Vote", "gotv"),
        (constituencies.CONSTITUENCIES, "Latino/a voters", "latino"),
        (constituencies.CONSTITUENCIES, "65+", "seniors"),
        (constituencies.CONSTITUENCIES, "college students", "students"),
    ],
)
def test_the_fields_own_words_are_known(seeds, written, code):
    assert [
        seed.code for seed in seeds if word_key(written) in {word_key(word) for word in (seed.label, *seed.aliases)}
    ] == [code]


def test_what_an_admin_edited_stays_edited(loaded):
    Tactic.objects.filter(code="mail").update(label="Post", usual_cost_usd="1.10", usual_cost_source="Our invoices")
    TacticFamily.objects.filter(code="door").update(band_high="2.5")
    load_reference(by=None)
    assert Tactic.objects.get(code="mail").label == "Post"
    assert TacticFamily.objects.get(code="door").band_high == 2.5


def test_a_synonym_that_an_admin_removed_or_moved_does_not_come_back(loaded):
    cold, warm = Tactic.objects.get(code="p2p-text"), Tactic.objects.get(code="broadcast-text")
    cold.aliases = [word for word in cold.aliases if word not in ("texting", "hustle")]
    cold.save()
    warm.aliases = [*warm.aliases, "texting"]
    warm.save()
    load_reference(by=None)
    cold.refresh_from_db()
    assert not {"texting", "hustle"} & set(cold.aliases)


def test_the_named_partners_come_with_kind_and_state_and_nothing_else(loaded):
    named = Partner.objects.filter(source="The mission's own list of partners")
    assert named.count() == 15
    assert Counter(named.values_list("kind", flat=True))["peer_funder"] == 5
    assert dict(PartnerState.objects.values_list("partner__name", "state_id")) == {
        "Instituto": "AZ",
        "A Better Wisconsin Together": "WI",
        "BOOM": "MI",
        "Put NC First": "NC",
    }
    assert not named.exclude(summary="", website="", founded_year=None, assured_on=None).exists()


def test_a_named_partner_that_was_renamed_or_deleted_stays_so(loaded):
    Partner.objects.filter(slug="boom").update(name="Other Name")
    Partner.objects.get(slug="moveon").delete()
    call_command("load_reference", verbosity=0)
    assert not Partner.objects.filter(slug="moveon").exists()
    assert not Partner.objects.filter(name="BOOM").exists()


def test_ordinals_read_as_spoken():
    assert [districts.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 52)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "52nd"]
    )


def test_counties_named_after_a_city_are_written_as_people_write_them():
    names = {place.name for place in places.counties() if place.state == "VA"}
    assert {"James City County", "Charles City County", "Richmond city", "Richmond County"} <= names
