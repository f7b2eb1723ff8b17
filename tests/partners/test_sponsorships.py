"""Fiscal sponsors over time: one on any day, never in a circle, and shown only where both partners may be seen."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partners.models import Sponsorship
from tests import factories, family_factories

D = dt.date


@pytest.fixture
def project(own_partner):
    return factories.make_entity(own_partner, vehicle="sponsored", legal_name="Ocotillo Project")


@pytest.fixture
def house(db):
    return factories.make_entity(
        factories.make_partner("Umbrella House"), "c3_public", legal_name="Umbrella House Inc."
    )


def add(client, project, **filled):
    address = reverse("partners:add-sponsor", args=[project.partner.slug, project.public_id])
    form = client.get(address).context["form"]
    return client.post(address, {"ticket": form["ticket"].value(), "sponsor": "Umbrella House Inc.", **filled})


class TestWhatCanNeverBe:
    def test_a_circle_is_refused_by_the_database(self, project, house):
        middle = factories.make_entity()
        family_factories.make_sponsorship(project, middle)
        family_factories.make_sponsorship(middle, house)
        with pytest.raises(IntegrityError, match="sponsorship_no_cycle"), transaction.atomic():
            family_factories.make_sponsorship(house, project)

    def test_an_update_that_closes_a_circle_is_refused_as_well(self, project, house):
        row = family_factories.make_sponsorship(house, factories.make_entity())
        family_factories.make_sponsorship(project, house)
        with pytest.raises(IntegrityError, match="sponsorship_no_cycle"), transaction.atomic():
            Sponsorship.objects.filter(pk=row.pk).update(sponsor=project)

    def test_they_may_change_roles_in_other_years(self, project, house):
        family_factories.make_sponsorship(project, house, ends_on=D(2019, 12, 31))
        family_factories.make_sponsorship(house, project, starts_on=D(2020, 1, 1))
        roles = [Sponsorship.objects.on(day).get() for day in (D(2019, 12, 31), D(2020, 1, 1))]
        assert [(each.project, each.sponsor) for each in roles] == [(project, house), (house, project)]

    def test_one_day_in_common_is_one_too_many(self, project, house):
        family_factories.make_sponsorship(project, house, ends_on=D(2020, 1, 1))
        with pytest.raises(IntegrityError, match="sponsorships_do_not_overlap"), transaction.atomic():
            family_factories.make_sponsorship(project, starts_on=D(2020, 1, 1))
        family_factories.make_sponsorship(project, starts_on=D(2020, 1, 2))


class TestWhoItIsNow:
    def test_the_sponsor_of_a_day_is_the_one_in_force(self, project, house):
        family_factories.make_sponsorship(project, house, ends_on=D(2020, 6, 30))
        later = family_factories.make_sponsorship(project, starts_on=D(2020, 7, 1)).sponsor
        held = {
            day: Sponsorship.objects.on(day).get(project=project).sponsor_id
            for day in (D(2020, 6, 30), D(2020, 7, 1))
        }
        assert list(held.values()) == [house.pk, later.pk]


class TestPages:
    def test_staff_add_a_sponsor_by_its_name_or_its_ein(self, project, house, staff, sign_in):
        house.ein = "123456789"
        house.save()
        client = sign_in(staff)
        assert add(client, project, ends_on="2019-12-31").status_code == 302
        assert add(client, project, sponsor="12-3456789", starts_on="2020-01-01").status_code == 302
        assert [row.sponsor_id for row in project.sponsorships.all()] == [house.pk] * 2
        text = client.get(project.partner.get_absolute_url()).content.decode()
        assert "Fiscal sponsor:" in text and "Was sponsored by" in text

    def test_the_one_before_can_end_on_the_day_before(self, project, house, staff, sign_in):
        former = family_factories.make_sponsorship(project)
        client = sign_in(staff)
        refused = add(client, project, starts_on="2026-03-01")
        assert "another fiscal sponsor in these days" in refused.content.decode()
        assert add(client, project, starts_on="2026-03-01", ends_former="on").status_code == 302
        former.refresh_from_db()
        assert former.ends_on == D(2026, 2, 28)

    @pytest.mark.parametrize(
        ("filled", "said"),
        [
            ({"sponsor": "Nobody At All"}, "No legal entity is called"),
            ({"sponsor": "Umbrella"}, "Do you mean Umbrella House Inc.?"),
            ({"sponsor": "Ocotillo Project"}, "cannot be its own fiscal sponsor"),
            ({"starts_on": "2026-03-02", "ends_on": "2026-03-01"}, "end before it begins"),
            ({"ends_former": "on"}, "Say on which day it begins"),
            ({"ends_former": "on", "starts_on": "0001-01-01"}, "Say on which day it begins"),
        ],
    )
    def test_what_cannot_be_is_said_at_its_field(self, filled, said, project, house, staff, sign_in):
        response = add(sign_in(staff), project, **filled)
        assert response.status_code == 422
        assert said in response.content.decode()
        assert not Sponsorship.objects.exists()

    def test_two_edits_at_once_show_both_versions(self, project, house, staff, sign_in):
        row = family_factories.make_sponsorship(project, house)
        address = reverse("partners:edit-sponsor", args=[project.partner.slug, row.public_id])
        client = sign_in(staff)
        form = client.get(address).context["form"]
        data = {name: form[name].value() or "" for name in form.fields}
        assert data["sponsor"] == "Umbrella House Inc."
        assert client.post(address, {**data, "source": "Agreement of May"}).status_code == 302
        assert client.post(address, {**data, "source": "Agreement of June"}).status_code == 409

    def test_a_sponsor_that_one_may_not_see_leaves_no_trace(self, project, staff, other_partner, sign_in):
        hidden = factories.make_entity(
            factories.make_partner("Hidden House", visibility="staff"), legal_name="Hidden Inc."
        )
        family_factories.make_sponsorship(project, hidden)
        assert "Hidden Inc." in sign_in(staff).get(project.partner.get_absolute_url()).content.decode()
        text = sign_in(other_partner).get(project.partner.get_absolute_url()).content.decode()
        assert "Hidden" not in text and "Fiscal sponsor:" not in text

    def test_a_contact_cannot_name_what_it_may_not_see(self, project, partner_rep, sign_in):
        factories.make_entity(
            factories.make_partner("Hidden", visibility="staff"), legal_name="Hidden Inc.", ein="123456789"
        )
        for name in ("Hidden Inc.", "12-3456789", "Hidden"):
            response = add(sign_in(partner_rep), project, sponsor=name)
            assert "No legal entity is called" in response.content.decode()
            assert "Do you mean" not in response.content.decode()

    def test_a_private_sponsor_is_neither_told_of_nor_ended(self, project, house, staff, sign_in):
        secret = factories.make_entity(factories.make_partner("Secret House", visibility="private"))
        former = family_factories.make_sponsorship(project, secret)
        for more in ({}, {"ends_former": "on"}):
            text = add(sign_in(staff), project, starts_on="2026-03-01", **more).content.decode()
            assert "cannot be saved for these days" in text and "another fiscal sponsor" not in text
        former.refresh_from_db()
        assert former.ends_on is None
