"""The search for duplicates, and its pages."""

import pytest

from mvp_coord.jobs.models import DueWork, JobRun
from partners import actions
from partners.actions import duplicates
from partners.models import LikelyPair, PairDecision, Partner
from tests import factories
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db
LIST = "/partners/duplicates/"


def twins(**facts):
    return factories.make_partner("Ocotillo Votes", **facts), factories.make_partner("Ocotillo Votes, Inc.", **facts)


def found():
    return {(row.first.name, row.second.name) for row in LikelyPair.objects.select_related("first", "second")}


class TestSearch:
    def test_it_finds_names_alike_and_leaves_others_alone(self):
        twins()
        factories.make_partner("Saguaro Neighbors")
        factories.make_partner("Juniper Law Center")
        assert duplicates.search_for_duplicates() == {"pairs": 1, "new": 1, "changed": 0, "cleared": 0}
        assert found() == {("Ocotillo Votes", "Ocotillo Votes, Inc.")}
        row = LikelyPair.objects.get()
        assert (row.is_sure, row.reasons) == (True, ["the same name", "both in AZ"])

    def test_a_website_brings_together_what_no_word_does(self):
        factories.make_partner("Ocotillo Votes", website="https://www.ocotillo.example/")
        factories.make_partner("Votantes de Ocotillo", website="https://ocotillo.example/es")
        duplicates.search_for_duplicates()
        assert "the same website" in LikelyPair.objects.get().reasons

    def test_twice_is_the_same_as_once_and_what_is_gone_is_cleared(self):
        _, other = twins()
        duplicates.search_for_duplicates()
        before = all_rows()
        assert duplicates.search_for_duplicates() == {"pairs": 1, "new": 0, "changed": 0, "cleared": 0}
        assert all_rows() == before
        Partner.objects.filter(pk=other.pk).update(name="Juniper Law Center")
        assert duplicates.search_for_duplicates()["cleared"] == 1

    def test_merged_records_are_not_searched(self, staff):
        factories.merge(*twins(), by=staff)
        assert duplicates.search_for_duplicates()["pairs"] == 0

    def test_it_takes_as_many_queries_for_many(self, django_assert_num_queries):
        twins()
        with django_assert_num_queries(6):
            duplicates.search_for_duplicates()
        for number in range(20):
            factories.make_partner(f"Saguaro {number} Neighbors")
            factories.make_partner(f"Saguaro {number} Neighbors, Inc.")
        with django_assert_num_queries(6):
            duplicates.search_for_duplicates()


@pytest.mark.django_db(transaction=True)
def test_asked_for_it_is_done_once_with_a_receipt():
    twins()
    duplicates.search_soon(by=factories.make_user())
    run = duplicates.drain_due_search()
    assert run.counts["pairs"] == 1
    assert not DueWork.objects.exists()
    assert duplicates.drain_due_search() is None
    assert duplicates.search_daily(slot="2027-01-01").counts["new"] == 0
    assert duplicates.search_daily(slot="2027-01-01") is None
    assert JobRun.objects.count() == 2


class TestList:
    def test_it_ranks_pairs_and_says_why(self, sign_in, staff):
        one, other = twins()
        factories.make_pair(one, other, reasons=["the same website", "both in AZ"])
        text = sign_in(staff).get(LIST).content.decode()
        assert "1 pair to look at" in text
        assert "The same website, both in AZ" in text

    def test_a_decided_pair_is_gone(self, sign_in, staff):
        one, other = twins()
        factories.make_pair(one, other)
        client = sign_in(staff)
        answer = client.post(f"{LIST}{one.slug}/{other.slug}/apart/", {"reason": "two boards"}, follow=True)
        assert "stay two partners" in answer.content.decode()
        assert "0 pairs" not in answer.content.decode()
        assert answer.context["total"] == 0
        assert PairDecision.objects.get().reason == "two boards"

    def test_a_pair_with_a_private_record_is_neither_shown_nor_counted(self, sign_in, staff):
        one, hidden = (
            factories.make_partner("Ocotillo Votes"),
            factories.make_partner("Ocotillo", visibility="private"),
        )
        factories.make_pair(one, hidden)
        answer = sign_in(staff).get(LIST)
        assert answer.context["total"] == 0
        assert hidden.slug not in answer.content.decode()
        for address in (f"{LIST}{one.slug}/{hidden.slug}/", f"{LIST}{hidden.slug}/{one.slug}/"):
            assert sign_in(staff).get(address).status_code == 404
            assert sign_in(staff).post(f"{address}apart/").status_code == 404

    def test_it_takes_as_many_queries_for_many(self, sign_in, staff, django_assert_max_num_queries):
        client = sign_in(staff)
        partners = [factories.make_partner(f"Ocotillo {number}") for number in range(8)]
        for number, one in enumerate(partners):
            for other in partners[number + 1 :]:
                factories.make_pair(one, other)
        with django_assert_max_num_queries(12):
            client.get(LIST)

    def test_searching_again_is_work_for_a_worker(self, sign_in, staff):
        answer = sign_in(staff).post(f"{LIST}search/", follow=True)
        assert "A search is waiting for its turn." in answer.content.decode()
        assert DueWork.objects.get().kind == duplicates.KIND


class TestMergePage:
    def page(self, client, one, other):
        return client.get(f"{LIST}{one.slug}/{other.slug}/")

    def data(self, answer, **chosen):
        form = answer.context["form"]
        return {"kept": "one", "seen": form["seen"].value(), **dict.fromkeys(form.differing, "one"), **chosen}

    def test_it_asks_only_where_the_records_differ(self, sign_in, staff):
        one, other = twins(kind="year_round")
        answer = self.page(sign_in(staff), one, other)
        assert answer.context["form"].differing == ["name"]
        assert "What speaks for it: the same name, both in AZ." in answer.content.decode()

    def test_what_only_one_knows_is_chosen_beforehand(self, sign_in, staff):
        one, other = twins()
        Partner.objects.filter(pk=other.pk).update(website="https://ocotillo.example/")
        form = self.page(sign_in(staff), one, other).context["form"]
        assert (form["website"].value(), form["name"].value()) == ("other", "one")

    def test_merging_leads_to_the_one_that_stays_and_so_does_the_old_address(self, sign_in, staff):
        one, other = twins()
        client = sign_in(staff)
        address = f"{LIST}{one.slug}/{other.slug}/"
        answer = client.post(address, self.data(client.get(address), kept="other", name="one", reason="same board"))
        assert answer.url == f"/partners/{other.slug}/"
        undo = f'action="{LIST}merges/{PairDecision.objects.get().public_id}/undo/"'
        assert undo in client.get(f"/partners/{other.slug}/").content.decode()
        assert client.get(f"/partners/{one.slug}/").url == f"/partners/{other.slug}/"
        other.refresh_from_db()
        assert (other.name, PairDecision.objects.get().reason) == ("Ocotillo Votes", "same board")

    def test_an_unanswered_question_comes_back_with_the_answers_given(self, sign_in, staff):
        one, other = twins()
        client, address = sign_in(staff), f"{LIST}{one.slug}/{other.slug}/"
        data = self.data(client.get(address), kept="other", reason="same board")
        del data["name"]
        answer = client.post(address, data)
        assert answer.status_code == 422
        assert (answer.context["form"]["kept"].value(), answer.context["form"]["reason"].value()) == (
            "other",
            "same board",
        )
        assert not PairDecision.objects.exists()

    def test_sent_twice_it_merges_once(self, sign_in, staff):
        one, other = twins()
        client, address = sign_in(staff), f"{LIST}{one.slug}/{other.slug}/"
        data = self.data(client.get(address))
        assert [client.post(address, data).url for _ in range(2)] == [f"/partners/{one.slug}/"] * 2
        assert PairDecision.objects.count() == 1
        assert "are one partner already" in client.get(f"/partners/{one.slug}/").content.decode()

    def test_a_change_meanwhile_is_said_and_nothing_merged(self, sign_in, staff):
        one, other = twins()
        client, address = sign_in(staff), f"{LIST}{one.slug}/{other.slug}/"
        data = self.data(client.get(address))
        Partner.objects.filter(pk=other.pk).update(website="https://ocotillo.example/")
        answer = client.post(address, data, follow=True)
        assert "One of the records changed" in answer.content.decode()
        assert not PairDecision.objects.exists()

    def test_undo_makes_two_of_them_again(self, sign_in, staff):
        one, other = twins()
        decision = factories.merge(one, other, by=staff)
        client = sign_in(staff)
        assert "Merged lately" in client.get(LIST).content.decode()
        answer = client.post(f"{LIST}merges/{decision.public_id}/undo/", follow=True)
        assert answer.redirect_chain == [(f"/partners/{other.slug}/", 302)]
        assert Partner.objects.get(pk=other.pk).merged_into is None

    def test_undone_twice_it_says_that_it_is_done(self, sign_in, staff):
        decision = factories.merge(*twins(), by=staff)
        client, address = sign_in(staff), f"{LIST}merges/{decision.public_id}/undo/"
        client.post(address)
        assert "This merge is undone already." in client.post(address, follow=True).content.decode()

    def test_a_pair_that_was_merged_meanwhile_is_not_kept_apart(self, sign_in, staff):
        one, other = twins()
        factories.merge(one, other, by=staff)
        answer = sign_in(staff).post(f"{LIST}{one.slug}/{other.slug}/apart/", follow=True)
        assert "were merged meanwhile" in answer.content.decode()
        assert PairDecision.objects.get().decision == "merged"

    def test_a_record_of_a_third_is_not_compared(self, sign_in, staff):
        one, other = twins()
        factories.merge(factories.make_partner("Ocotillo Together"), other, by=staff)
        assert sign_in(staff).get(f"{LIST}{one.slug}/{other.slug}/").status_code == 404

    def test_an_undo_that_cannot_be_says_why(self, sign_in, staff, counsel):
        one, other = twins()
        decision = factories.merge(one, other, by=staff)
        actions.assure_partner(one, by=counsel)
        answer = sign_in(staff).post(f"{LIST}merges/{decision.public_id}/undo/", follow=True)
        assert "Changed since: Ocotillo Votes" in answer.content.decode()

    def test_a_merge_of_a_private_record_is_not_undone_by_guessing_its_address(self, sign_in, staff, counsel):
        one, other = twins()
        decision = factories.merge(one, other, by=staff)
        Partner.objects.filter(pk=other.pk).update(visibility="private")
        assert sign_in(staff).post(f"{LIST}merges/{decision.public_id}/undo/").status_code == 404
        assert "Merged lately" not in sign_in(staff).get(LIST).content.decode()
