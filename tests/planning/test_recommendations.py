"""What donors read: the cards, their order, their facts; and what is kept from them."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from planning.models import Recommendation
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = reverse("planning:recommendations")


@pytest.fixture
def partner(db):
    return factories.make_partner("Open Porch", visibility="public")


def make(partner, vehicle="c4", **facts):
    return factories.make_recommendation(factories.make_entity(partner, vehicle, **facts.pop("entity", {})), **facts)


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def headlines(client, query="") -> list[str]:
    return [card.recommendation.headline for card in client.get(PAGE + query).context["cards"]]


def test_a_card_says_why_what_a_dollar_does_and_how_to_give(partner, donor, sign_in):
    partner.constituencies.add(factories.make_constituency("youth", "Youth"))
    card = make(partner, entity={"is_deductible": False})
    factories.make_need(card.entity, 100_000, 40_000, consent="public", source="Its plan")
    page = text_of(sign_in(donor).get(PAGE))
    for words in (
        card.headline,
        card.reason,
        card.dollar_does,
        card.dollar_source,
        "$60,000",
        "Its plan",
        "501(c)(4)",
        "Not deductible, says the IRS",
        card.deductibility,
        "Nov 20, 2026</time> by staff",
        "opens the group’s own site",
        "Arizona",
        "Youth",
    ):
        assert words in page, words
    link = re.search(r"<a [^>]*href=\"https://give.example.org/pima-doors\"[^>]*>", page)
    assert link and 'rel="noopener noreferrer"' in link[0]


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (True, "Deductible, says the IRS"),
        (False, "Not deductible, says the IRS"),
        (None, "Deductible or not: unknown"),
    ],
)
@pytest.mark.parametrize("vehicle", ["c3_public", "c4"])
def test_deductibility_is_what_the_irs_says_never_derived(says, words, vehicle, partner, donor, sign_in):
    make(partner, vehicle, entity={"is_deductible": says})
    assert words in text_of(sign_in(donor).get(PAGE))


def test_cards_stand_in_the_order_that_staff_gave_not_by_amount(donor, sign_in):
    for position, budget in ((3, 900_000), (1, 50_000), (2, 400_000)):
        entity = factories.make_entity(factories.make_partner(visibility="public"))
        factories.make_need(entity, budget, 0, consent="public")
        factories.make_recommendation(entity, position=position, headline=f"Number {position}")
    assert headlines(sign_in(donor)) == ["Number 1", "Number 2", "Number 3"]


def test_donors_never_see_a_need_that_is_shared_with_funders(partner, donor, funder_rep, staff, sign_in):
    card = make(partner)
    before = _body(sign_in(donor).get(PAGE))
    factories.make_need(card.entity, 123_456, 0, consent="funders")
    factories.make_allocation(entity=card.entity, amount=23_456, status="approved", visibility="public")
    assert _body(sign_in(donor).get(PAGE)) == before
    assert "Need left</dt>" not in before
    assert "$123K" in text_of(sign_in(funder_rep).get(PAGE)) or "$100,000" in text_of(sign_in(funder_rep).get(PAGE))
    assert "No need: no statement is public." in text_of(sign_in(staff).get(PAGE))


def test_donors_read_the_public_statement_even_where_a_newer_one_is_kept_from_them(partner, donor, sign_in):
    card = make(partner)
    factories.make_need(card.entity, 100_000, 20_000, consent="public", good_as_of=dt.date(2026, 9, 1))
    factories.make_need(card.entity, 100_000, 90_000, consent="staff", good_as_of=dt.date(2026, 11, 1))
    page = text_of(sign_in(donor).get(PAGE))
    assert "$80,000" in page and "$10,000" not in page


def test_a_group_that_is_not_public_is_not_recommended_to_donors(donor, staff, sign_in):
    make(factories.make_partner("Partners Only", visibility="partners"))
    assert headlines(sign_in(donor)) == []
    assert "the group’s record is not public" in text_of(sign_in(staff).get(PAGE))


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_only_staff_see_what_is_not_published(status, partner, donor, funder_rep, staff, sign_in):
    card = make(partner, status=status)
    address = reverse("planning:recommendation", args=[card.public_id])
    for member in (donor, funder_rep):
        assert headlines(sign_in(member), f"?show={status}") == []
        assert sign_in(member).get(address).status_code == 404
    assert headlines(sign_in(staff), f"?show={status}") == [card.headline]
    assert sign_in(staff).get(address).status_code == 200


def test_a_partner_reads_the_one_about_itself_alone(partner, own_partner, partner_rep, sign_in):
    make(partner, headline="About another")
    make(own_partner, headline="About us")
    assert headlines(sign_in(partner_rep)) == ["About us"]


@pytest.mark.parametrize(("age", "stale"), [(60, False), (61, True)])
def test_what_was_last_checked_over_60_days_ago_says_so(age, stale, partner, donor, sign_in):
    card = make(partner, checked_on=timezone.localdate() - dt.timedelta(days=age))
    words = "over 60 days ago"
    for address in (PAGE, reverse("planning:recommendation", args=[card.public_id])):
        assert (words in text_of(sign_in(donor).get(address))) is stale


def test_a_need_that_is_met_says_so(partner, donor, sign_in):
    card = make(partner)
    factories.make_need(card.entity, 100_000, 100_000, consent="public")
    assert "Nothing: this need is met." in text_of(sign_in(donor).get(PAGE))


def test_filters_narrow_the_cards_and_can_be_dropped(partner, donor, sign_in):
    make(partner, "c3_public", headline="In Arizona")
    make(factories.make_partner("Away Porch", states=("WI",), visibility="public"), headline="In Wisconsin")
    client = sign_in(donor)
    assert headlines(client, "?state=WI") == ["In Wisconsin"]
    assert headlines(client, "?vehicle=c3_public") == ["In Arizona"]
    answer = client.get(PAGE + "?state=WI&vehicle=c3_public")
    assert "No recommendation fits all of these." in text_of(answer)
    assert {tuple(headlines(client, part["href"].removeprefix(PAGE))) for part in answer.context["parts"]} == {
        ("In Wisconsin",),
        ("In Arizona",),
    }


def test_an_empty_page_says_what_will_stand_here(donor, sign_in):
    assert "No recommendations yet." in text_of(sign_in(donor).get(PAGE))


def test_those_of_a_cycle_that_is_over_are_gone(partner, donor, sign_in):
    card = make(partner)
    assert headlines(sign_in(donor)) == [card.headline]
    type(card.cycle).objects.filter(pk=card.cycle_id).update(
        starts_on=dt.date(2019, 1, 1), ends_on=dt.date(2020, 12, 31)
    )
    assert headlines(sign_in(donor)) == []


def test_no_page_of_a_donor_speaks_of_a_party(partner, donor, sign_in):
    card = make(partner)
    for address in (PAGE, reverse("planning:recommendation", args=[card.public_id])):
        assert not re.search("democrat|republican|gop|partisan side", text_of(sign_in(donor).get(address)), re.I)


@pytest.mark.parametrize("missing", ["giving_url", "deductibility"])
def test_what_is_published_says_how_to_give(missing, partner):
    with pytest.raises(IntegrityError, match="recommendation_published_says_how_to_give"):
        make(partner, **{missing: ""})


def test_a_draft_need_not_say_it_yet(partner):
    make(partner, status="draft", giving_url="", deductibility="")
    assert Recommendation.objects.count() == 1


@pytest.mark.parametrize("member", ["staff", "donor", "funder_rep"])
def test_as_many_queries_for_20_cards_as_for_2(member, sign_in, request, django_assert_max_num_queries):
    client = sign_in(request.getfixturevalue(member))
    counts = []
    for more in (2, 18):
        for _ in range(more):
            entity = factories.make_entity(factories.make_partner(visibility="public"))
            factories.make_need(entity, consent="public")
            factories.make_recommendation(entity)
        with django_assert_max_num_queries(12) as queries:
            client.get(PAGE + "?state=AZ")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _body(answer) -> str:
    """The page without what differs from request to request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|Request <span.*?</span>', "", text_of(answer))
