"""With whom a partner belongs: both directions, with days; a seat at a table waits; a hidden end leaves no trace."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from partners.actions.proposals import approve_proposal
from partners.models import Affiliation, ProposedChange
from tests import factories


@pytest.fixture
def hub(db):
    return factories.make_partner("Backyard Hub", kind="infrastructure_hub", other_names="BYH")


def text_of(response):
    return response.content.decode()


def page_of(client, partner):
    return text_of(client.get(partner.get_absolute_url()))


def add(client, partner, **filled):
    address = reverse("partners:add-tie", args=[partner.slug])
    form = client.get(address).context["form"]
    return client.post(address, {"ticket": form["ticket"].value(), "how": "served_by", **filled}, follow=True)


def edit(client, partner, tie, **filled):
    address = reverse("partners:edit-tie", args=[partner.slug, tie.public_id])
    page = client.get(address)
    if page.status_code != 200:
        return page
    form = page.context["form"]
    return client.post(address, {**{name: form[name].value() or "" for name in form.fields}, **filled}, follow=True)


class TestAdding:
    @pytest.mark.parametrize("name", ["Backyard Hub", "backyard hub", "BYH"])
    def test_a_contact_says_who_serves_it(self, name, own_partner, partner_rep, hub, sign_in):
        client = sign_in(partner_rep)
        assert "The tie is added." in text_of(add(client, own_partner, other=name, starts_on="2025-01-01"))
        tie = own_partner.affiliations.get(to=hub)
        assert (tie.kind, str(tie.starts_on)) == ("served_by", "2025-01-01")

    def test_it_shows_on_both_pages(self, own_partner, partner_rep, hub, staff, sign_in):
        add(sign_in(partner_rep), own_partner, other=hub.name)
        client = sign_in(staff)
        assert re.search(r"Served by.*Backyard Hub", page_of(client, own_partner), re.S)
        assert re.search(r"Serves.*Ocotillo Votes", page_of(client, hub), re.S)

    def test_the_other_way_round(self, own_partner, partner_rep, hub, sign_in):
        add(sign_in(partner_rep), own_partner, other=hub.name, how="down-chapter")
        assert own_partner.affiliates.get().partner == hub

    def test_sent_twice_it_is_one(self, own_partner, partner_rep, hub, sign_in):
        client, address = sign_in(partner_rep), reverse("partners:add-tie", args=[own_partner.slug])
        data = {
            "ticket": client.get(address).context["form"]["ticket"].value(),
            "how": "served_by",
            "other": hub.name,
        }
        assert [client.post(address, data).status_code for _ in "12"] == [302, 302]
        assert own_partner.affiliations.filter(to=hub).count() == 1

    @pytest.mark.parametrize(
        ("filled", "said"),
        [
            ({"other": "Nobody At All"}, "No partner is called"),
            ({"other": "Backyard Hubb"}, "Do you mean Backyard Hub?"),
            ({"other": "Ocotillo Votes"}, "cannot belong to itself"),
            ({"other": "BYH", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "end before it begins"),
        ],
    )
    def test_what_cannot_be_is_said_at_its_field(self, filled, said, own_partner, partner_rep, hub, sign_in):
        response = add(sign_in(partner_rep), own_partner, **filled)
        assert response.status_code == 422
        assert said in text_of(response)

    def test_what_is_on_record_is_not_added_again(self, own_partner, partner_rep, hub, sign_in):
        factories.make_affiliation(own_partner, hub, "served_by")
        assert "on record already" in text_of(add(sign_in(partner_rep), own_partner, other=hub.name))


class TestSeats:
    """A seat at a table decides who reads what its state's tables share; what is none today may be one tomorrow."""

    @pytest.mark.parametrize("how", ["member", "down-member"])
    def test_a_contact_cannot_seat_anybody_by_itself(self, how, own_partner, partner_rep, staff, sign_in):
        table = factories.make_partner("Silver State Table", kind="state_table", states=("NV",))
        if how == "down-member":
            factories.make_member(partner_rep, table)
        who, other = (own_partner, table) if how == "member" else (table, own_partner)
        seats = Affiliation.objects.filter(to=table)
        page = add(sign_in(partner_rep), who, other=other.name, how=how)
        assert "it waits for staff" in text_of(page)
        assert not seats.exists()
        queue = text_of(sign_in(staff).get("/proposals/"))
        assert "Ocotillo Votes becomes a member of Silver State Table" in queue
        approve_proposal(ProposedChange.objects.get(), by=staff)
        assert seats.get().partner == own_partner

    def test_nor_make_one_last_or_take_one_away(self, own_partner, partner_rep, state_table, staff, sign_in):
        seat = own_partner.affiliations.get(to=state_table)
        assert edit(sign_in(partner_rep), own_partner, seat, ends_on="").status_code == 404
        remove = reverse("partners:remove-tie", args=[own_partner.slug, seat.public_id])
        assert sign_in(partner_rep).post(remove).status_code == 404
        assert "Saved" in text_of(edit(sign_in(staff), own_partner, seat, ends_on="2026-01-01"))

    def test_nor_by_being_a_member_of_what_becomes_a_table(self, own_partner, other_partner, staff, viewer, sign_in):
        table = factories.make_partner("Silver State Table", kind="state_table", states=("NV",))
        twin = factories.make_partner("Silver State Coalition", kind="coalition", states=("NV",))
        own = other_partner.memberships.get().partner
        assert "it waits for staff" in text_of(add(sign_in(other_partner), own, other=twin.name, how="member"))
        factories.merge(table, twin, by=staff)
        assert not viewer(other_partner).table_states
        assert ProposedChange.objects.get().other == table

    def test_staff_seat_at_once(self, own_partner, staff, sign_in):
        factories.make_partner("Silver State Table", kind="state_table", states=("NV",))
        add(sign_in(staff), own_partner, other="Silver State Table", how="member")
        assert own_partner.affiliations.filter(to__name="Silver State Table").exists()

    def test_a_table_that_was_hidden_since_is_not_named_to_the_contact(self, own_partner, partner_rep, sign_in):
        table = factories.make_partner("Silver State Table", kind="state_table", states=("NV",))
        add(sign_in(partner_rep), own_partner, other=table.name, how="member")
        table.visibility = "staff"
        table.save()
        text = page_of(sign_in(partner_rep), own_partner)
        assert "Silver State Table" not in text
        assert "a partner that is not shared with you" in text


class TestChanging:
    def test_a_tie_that_ended_is_told_apart_and_not_drawn(self, own_partner, partner_rep, hub, sign_in):
        tie = factories.make_affiliation(own_partner, hub, "served_by")
        client = sign_in(partner_rep)
        assert "Backyard Hub" in str(client.get(own_partner.get_absolute_url()).context["picture"])
        edit(client, own_partner, tie, ends_on="2026-01-31")
        page = client.get(own_partner.get_absolute_url())
        assert "Served by, formerly or later" in text_of(page)
        assert "until Jan 31, 2026" in text_of(page)
        assert "Backyard Hub" not in str(page.context["picture"])

    def test_two_edits_at_once_show_both_versions(self, own_partner, partner_rep, hub, sign_in):
        tie = factories.make_affiliation(own_partner, hub, "served_by")
        client, address = sign_in(partner_rep), reverse("partners:edit-tie", args=[own_partner.slug, tie.public_id])
        form = client.get(address).context["form"]
        data = {name: form[name].value() or "" for name in form.fields}
        assert client.post(address, {**data, "ends_on": "2026-01-31"}).status_code == 302
        assert client.post(address, {**data, "ends_on": "2026-02-28"}).status_code == 409

    def test_removed_it_is_back_after_undo(self, own_partner, partner_rep, hub, sign_in):
        tie = factories.make_affiliation(own_partner, hub, "served_by")
        client = sign_in(partner_rep)
        page = client.post(reverse("partners:remove-tie", args=[own_partner.slug, tie.public_id]), follow=True)
        assert not own_partner.affiliations.filter(to=hub).exists()
        client.post(re.search(r'action="(/undo/[^"]+)"', text_of(page))[1])
        assert own_partner.affiliations.get(to=hub).public_id == tie.public_id

    def test_nobody_changes_the_ties_of_others(self, own_partner, other_partner, hub, sign_in):
        tie = factories.make_affiliation(own_partner, hub, "served_by")
        assert edit(sign_in(other_partner), own_partner, tie).status_code == 404

    def test_a_tie_of_another_partner_is_not_found_here(self, own_partner, partner_rep, hub, sign_in):
        tie = factories.make_affiliation(factories.make_partner(), hub, "served_by")
        assert edit(sign_in(partner_rep), own_partner, tie).status_code == 404


class TestWhoReads:
    @pytest.mark.parametrize("end", ["own", "hidden"])
    def test_a_hidden_partner_leaves_no_trace_on_the_pages_of_others(
        self, end, own_partner, partner_rep, other_partner, staff, sign_in
    ):
        hidden = factories.make_partner("Hidden Hub", kind="infrastructure_hub", visibility="staff")
        ends = (own_partner, hidden) if end == "own" else (hidden, own_partner)
        tie = factories.make_affiliation(*ends, "chapter")
        for user in (partner_rep, other_partner):
            page = sign_in(user).get(own_partner.get_absolute_url())
            assert "Hidden" not in text_of(page)
            assert [each.partner.name for each in page.context["profile"].ties] == ["Copper State Table"]
            assert edit(sign_in(user), own_partner, tie).status_code == 404
        assert "Hidden Hub" in page_of(sign_in(staff), own_partner)

    def test_a_hidden_name_cannot_be_found_out_by_typing_it(self, own_partner, partner_rep, sign_in):
        factories.make_partner("Hidden Hub", visibility="staff", other_names="HH")
        for name in ("Hidden Hub", "HH", "Hidden Hu"):
            text = text_of(add(sign_in(partner_rep), own_partner, other=name))
            assert "No partner is called" in text and "Do you mean" not in text

    def test_the_picture_draws_a_few_and_counts_the_rest_that_one_may_see(self, staff, state_table, sign_in):
        for _ in range(9):
            factories.make_affiliation(factories.make_partner(), state_table)
        factories.make_affiliation(factories.make_partner(visibility="private"), state_table)
        page = sign_in(staff).get(state_table.get_absolute_url())
        below = page.context["picture"].below
        assert (len(below.ties), below.more) == (6, 3)
        assert "3 more" in text_of(page)


def test_a_day_decides_whether_a_tie_is_in_force(own_partner, hub, viewer, staff):
    from partners.reports.ties import ties_of

    Affiliation.objects.create(
        partner=own_partner, to=hub, kind="served_by", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 1, 31)
    )
    for day, is_now in ((dt.date(2025, 12, 31), False), (dt.date(2026, 1, 31), True), (dt.date(2026, 2, 1), False)):
        ties = {tie.partner: tie.is_now for tie in ties_of(own_partner, viewer(staff), today=day)}
        assert ties[hub] is is_now
