"""The list of needs and asking for a fresh statement: who reads which rows, what is asked when, in which words."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.actions.need_asks import AskedLately, NobodyToAsk, ask_for_statement
from funding.models import NeedAsk
from funding.reports import needs_left
from tests import factories
from tests.need_factories import withdraw

pytestmark = pytest.mark.django_db
PAGE = "/funding/needs/"
OLD = dt.date(2024, 1, 1)


def need(name, budget, *, states=("AZ",), vehicle="c4", visibility="public", **facts):
    partner = factories.make_partner(name, states=states, visibility=visibility)
    return factories.make_need(factories.make_entity(partner, vehicle), budget, 0, **facts)


def names(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return [row.entity.partner.name for row in answer.context["rows"].object_list]


@pytest.fixture
def some(db):
    need("Little Porch", 10_000, consent="public")
    need("Big Porch", 90_000, consent="funders", vehicle="c3_public", states=("WI", "AZ"))
    need("Old Porch", 50_000, consent="staff", good_as_of=OLD)
    met = need("Met Porch", 20_000, consent="public", good_as_of=dt.date(2026, 11, 1))
    factories.make_allocation(entity=met.entity, amount=20_000, status="paid", decided_on=dt.date(2026, 11, 20))


class TestListing:
    def test_everybody_reads_what_their_organizations_consent_to(self, some, cast, sign_in):
        outsider = cast.pop("outsider")
        assert sign_in(outsider).get(PAGE).status_code == 404
        seen = {name: names(sign_in(user), "?show=all&sort=name") for name, user in cast.items() if user}
        everything = ["Big Porch", "Little Porch", "Met Porch", "Old Porch"]
        public = ["Little Porch", "Met Porch"]
        assert seen["staff"] == seen["admin"] == seen["counsel"] == everything
        assert seen["funder_rep"] == ["Big Porch", *public]
        assert seen["donor"] == seen["partner_rep"] == seen["other_partner"] == public

    def test_the_most_needed_first_or_the_oldest_or_by_name(self, some, staff, sign_in):
        client = sign_in(staff)
        assert names(client) == ["Big Porch", "Old Porch", "Little Porch"]
        assert names(client, "?sort=oldest")[0] == "Old Porch"
        assert names(client, "?sort=name&show=all") == ["Big Porch", "Little Porch", "Met Porch", "Old Porch"]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("?state=WI", ["Big Porch"]),
            ("?vehicle=c3_public", ["Big Porch"]),
            ("?consent=staff", ["Old Porch"]),
            ("?age=stale", ["Old Porch"]),
            ("?show=old", ["Old Porch"]),
            ("?show=met", ["Met Porch"]),
            ("?state=ZZ&sort=odd&show=odd&page=x", []),
        ],
    )
    def test_it_narrows(self, query, expected, some, staff, sign_in):
        assert names(sign_in(staff), query) == expected

    def test_a_row_says_what_the_report_says(self, some, funder_rep, viewer, sign_in):
        rows = sign_in(funder_rep).get(PAGE + "?show=all").context["rows"].object_list
        for row in rows:
            assert (
                row.need == needs_left(viewer(funder_rep), [row.entity.pk])[row.entity.pk, factories.make_cycle().pk]
            )

    def test_two_rows_cost_as_many_queries_as_twenty(self, some, staff, sign_in):
        client, counts = sign_in(staff), []
        for many in (1, 18):
            for number in range(many):
                need(f"Porch {many} {number}", 1_000)
            with CaptureQueriesContext(connection) as asked:
                client.get(PAGE + "?show=all")
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestAsking:
    @pytest.fixture
    def old(self, own_partner):
        return factories.make_need(factories.make_entity(own_partner), good_as_of=OLD)

    def test_the_contacts_get_a_letter_and_see_it_on_their_desk(self, old, staff, partner_rep, sign_in):
        url = f"{PAGE}{old.entity.public_id}/{old.cycle.code}/"
        answer = sign_in(staff).post(f"{url}ask/", follow=True)
        assert "1 contact of Ocotillo Votes got a letter" in answer.content.decode()
        (letter,) = mail.outbox
        assert letter.to == [partner_rep.email] and url in letter.body
        assert "Ocotillo" not in letter.body + letter.subject, "others read mail, and it is not public"
        desk = sign_in(partner_rep).get("/").content.decode()
        assert "Staff ask what you still need" in desk and f"{url}state/" in desk
        assert "nobody has stated it since" in sign_in(staff).get(url).content.decode()

    def test_a_statement_answers_it(self, old, staff, partner_rep, sign_in):
        ask_for_statement(entity=old.entity, cycle=old.cycle, by=staff)
        factories.make_need(old.entity, good_as_of=dt.date(2026, 11, 20))
        assert not NeedAsk.objects.waiting().exists()
        assert "Staff ask" not in sign_in(partner_rep).get("/").content.decode()

    def test_asking_twice_writes_no_second_letter(self, old, staff, partner_rep):
        ask_for_statement(entity=old.entity, cycle=old.cycle, by=staff)
        with pytest.raises(AskedLately):
            ask_for_statement(entity=old.entity, cycle=old.cycle, by=staff)
        assert (len(mail.outbox), NeedAsk.objects.count()) == (1, 1)

    def test_without_a_contact_nobody_is_asked(self, staff):
        alone = need("Lonely Porch", 10_000)
        with pytest.raises(NobodyToAsk, match="call them"):
            ask_for_statement(entity=alone.entity, cycle=alone.cycle, by=staff)
        assert not mail.outbox and not NeedAsk.objects.exists()

    def test_who_does_not_want_letters_gets_none(self, old, staff, partner_rep):
        type(partner_rep).objects.filter(pk=partner_rep.pk).update(letters_on=False)
        with pytest.raises(NobodyToAsk):
            ask_for_statement(entity=old.entity, cycle=old.cycle, by=staff)

    def test_others_do_not_learn_who_was_asked(self, old, cast, viewer):
        factories.make_member(cast["partner_rep"], factories.make_partner("Another"))
        ask_for_statement(entity=old.entity, cycle=old.cycle, by=cast["staff"])
        seen = {name for name, user in cast.items() if NeedAsk.objects.visible_to(viewer(user)).exists()}
        assert seen == {"staff", "counsel", "admin", "partner_rep"}

    def test_what_was_withdrawn_is_not_listed(self, old, staff, sign_in):
        withdraw(old)
        assert names(sign_in(staff), "?show=all") == []
