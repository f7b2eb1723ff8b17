"""Saved views of the directory: own and shared, opened as whoever opens them may see, kept apart and brought back."""

import pytest
from django.urls import reverse

from partners.actions import saved_views as actions
from partners.models import SavedView
from tests import factories
from tests.partners.conftest import LIST, names
from tests.saved import make_view

FACTS = {"name": "Arizona", "shared_with": "nobody", "is_default": ""}


def fill_in(client, query="state=AZ", **facts):
    """The form of a new view, filled in and sent."""
    address = f"{reverse('partners:add-view')}?{query}"
    ticket = client.get(address).context["form"]["ticket"].initial
    return client.post(address, {**FACTS, "ticket": ticket, **facts})


class TestSaving:
    def test_what_is_shown_is_kept_under_a_name_in_one_way_of_saying_it(self, staff, sign_in):
        factories.make_partner("Agave")
        client = sign_in(staff)
        answer = fill_in(client, "sort=name&state=az&kind=&columns=states&no_such=1", name="  Arizona   now ")
        view = SavedView.objects.get()
        assert (view.owner, view.name, view.query) == (staff, "Arizona now", "state=AZ&columns=states")
        assert answer.url == view.get_absolute_url() == "/partners/?state=AZ&columns=states"
        page = client.get(answer.url)
        assert names(page) == ["Agave"]
        assert page.context["is_saved"] is True
        assert view.events.get().pgh_label == "insert"

    def test_a_form_sent_twice_saves_one_view(self, staff, sign_in):
        client = sign_in(staff)
        address = reverse("partners:add-view")
        ticket = client.get(address).context["form"]["ticket"].initial
        assert {client.post(address, {**FACTS, "ticket": ticket}).status_code for _ in range(2)} == {302}
        assert SavedView.objects.count() == 1

    def test_a_name_is_taken_once_whatever_its_case(self, staff, sign_in):
        make_view(staff, "ARIZONA")
        make_view(factories.make_user(), "Arizona")
        answer = fill_in(sign_in(staff))
        assert answer.status_code == 422
        assert "another view of this name" in answer.content.decode()
        assert SavedView.objects.filter(owner=staff).count() == 1

    def test_nobody_has_more_than_so_many(self, staff, sign_in):
        SavedView.objects.bulk_create(SavedView(owner=staff, name=f"View {n}") for n in range(actions.MOST_VIEWS))
        assert fill_in(sign_in(staff)).status_code == 422
        assert SavedView.objects.count() == actions.MOST_VIEWS

    @pytest.mark.parametrize(
        ("member", "may"),
        [
            ("staff", {"nobody", "staff", "everybody"}),
            ("partner_rep", {"nobody", "staff"}),
            ("funder_rep", {"nobody", "staff"}),
            ("donor", {"nobody"}),
        ],
    )
    def test_who_may_share_with_whom(self, member, may, cast, sign_in):
        client = sign_in(cast[member])
        tried = {
            level: fill_in(client, name=level, shared_with=level).status_code
            for level in ("nobody", "staff", "everybody")
        }
        assert {level for level, status in tried.items() if status == 302} == may


class TestSharing:
    def test_each_of_the_cast_finds_what_is_shared_with_them(self, cast, sign_in, staff):
        for level in ("nobody", "staff", "everybody"):
            make_view(staff, f"For {level}", shared_with=level)
        make_view(staff, "Removed", shared_with="everybody", removed_at="2026-11-01T00:00Z")
        found = {}
        for member, user in cast.items():
            if member not in {"anonymous", "outsider"}:
                found[member] = [view.name for view, _ in sign_in(user).get(LIST, {"q": ""}).context["views"]]
        assert found.pop("staff") == ["For everybody", "For nobody", "For staff"]
        assert found.pop("counsel") == found.pop("admin") == ["For everybody", "For staff"]
        assert set(map(tuple, found.values())) == {("For everybody",)}

    def test_a_shared_view_shows_only_what_its_reader_may_see(self, staff, other_partner, sign_in):
        factories.make_partner("Open Agave")
        factories.make_partner("Hidden Agave", visibility="staff")
        view = make_view(staff, query="q=agave&columns=dollars&sort=-dollars", shared_with="everybody")
        assert names(sign_in(staff).get(view.get_absolute_url())) == ["Hidden Agave", "Open Agave"]
        page = sign_in(other_partner).get(view.get_absolute_url())
        assert names(page) == ["Open Agave"]
        assert "Hidden" not in page.content.decode()
        assert page.context["form"].facets.total == 1


class TestChanging:
    def test_a_view_is_renamed_and_shared_by_its_owner(self, staff, sign_in):
        view = make_view(staff)
        address = reverse("partners:edit-view", args=[view.public_id])
        assert sign_in(staff).post(address, {**FACTS, "name": "Later", "shared_with": "staff"}).status_code == 302
        view.refresh_from_db()
        assert (view.name, view.shared_with) == ("Later", "staff")

    def test_one_view_opens_first_and_the_whole_directory_stays_in_reach(self, staff, sign_in):
        factories.make_partner("Agave", states=("AZ",))
        factories.make_partner("Birch", states=("WI",))
        client = sign_in(staff)
        for name, query in (("One", "state=WI"), ("Two", "state=AZ")):
            fill_in(client, query, name=name, is_default="on")
        assert SavedView.objects.get(is_default=True).name == "Two"
        opened = client.get(LIST, follow=True)
        assert names(opened) == ["Agave"]
        everything = opened.context["form"].everything()
        assert everything == opened.context["form"].parts()[0].href == "/partners/?q="
        assert names(client.get(everything)) == ["Agave", "Birch"]

    def test_a_removed_view_comes_back_by_undo(self, staff, sign_in):
        client, view = sign_in(staff), make_view(staff, is_default=True)
        page = client.post(reverse("partners:remove-view", args=[view.public_id]), follow=True).content.decode()
        undo = reverse("partners:restore-view", args=[view.public_id])
        assert f'action="{undo}"' in page
        assert client.get(LIST).status_code == 200
        client.post(undo)
        view.refresh_from_db()
        assert (view.removed_at, view.is_default) == (None, True)

    def test_it_comes_back_beside_what_took_its_place_or_says_why_not(self, staff, sign_in):
        gone = make_view(staff, "First", is_default=True, removed_at="2026-11-01T00:00Z")
        now = make_view(staff, "Second", is_default=True)
        client, undo = sign_in(staff), reverse("partners:restore-view", args=[gone.public_id])
        client.post(undo)
        assert SavedView.objects.get(is_default=True) == now
        SavedView.objects.filter(pk=gone.pk).update(removed_at="2026-11-01T00:00Z")
        make_view(staff, "first")
        assert "another view of this name" in client.post(undo, follow=True).content.decode()


class TestOldViews:
    def test_a_filter_that_is_gone_is_named_and_breaks_nothing(self, staff, sign_in):
        factories.make_partner("Agave")
        view = make_view(staff, query="wealth=high&state=AZ")
        page = sign_in(staff).get(view.get_absolute_url())
        assert names(page) == ["Agave"]
        assert "There is no filter “wealth” any more" in page.content.decode()

    def test_a_choice_that_is_gone_is_named(self, staff, sign_in):
        factories.make_partner("Agave")
        page = sign_in(staff).get(make_view(staff, query="kind=gone-kind").get_absolute_url())
        assert "“gone-kind” is no longer among the choices of kind." in page.content.decode()


def test_two_views_and_twenty_take_the_same_queries(staff, sign_in, django_assert_max_num_queries):
    client, taken = sign_in(staff), []
    for more in (2, 18):
        for n in range(more):
            make_view(factories.make_user(name="Sol"), f"{more} {n}", shared_with="staff")
        for address in (f"{LIST}?q=", reverse("partners:views")):
            with django_assert_max_num_queries(16) as queries:
                client.get(address)
            taken.append(len(queries))
    assert taken[:2] == taken[2:]
