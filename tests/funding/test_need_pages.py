"""What entities need, on pages: who states it, who corrects and withdraws it, who reads which statement."""

import datetime as dt
import html
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.history import versions_of
from funding.models import Need
from tests import factories
from tests.need_factories import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def entity(own_partner):
    return factories.make_entity(own_partner)


def address(entity, more=""):
    return f"/funding/needs/{entity.public_id}/{factories.make_cycle().code}/{more}"


def text_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def send(client, url, **facts):
    """The form of this page as a person would send it, with these facts."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    filled = {"budget": "100k", "raised": "40,000", "good_as_of": "2026-11-02", "source": "A call with its director"}
    voice = re.search(r'<option value="([^"]+)"', page)
    if "voice" not in hidden and voice:
        filled["voice"] = voice.group(1)
    return client.post(url, {**hidden, **filled, "consent": "staff", **facts})


class TestStating:
    def test_a_contact_states_the_need_of_its_own_organization(self, entity, partner_rep, sign_in):
        client = sign_in(partner_rep)
        response = send(client, address(entity, "state/"), consent="public")
        assert response.headers["Location"] == address(entity)
        need = Need.objects.get()
        assert (need.stated_as, need.stated_for, need.stated_by) == ("own", entity.partner, partner_rep)
        assert (need.budget_usd, need.raised_usd, need.consent) == (100_000, 40_000, "public")
        assert versions_of(need)[0].verb == "stated what is needed"
        assert "$60,000" in text_of(client, address(entity))

    def test_staff_state_it_as_staff_and_what_was_said_before_is_kept(self, entity, staff, sign_in):
        factories.make_need(entity, 80_000, 0, good_as_of=dt.date(2026, 10, 1))
        send(sign_in(staff), address(entity, "state/"))
        assert sorted(need.stated_as for need in Need.objects.all()) == ["staff", "staff"]
        assert "$60,000 of a budget of $100K" in text_of(sign_in(staff), address(entity))

    def test_a_funder_states_what_it_heard_and_never_to_everybody(self, entity, funder_rep, own_funder, sign_in):
        client = sign_in(funder_rep)
        assert send(client, address(entity, "state/"), consent="public").status_code == 422
        assert send(client, address(entity, "state/"), consent="funders").status_code == 302
        need = Need.objects.get()
        assert (need.stated_as, need.stated_for, need.consent) == ("funder", own_funder, "funders")

    def test_a_form_sent_twice_makes_one_statement(self, entity, staff, sign_in):
        client = sign_in(staff)
        page = client.get(address(entity, "state/")).content.decode()
        ticket = re.search(r'name="ticket" value="([^"]+)"', page).group(1)
        for _ in range(2):
            send(client, address(entity, "state/"), ticket=ticket)
        assert Need.objects.count() == 1

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"good_as_of": "2099-01-01"}, "a day that has been"),
            ({"budget": "a lot"}, "“a lot”"),
            ({"raised": "1.005"}, "“1.005”"),
            ({"source": ""}, "required"),
        ],
    )
    def test_what_cannot_be_is_refused_and_what_was_written_stays(self, entity, staff, sign_in, facts, words):
        response = send(sign_in(staff), address(entity, "state/"), **facts)
        page = html.unescape(response.content.decode())
        assert (response.status_code == 422 and words in page and "A call with" in page) or "source" in facts
        assert not Need.objects.exists()


class TestKeeping:
    def test_nothing_that_was_stated_is_written_over(self, entity, staff):
        need = factories.make_need(entity)
        for fact in ({"budget_usd": 1}, {"raised_usd": 1}, {"source": "x"}, {"good_as_of": "2026-01-01"}):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                Need.objects.filter(pk=need.pk).update(**fact)

    def test_a_correction_stands_in_the_place_of_what_was_wrong(self, entity, staff, sign_in):
        wrong = factories.make_need(entity, 900_000, 0)
        client = sign_in(staff)
        url = f"/funding/statements/{wrong.public_id}/correct/"
        assert "900,000" in client.get(url).content.decode()
        assert send(client, url).status_code == 302
        wrong.refresh_from_db()
        assert wrong.correction.budget_usd == 100_000
        assert (wrong.withdrawn_by, wrong.withdrawn_reason) == (staff, "Corrected by another statement")
        text = text_of(client, address(entity))
        assert "$60,000 of a budget of $100K" in text and "Withdrawn" in text
        assert client.get(url).status_code == 404

    def test_of_two_corrections_at_once_the_second_is_told(self, entity, staff, sign_in):
        wrong = factories.make_need(entity, 900_000, 0)
        client, url = sign_in(staff), f"/funding/statements/{wrong.public_id}/correct/"
        send(client, url)
        assert client.post(url, {"budget": "1"}).status_code == 404
        assert Need.objects.standing().count() == 1

    def test_withdrawing_says_why_and_the_figure_falls_back(self, entity, partner_rep, sign_in):
        factories.make_need(entity, 80_000, 0, good_as_of=dt.date(2026, 9, 1))
        need = factories.make_need(entity, 100_000, 40_000)
        client, url = sign_in(partner_rep), f"/funding/statements/{need.public_id}/withdraw/"
        assert client.post(url, {"reason": " "}).status_code == 422
        assert client.post(url, {"reason": "It was last year's"}).status_code == 302
        assert "$80,000 of a budget of $80,000" in text_of(client, address(entity))

    def test_what_was_withdrawn_is_for_those_whom_it_concerns(self, entity, own_funder, cast, viewer):
        facts = {"stated_as": "funder", "stated_for": own_funder, "consent": "funders"}
        need = factories.make_need(entity, **facts)
        other = factories.make_user("other.funder@example.org")
        factories.make_member(other, factories.make_partner("Second Circle", kind="peer_funder"))
        assert Need.objects.visible_to(viewer(other)).exists()
        withdraw(need)
        seen = {name for name, user in cast.items() if Need.objects.visible_to(viewer(user)).exists()}
        assert seen == {"staff", "counsel", "admin", "partner_rep", "funder_rep"}
        assert not Need.objects.visible_to(viewer(other)).exists()


class TestReading:
    def test_every_figure_equals_the_rows_that_it_leads_to(self, entity, own_funder, staff, sign_in):
        factories.make_need(entity, 100_000, 10_000)
        ours = factories.make_fund(is_managed=True)
        for amount in (5_000, 7_000):
            factories.make_allocation(ours, entity, amount, status="approved")
        factories.make_allocation(factories.make_fund(own_funder), entity, 20_000, status="paid")
        text = text_of(sign_in(staff), address(entity))
        assert "Still needed $58,000" in text
        assert "Approved by us since $12,000" in text and "Approved by others since $20,000" in text
        assert all(f"{each} from" in text for each in ("$5,000", "$7,000", "$20,000"))

    def test_statements_that_disagree_stand_side_by_side(self, entity, own_funder, staff, funder_rep, sign_in):
        own = {"stated_as": "own", "stated_for": entity.partner, "consent": "staff"}
        factories.make_need(entity, 100_000, 40_000, **own)
        heard = {"stated_as": "funder", "stated_for": own_funder, "consent": "funders"}
        factories.make_need(entity, 100_000, 10_000, good_as_of=dt.date(2026, 10, 1), **heard)
        text = text_of(sign_in(staff), address(entity))
        assert "These disagree" in text and "Tidewater Giving Circle, who heard it" in text
        text = text_of(sign_in(funder_rep), address(entity))
        assert "These disagree" not in text and "$90,000 of a budget" in text and "$60,000" not in text

    def test_a_funder_that_one_may_not_know_of_stays_without_its_name(self, entity, partner_rep, sign_in):
        hidden = factories.make_partner("Quiet Money", kind="peer_funder", visibility="staff")
        factories.make_need(entity, stated_as="funder", stated_for=hidden, consent="funders")
        text = text_of(sign_in(partner_rep), address(entity))
        assert "A peer funder, who heard it" in text and "Quiet Money" not in text

    def test_an_old_statement_says_how_old_it_is(self, entity, staff, sign_in):
        factories.make_need(entity, good_as_of=dt.date(2024, 1, 1))
        assert "ask whether it still holds" in text_of(sign_in(staff), address(entity))

    def test_without_a_readable_statement_there_is_no_page_for_those_who_cannot_state_one(
        self, entity, cast, sign_in
    ):
        factories.make_need(entity, consent="staff")
        entity.partner.visibility = "public"
        entity.partner.save()
        found = {name: sign_in(user).get(address(entity)).status_code for name, user in cast.items() if user}
        assert {name for name, status in found.items() if status == 200} == {
            *("staff", "counsel", "admin", "partner_rep", "funder_rep")
        }
        assert "Nobody has stated yet" in text_of(sign_in(cast["funder_rep"]), address(entity))

    def test_the_partner_s_page_shows_the_same_figure_and_leads_there(self, entity, staff, sign_in):
        factories.make_need(entity, 100_000, 40_000)
        page = sign_in(staff).get(entity.partner.get_absolute_url()).content.decode()
        assert f'<a class="name" href="{address(entity)}"><data value="60000.00"' in page.replace("\n", "")
        assert "$60,000" in page

    def test_many_statements_cost_as_many_queries_as_two(self, entity, staff, sign_in):
        client, counts = sign_in(staff), []
        for many in (2, 18):
            for number in range(many):
                factories.make_need(entity, 100_000 + number, good_as_of=dt.date(2026, 1, 1 + number))
                factories.make_allocation(entity=entity, amount=100, status="approved")
            with CaptureQueriesContext(connection) as asked:
                client.get(address(entity))
            counts.append(len(asked))
        assert counts[0] == counts[1]
