"""Hours of volunteers on the pages of gaps: the figures, whose they are, and who is told of which."""

import datetime as dt

import pytest

from tests import factories
from tests.people import make_hours
from tests.planning.gap_cast import LIST, address, main_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_september")]


@pytest.fixture
def at_the_doors(priority):
    """Twelve doors an hour: 11,657 tries that are short are 971 hours."""
    family = factories.make_family("door")
    family.tries_an_hour = 12
    family.save()
    return priority


def offer(name, **facts):
    partner = factories.make_partner(name, visibility="partners")
    facts = {"division": factories.make_county("Pima County"), "ends_on": dt.date(2028, 9, 7), **facts}
    return make_hours("offers", partner, **facts)


def test_the_page_says_which_hours_it_takes_and_whose_are_on_offer(at_the_doors, staff, sign_in):
    mine = offer("Porch Lights", hours_a_week=40)
    offer("Elsewhere", division=factories.make_county("Yuma County"))
    offer("Withdrawn", withdrawn_at=dt.datetime(2028, 8, 1, tzinfo=dt.UTC))
    offer("Closed", hours_a_week=9).partner.__class__.objects.filter(name="Closed").update(status="closed")
    text = text_of(sign_in(staff), address(at_the_doors))
    for words in ("By people’s hours", "971", "931", mine.get_absolute_url(), "12 tries an hour"):
        assert words in text, words
    assert "offers 40 hours of its people a week in Pima County" in text
    for name in ("Elsewhere", "Withdrawn", "Closed"):
        assert name not in text, name


def need(name, **facts):
    partner = factories.make_partner(name, visibility="partners")
    facts = {"division": factories.make_county("Pima County"), "ends_on": dt.date(2028, 9, 7), **facts}
    return make_hours("needs", partner, **facts)


def test_what_partners_ask_for_stands_beside_what_is_on_offer_with_its_rows(at_the_doors, staff, sign_in):
    offer("Porch Lights", hours_a_week=40)
    asking = need("Stoop Sitters", hours_a_week=25)
    need("Gone", withdrawn_at=dt.datetime(2028, 8, 1, tzinfo=dt.UTC))
    text = text_of(sign_in(staff), address(at_the_doors))
    for words in ("Asked for", "Still missing", asking.get_absolute_url(), "956"):  # 971 and 25, without 40
        assert words in text, words
    assert "Gone" not in text


def test_hidden_needs_leave_no_trace(at_the_doors, partner_rep, other_partner, sign_in):
    def told():
        pages = (LIST, address(at_the_doors))
        return [[main_of(text_of(sign_in(user), url)) for url in pages] for user in (partner_rep, other_partner)]

    before = told()
    need("Hidden One", visibility="staff")
    need("Hidden Two", visibility="partners", side="coordinated")
    make_hours("needs", factories.make_partner("Hidden Three", visibility="staff"), visibility="partners")
    assert told() == before


def test_hidden_offers_leave_no_trace(at_the_doors, partner_rep, other_partner, sign_in):
    def told():
        pages = (LIST, address(at_the_doors))
        return [[main_of(text_of(sign_in(user), url)) for url in pages] for user in (partner_rep, other_partner)]

    before = told()
    offer("Hidden One", visibility="staff")
    offer("Hidden Two", visibility="private")
    offer("Hidden Three", visibility="partners", side="coordinated")
    offer("Hidden Four", visibility="funders")
    hidden = factories.make_partner("Hidden Five", visibility="staff")
    make_hours("offers", hidden, visibility="partners")
    assert told() == before


def test_counsel_alone_is_told_of_people_on_the_coordinated_side(at_the_doors, staff, counsel, sign_in):
    offer("Coordinated", side="coordinated", visibility="partners")
    assert "Coordinated" in text_of(sign_in(counsel), address(at_the_doors))
    assert "Coordinated" not in text_of(sign_in(staff), address(at_the_doors))
