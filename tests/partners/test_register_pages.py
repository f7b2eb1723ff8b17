"""What registers say, on pages: read a file, accept or keep ours, undo; and who reads which statement."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.undo import undo_change
from partners.actions.registers import accept_statement, keep_ours
from partners.models import EntityStatement
from tests import factories, family_factories

REVIEW, READ = "/registers/", "/registers/read/"


@pytest.fixture
def entity(own_partner):
    return factories.make_entity(
        own_partner,
        ein="123456789",
        is_deductible=False,
        source="A talk with its director",
        verified_on=dt.date(2026, 3, 1),
    )


@pytest.fixture
def statement(entity):
    return family_factories.make_statement(entity)


def decide(client, statement, **how):
    address = reverse("partners:decide-statement", args=[statement.public_id])
    return client.post(address, {"held": "no", **how}, follow=True)


def text_of(response):
    return response.content.decode()


class TestReading:
    def send(self, client, text="EIN,NAME,DEDUCTIBILITY\n23456789,X,1\n", **told):
        return client.post(READ, {"file": SimpleUploadedFile("eo.csv", text.encode()), **told}, follow=True)

    def test_the_receipt_says_what_was_read_and_what_was_mended(self, staff, sign_in, db):
        factories.make_entity(ein="023456789", is_deductible=False)
        response = self.send(sign_in(staff), as_of="2026-11-10")
        assert response.redirect_chain[0][0].startswith("/registers/readings/")
        text = text_of(response)
        assert "1 row: 1 of our legal entities, 0 of others, 0 rejected." in text
        assert "1 EIN had lost its zeros" in text
        assert "02-3456789" in text
        assert "no EIN had lost" not in text_of(self.send(sign_in(staff), "EIN,NAME\n123456789,X\n"))

    @pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "%PDF"])
    def test_another_file_is_refused_in_words(self, text, staff, sign_in):
        response = self.send(sign_in(staff), text)
        assert response.status_code == 422
        assert response.context["form"].errors["file"]

    def test_a_day_to_come_is_refused(self, staff, sign_in):
        response = self.send(sign_in(staff), as_of="2099-01-01")
        assert "still to come" in text_of(response)


class TestDeciding:
    def test_the_page_shows_both_values_with_source_and_day_and_names_the_rule(self, staff, sign_in, statement):
        text = text_of(sign_in(staff).get(REVIEW))
        assert re.search(
            r"Gifts are not deductible<small>A talk with its director, verified.*Mar 1, 2026.*"
            r"Gifts are deductible<small>IRS exempt-organizations master file, as of.*Nov 10, 2026",
            text,
            re.S,
        )
        assert "What we hold is shown." in text

    @pytest.mark.parametrize("how", ["accept", "keep"])
    def test_a_letter_that_no_text_can_hold_is_left_out_of_the_reason(self, how, staff, sign_in, statement):
        assert decide(sign_in(staff), statement, reason="Its \x00letter", **{how: "1"}).status_code == 200
        statement.refresh_from_db()
        assert statement.decision and statement.reason == "Its letter"

    def test_accepted_it_is_ours_and_our_former_word_is_kept(self, staff, sign_in, statement, entity):
        client = sign_in(staff)
        response = decide(client, statement, accept="1", reason="they filed anew")
        entity.refresh_from_db()
        assert entity.is_deductible is True
        former = EntityStatement.objects.get(decision="replaced")
        assert (former.value, former.source, str(former.as_of)) == ("no", "A talk with its director", "2026-03-01")
        assert "Nothing to decide on" in text_of(response)

    def test_kept_ours_stays_and_nobody_is_asked_again(self, staff, sign_in, statement, entity):
        response = decide(sign_in(staff), statement, keep="1")
        entity.refresh_from_db()
        assert entity.is_deductible is False
        assert response.context["waiting"].total == 0
        assert "Ours was kept" in text_of(response)

    @pytest.mark.parametrize("how", ["accept", "keep"])
    def test_sent_twice_it_is_decided_once(self, how, staff, sign_in, statement):
        client = sign_in(staff)
        decide(client, statement, **{how: "1"})
        before = EntityStatement.pgh_event_model.objects.count()
        assert decide(client, statement, **{how: "1"}).status_code == 200
        assert EntityStatement.pgh_event_model.objects.count() == before

    def test_the_other_way_after_it_was_decided_it_is_told(self, staff, sign_in, statement, entity):
        client = sign_in(staff)
        decide(client, statement, keep="1")
        assert "was decided on already" in text_of(decide(client, statement, accept="1"))
        entity.refresh_from_db()
        assert entity.is_deductible is False

    def test_what_was_changed_meanwhile_is_kept_and_both_are_shown(self, staff, sign_in, statement, entity):
        entity.is_deductible = None
        entity.save()
        text = text_of(decide(sign_in(staff), statement, accept="1"))
        assert "was changed meanwhile. Ours is now: nothing; the register says: Gifts are deductible" in text
        entity.refresh_from_db()
        assert entity.is_deductible is None

    def test_undo_brings_back_our_value_and_the_question(self, staff, sign_in, statement, entity):
        client = sign_in(staff)
        page = decide(client, statement, accept="1")
        undo = re.search(r'action="(/undo/[^"]+)"', text_of(page))[1]
        again = client.post(undo, follow=True)
        entity.refresh_from_db()
        assert entity.is_deductible is False
        assert again.context["waiting"].total == 1
        assert "undone already" in text_of(client.post(undo, follow=True))

    def test_nobody_else_can_use_the_address_of_an_undo(self, staff, counsel, sign_in, statement):
        page = decide(sign_in(staff), statement, accept="1")
        undo = re.search(r'action="(/undo/[^"]+)"', text_of(page))[1]
        assert sign_in(counsel).post(undo).status_code == 404

    @pytest.mark.parametrize(
        ("fact", "value"),
        [("legal_name", "OCOTILLO INC"), ("vehicle", "c3_public"), ("irs_status", "01"), ("ruled_in", "2010-02"),
         ("ntee_code", "R40"), ("is_deductible", "yes")],
    )  # fmt: skip
    def test_every_fact_can_be_accepted_and_taken_back(self, fact, value, staff, entity):
        before = getattr(entity, fact)
        statement = family_factories.make_statement(entity, fact=fact, value=value)
        held = EntityStatement.objects.with_held().get(pk=statement.pk).held
        accepted = accept_statement(statement, by=staff, seen=held)
        assert not EntityStatement.objects.open().exists()
        undo_change(accepted.change_id, by=staff)
        entity.refresh_from_db()
        assert getattr(entity, fact) == before
        assert EntityStatement.objects.open().count() == 1


class TestOnThePartnersPage:
    def test_staff_and_its_own_contact_read_both_words_and_the_rule(
        self, staff, partner_rep, sign_in, statement, own_partner
    ):
        for user in (staff, partner_rep):
            text = text_of(sign_in(user).get(own_partner.get_absolute_url()))
            assert "Deductibility: Gifts are not deductible" in text
            assert "IRS exempt-organizations master file says: Gifts are deductible" in text
            assert "What we hold is shown." in text

    def test_others_read_our_word_alone(self, other_partner, funder_rep, sign_in, statement, own_partner):
        for user in (other_partner, funder_rep):
            text = text_of(sign_in(user).get(own_partner.get_absolute_url()))
            assert "Deductibility: Gifts are not deductible" in text
            assert "IRS exempt" not in text
            assert "A talk with its director" not in text

    def test_where_we_hold_nothing_others_are_told_nothing(self, staff, other_partner, sign_in, own_partner):
        family_factories.make_statement(factories.make_entity(own_partner), fact="ntee_code", value="R40")
        assert "Not yet looked at" in text_of(sign_in(staff).get(own_partner.get_absolute_url()))
        assert "R40" not in text_of(sign_in(other_partner).get(own_partner.get_absolute_url()))

    def test_a_register_that_says_the_same_is_named_as_the_source(
        self, staff, other_partner, sign_in, statement, own_partner
    ):
        accept_statement(statement, by=staff, seen="no")
        text = text_of(sign_in(other_partner).get(own_partner.get_absolute_url()))
        assert "IRS exempt-organizations master file, as of" in text
        assert "A talk with its director" not in text


class TestWhoReads:
    def test_statements_of_a_partner_that_is_private_are_not_there_for_staff(self, staff, sign_in, db):
        hidden = factories.make_entity(
            factories.make_partner("Hidden", visibility="private"), legal_name="Hidden Inc."
        )
        statement = family_factories.make_statement(hidden)
        client = sign_in(staff)
        page = client.get(REVIEW)
        assert page.context["waiting"].total == 0
        assert "Hidden" not in text_of(page)
        assert decide(client, statement, accept="1").status_code == 404

    def test_the_list_takes_as_many_queries_for_many_as_for_few(self, staff, sign_in, django_assert_max_num_queries):
        client, taken = sign_in(staff), []
        for number in (2, 18):
            for _ in range(number):
                keep_ours(family_factories.make_statement(factories.make_entity()), by=staff)
                family_factories.make_statement(factories.make_entity())
                family_factories.make_register_reading(counts={"rows_in": 1, "matched": 1})
            with django_assert_max_num_queries(20) as queries:
                assert client.get(REVIEW).status_code == 200
            taken.append(len(queries))
        assert taken[0] == taken[1]
