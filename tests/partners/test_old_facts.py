"""Old facts: whose they are, when we asked, and that plans nobody has confirmed fade and say so."""

import datetime as dt

import pytest
from django.utils import timezone

from partners.models import Partner
from tests import factories, talks

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.localdate() - dt.timedelta(days=300)


def lines(client, show: str = "") -> list[str]:
    answer = client.get(f"/old-facts/?show={show}")
    tab = next(tab for tab in answer.context["tabs"] if tab["current"])
    assert tab["count"] == answer.context["total"] == len(answer.context["page"].rows)
    return [line.name for line in answer.context["page"].rows]


@pytest.fixture
def partners(db):
    """One of each sort: with work ahead, without, with an old program only, fresh, closed."""
    today = timezone.localdate()
    factories.make_activity(factories.make_program(factories.make_partner("Ahead", assured_on=LONG_AGO)))
    factories.make_partner("Idle", assured_on=LONG_AGO)
    factories.make_program(factories.make_partner("Program Alone", assured_on=today), assured_on=LONG_AGO)
    factories.make_program(factories.make_partner("Fresh", assured_on=today), assured_on=today)
    factories.make_partner("Closed", assured_on=LONG_AGO, status="closed")


def test_partners_with_old_facts_are_listed_the_longest_unconfirmed_first(partners, staff, sign_in):
    client = sign_in(staff)
    assert lines(client) == ["Ahead"]
    assert lines(client, "all") == ["Ahead", "Idle", "Program Alone"]
    assert lines(client, "asked") == []


def test_staff_see_whom_we_asked_and_when(partners, staff, partner_rep, own_partner, sign_in):
    Partner.objects.filter(pk=own_partner.pk).update(assured_on=LONG_AGO)
    client = sign_in(staff)
    assert "1 contact to ask" in client.get("/old-facts/?show=all").content.decode()
    letter = talks.make_letter(partner_rep, own_partner, asked_on=timezone.localdate() - dt.timedelta(days=3))
    assert lines(client, "asked") == ["Ocotillo Votes"]
    page = client.get("/old-facts/?show=asked").content.decode()
    assert "Paz Rep" in page and "No answer by that letter" in page
    assert "Asked by mail" in client.get(own_partner.get_absolute_url()).content.decode()
    letter.used_at = timezone.now()
    letter.save()
    assert "Confirmed by that letter" in client.get("/old-facts/?show=asked").content.decode()


def test_nobody_but_insiders_is_told_of_letters(cast, partner_rep, own_partner, sign_in):
    talks.make_letter(partner_rep, own_partner)
    for member in ("partner_rep", "other_partner", "funder_rep"):
        assert "Asked by mail" not in sign_in(cast[member]).get(own_partner.get_absolute_url()).content.decode()


def test_what_staff_may_not_read_makes_nobody_old(staff, sign_in):
    hidden = factories.make_partner("Fresh Enough", assured_on=timezone.localdate())
    factories.make_program(hidden, visibility="private", assured_on=LONG_AGO)
    factories.make_partner("Hidden", visibility="private", assured_on=LONG_AGO)
    assert lines(sign_in(staff), "all") == []


def test_many_lines_take_as_many_queries_as_few(staff, sign_in, django_assert_max_num_queries):
    client = sign_in(staff)

    def add(number):
        for _ in range(number):
            partner = factories.make_partner(assured_on=LONG_AGO)
            factories.make_activity(factories.make_program(partner, assured_on=LONG_AGO))
            talks.make_letter(partner=partner)

    add(2)
    with django_assert_max_num_queries(30) as few:
        client.get("/old-facts/")
    add(18)
    with django_assert_max_num_queries(len(few)):
        client.get("/old-facts/")


def test_pages_follow_one_another(staff, sign_in):
    for number in range(55):
        factories.make_partner(f"Old {number:02}", assured_on=LONG_AGO)
    client = sign_in(staff)
    first = client.get("/old-facts/?show=all")
    second = client.get(f"/old-facts/{first.context['next_url']}")
    assert [len(answer.context["page"].rows) for answer in (first, second)] == [50, 5]
    assert client.get("/old-facts/?after=made-up").status_code == 302


def test_a_plan_that_nobody_has_confirmed_fades_and_says_so(staff, sign_in):
    partner = factories.make_partner("Quiet Hands", assured_on=LONG_AGO)
    program = factories.make_program(partner, assured_on=LONG_AGO)
    activity, client = factories.make_activity(program), sign_in(staff)
    for address in ("/partners/", partner.get_absolute_url(), program.get_absolute_url()):
        assert 'faded"' in client.get(address).content.decode(), address
    assert "Nobody has confirmed this plan since" in client.get(program.get_absolute_url()).content.decode()
    assert "sign stale" in client.get(activity.get_absolute_url()).content.decode()
    for record in (partner, program):
        record.assured_on = timezone.localdate()
        record.save()
    for address in ("/partners/", partner.get_absolute_url(), program.get_absolute_url()):
        assert 'faded"' not in client.get(address).content.decode(), address
