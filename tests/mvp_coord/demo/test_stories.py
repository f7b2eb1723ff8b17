"""The stories that the demo tells, and who of its people can read them."""

import re
from collections import Counter
from html import unescape

import pytest
from django.urls import reverse

from accounts.models import User
from funding.models import Allocation
from funding.reports import needs_left, steps_taken
from mvp_coord.demo.money import ALLOCATIONS, FUNDS
from mvp_coord.demo.organizations import ORGANIZATIONS
from mvp_coord.demo.people import ACCOUNTS
from mvp_coord.demo.recommendations import RECOMMENDATIONS
from partners.models import Activity, Contact, LikelyPair, Partner, PartnerState
from partners.reference import NAMED_PARTNERS
from planning.models import Overlap, Recommendation

pytestmark = pytest.mark.django_db

CASES = {
    ("competing", "likely", "Text", "Maricopa County"): {"Ten Thousand Porches", "Three Wells Workers"},
    ("competing", "possible", "Phone", "Gwinnett County"): {"Red Clay Switchboard", "Ten Thousand Porches"},
    ("duplicate record", "", "Phone", "Saginaw County"): {"Birchbark Table", "Freshwater Lunch Pail"},
    ("unmeasured", "", "Phone", "Washoe County"): {"Basin Neighbors Bureau", "Late Shift Lanterns"},
    ("same ground", "", "Site-based", "Durham County"): {"Cornbread & Ballots", "Sweetgum Porch Project"},
    ("competing", "likely", "Door", "Rock County"): {
        "Cranberry Bog Neighbors",
        "Dairy Bell Workers",
        "Doorbell & Thermos",
    },
}
PLACEHOLDERS = re.compile(
    r"lorem|ipsum|\bfoo\b|\bbar\b|\btodo\b|\btbd\b|xxx|partner \d|example (partner|text)|\btest\b", re.I
)


@pytest.fixture
def person(demo):
    return lambda role: User.objects.get(email=f"{role}@demo.example")


def test_the_check_finds_just_the_cases_that_the_stories_tell(demo):
    found = {
        (case.overlap_class, case.certainty, str(case.family), case.anchor.name): {
            member.activity.program.partner.name for member in case.members.all()
        }
        for case in Overlap.objects.standing()
    }
    assert found == CASES


def test_one_case_is_settled_by_both_sides_and_gone_and_the_others_are_open(demo):
    settled = Overlap.objects.filter(settlement__isnull=False)
    assert [(case.anchor.name, case.settlement.decision, str(case.settlement.decided_by)) for case in settled] == [
        ("Brown County", "lead_support", "Hollis Farrow")
    ]
    assert "exchanged lists" in settled[0].settlement.reason
    assert settled[0].cleared_at is not None
    assert settled[0].settlement.before_attempts_high > settled[0].settlement.after_attempts_high == 0
    assert Overlap.objects.open().count() == len(CASES) - 1


def test_the_partner_of_the_demo_has_a_proposal_to_answer(person, client):
    client.force_login(person("partner"))
    assert "Door in Rock County, WI" in client.get("/").content.decode().partition("wait for your answer")[2]


@pytest.mark.parametrize(("gap", "state"), [("Racine County", "WI"), ("Pinal County", "AZ")])
def test_a_gap_is_a_place_that_somebody_could_work_and_nobody_does(gap, state, demo):
    there = Activity.objects.filter(division__name=gap, division__state_id=state)
    assert set(there.values_list("mode", flat=True)) == {"capacity"}
    (able,) = {activity.program.partner for activity in there}
    next_door = Activity.objects.filter(program__partner=able, mode="presence", tactic__code="door-canvass")
    assert next_door.exists(), "who could go there works next door"


def test_some_states_lack_a_role_that_others_fill(demo):
    hubs = {"pipeline_hub", "research_hub", "infrastructure_hub", "donor_table"}
    filled = PartnerState.objects.filter(partner__kind__in=hubs, partner__source__startswith="Demo")
    by_state = Counter(filled.values_list("state_id", flat=True))
    assert min(by_state[code] for code in ("AZ", "NV")) < max(by_state.values())


def test_a_family_runs_its_c3_and_its_c4_program(demo):
    choir = Partner.objects.get(slug="front-stoop-choir")
    assert {(p.entity.vehicle, p.side) for p in choir.programs.all()} == {
        ("c3_public", "nonpartisan"),
        ("c4", "independent"),
    }


def test_a_peer_shares_at_several_levels_and_each_reads_its_own_part(person, viewer):
    whistle = Allocation.objects.filter(fund__owner__slug="tin-whistle-giving-circle")
    assert {"private", "staff", "funders", "partners"} == set(whistle.values_list("visibility", flat=True))
    assert {"exploring", "recommended"} <= set(whistle.values_list("status", flat=True))
    private = whistle.get(visibility="private")
    assert private in Allocation.objects.visible_to(viewer(person("funder")))
    assert private not in Allocation.objects.visible_to(viewer(person("staff")))


def test_need_left_differs_by_what_one_may_know(person, viewer):
    """A grant approved since is shared with staff alone: for all others the figure is the stated gap."""
    grant = Allocation.objects.get(entity__legal_name="Lighthouse Loom Workers", status="approved")
    left = {
        role: next(iter(needs_left(viewer(person(role)), [grant.entity_id]).values())).left_usd
        for role in ("staff", "funder", "donor")
    }
    assert left["funder"] == left["donor"] == left["staff"] + grant.amount_approved


def test_steps_of_today_are_in_the_history_with_who_and_why(person, viewer):
    declined = Allocation.objects.get(status="declined")
    entry = steps_taken(declined, viewer(person("staff")))[0]
    assert (entry.label, entry.who) == ("Declined", "Hollis Farrow") and "others already fund" in entry.reason


PAGES = {
    "admin": ("partners:list", "funding:list", "planning:recommendations", "planning:overlaps"),
    "staff": ("partners:list", "funding:list", "planning:recommendations", "planning:overlaps"),
    "counsel": ("partners:list", "funding:list", "planning:recommendations", "planning:overlaps"),
    "partner": ("partners:list", "funding:list", "planning:recommendations", "planning:overlaps"),
    "funder": ("partners:list", "funding:list", "planning:recommendations"),
    "donor": ("partners:list", "planning:recommendations"),
}


@pytest.mark.parametrize("role", PAGES)
def test_every_role_finds_something_on_every_page_it_has(role, person, sign_in):
    client = sign_in(person(role))
    assert client.get(reverse("home")).status_code == 200
    for name in PAGES[role]:
        answer = client.get(reverse(name))
        assert answer.status_code == 200
        page = unescape(answer.content.decode())
        assert re.search(r"<(tr|article|li)\b", page), name
        assert not re.search(r'class="empty"', page), f"{role} finds {name} empty"


def test_the_partner_of_the_demo_is_in_the_open_case_of_rock_county(person, sign_in):
    page = sign_in(person("partner")).get(reverse("planning:overlaps")).content.decode()
    assert "Rock County" in page


def test_donors_find_all_states_a_stale_card_and_one_without_a_figure(person, sign_in):
    cards = sign_in(person("donor")).get(reverse("planning:recommendations")).context["cards"]
    assert {state for card in cards for state in card.states} == {
        "Arizona",
        "Georgia",
        "Michigan",
        "Nevada",
        "North Carolina",
        "Wisconsin",
    }
    assert [card.is_stale for card in cards].count(True) == 1
    assert [card.need is None for card in cards].count(True) == 1
    assert {card.deductible for card in cards} == {
        "Deductible, says the IRS",
        "Not deductible, says the IRS",
        "Deductible or not: unknown",
    }


def test_what_a_dollar_does_is_the_quotient_of_the_plan_it_names(demo):
    """Where a card names tries and their cost, the group's plan has just these."""
    named = 0
    for card in Recommendation.objects.select_related("entity"):
        match = re.search(r"plan: ([\d,]+) (?:tries|messages|calls) for \$([\d,]+)", card.dollar_source)
        if match:
            tries, dollars = (int(figure.replace(",", "")) for figure in match.groups())
            sums = _plans_of(card.entity)
            assert (tries, dollars) in sums, card.headline
            named += 1
    assert named >= 5


def _plans_of(entity) -> set[tuple[int, int]]:
    """Attempts and budgets of the entity's planned work: by activity and by tactic."""
    found, by_tactic = set(), {}
    rows = Activity.objects.filter(program__entity=entity, mode="presence").exclude(attempts_planned=None)
    for row in rows:
        found.add((row.attempts_planned, int(row.budget_usd)))
        tries, dollars = by_tactic.get(row.tactic_id, (0, 0))
        by_tactic[row.tactic_id] = (tries + row.attempts_planned, dollars + int(row.budget_usd))
    return found | set(by_tactic.values())


def test_no_text_looks_like_a_placeholder_or_names_a_real_organization(demo):
    text = "\n".join(repr(each) for each in (*ORGANIZATIONS, *FUNDS, *ALLOCATIONS, *RECOMMENDATIONS, *ACCOUNTS))
    assert not PLACEHOLDERS.search(text), PLACEHOLDERS.search(text)
    for name, _, _ in NAMED_PARTNERS:
        assert name not in text, name


def test_nothing_leads_out_of_the_demo(demo):
    fictional = Partner.objects.filter(source="Demo data (fictional)")
    known, unknown = fictional.exclude(status="unconfirmed"), fictional.filter(status="unconfirmed")
    assert all(partner.website.endswith(".example.org") for partner in known)
    assert all(partner.direct_giving_url.startswith("https://give.example.org/") for partner in known)
    assert all((partner.website, partner.direct_giving_url) == ("", "") for partner in unknown)
    assert all(contact.email.endswith("@example.org") for contact in Contact.objects.all())
    assert all(card.giving_url.startswith("https://give.example.org/") for card in Recommendation.objects.all())
    assert not fictional.exclude(entities__ein=None).exists(), "an invented EIN may be a real one"


def test_real_organizations_carry_nothing_of_the_demo(demo):
    real = Partner.objects.exclude(source="Demo data (fictional)")
    assert real.count() == len(NAMED_PARTNERS)
    assert not real.exclude(entities=None, programs=None, contacts=None, affiliations=None, affiliates=None).exists()


def test_a_name_from_somebody_elses_sheet_waits_to_be_told_from_its_twin(demo):
    pair = LikelyPair.objects.open().get()
    assert {str(pair.first), str(pair.second)} == {"Monsoon Season Youth", "Monsoon Season Youth Group"}
    assert "both in AZ" in pair.reasons


@pytest.mark.parametrize(("role", "found"), [("staff", 2), ("partner", 1), ("donor", 1)])
def test_there_is_a_view_of_ones_own_and_one_of_everybodys(role, found, person, sign_in):
    text = sign_in(person(role)).get("/partners/").content.decode()
    views = ["State and donor tables", "Wisconsin, without its tables"]
    assert [name in text for name in views] == [True, found == 2]
