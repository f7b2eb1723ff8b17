"""What an import said of partners is read for as long as they are shared with its sender; after that, its counts."""

import pytest
from django.urls import reverse

from partners.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db

KEPT = "Rows by outcome"
WHY = "not shared with you any more"


@pytest.fixture
def page(sign_in):
    def get(user, batch, query: str = "") -> str:
        return sign_in(user).get(reverse("sheets:detail", args=[batch.public_id]) + query).content.decode()

    return get


@pytest.fixture
def canyon(db):
    return factories.make_partner("Canyon Votes", website="https://canyon-secret.example", summary="Quiet doors.")


def hide(partner) -> None:
    Partner.objects.filter(pk=partner.pk).update(visibility="private")


@pytest.mark.parametrize(
    ("kind", "text", "more"),
    [
        ("partners", "Id,Name,Summary\ncanyon-votes,Canyon Votes,Loud doors.\n", {}),
        ("partners", "Name,Kind,Website\nCanyon Voters,national,canyon-secret.example\n", {}),
        ("contacts", "Partner,Name\nCanyon Votes,Rosa\n", {}),
        ("contacts", "Partner,Name\nCanyon Vote,Rosa\n", {}),
        ("plans", "Row,Organization,Type,Tactic,Where,Start,End\n1,Canyon Vote,GOTV,Doors,Pima,8/2/27,9/26/27\n", {}),
        ("resources", "Partner,Title,Kind,Summary,Link\nCanyon Votes,Guide,guide,G.,https://o.example/g\n", {}),
    ],
    ids=["changed", "asked about", "a person", "a person asked about", "a plan asked about", "a resource"],
)
def test_rows_of_a_partner_that_became_private_are_withheld(staff, canyon, page, sending, kind, text, more):
    factories.make_county("Pima County")
    factories.make_program_type("gotv")
    factories.make_tactic("door-canvass", aliases=["doors"])
    batch = sending(staff, text, kind=kind, **({"state": "AZ"} if kind == "plans" else {}))
    assert batch.about == [canyon.pk]
    assert "Canyon" in page(staff, batch) and WHY not in page(staff, batch)
    hide(canyon)
    for query in ("", "?rows=created", "?after=zzz"):
        told = page(staff, batch, query)
        assert "Canyon" not in told and "canyon" not in told and "Quiet" not in told
    assert KEPT in told and WHY in told


def test_a_refusal_that_names_others_is_withheld_with_them(staff, page, sending):
    for number in range(2):
        factories.make_partner("Mesa Table", slug=f"mesa-secret-{number}")
    batch = sending(staff, "Partner,Name\nMesa Table,Rosa\n", kind="contacts")
    assert "mesa-secret-1" in page(staff, batch)
    hide(Partner.objects.get(slug="mesa-secret-1"))
    assert "mesa-secret" not in page(staff, batch)


def test_who_speaks_for_another_organization_now_reads_no_rows_of_the_former(
    partner_rep, own_partner, page, sending, pressing
):
    text = "Organization,Name,E-mail,Seen by\n{},Rosa Canyon,rosa@o.example,private\n"
    batch = pressing(partner_rep, sending(partner_rep, text.format(own_partner.name), kind="contacts"))
    assert "rosa@o.example" in page(partner_rep, batch)
    survivor = factories.make_partner("Juniper Votes")
    partner_rep.memberships.update(partner=survivor)
    assert "Rosa" not in page(partner_rep, batch) and WHY in page(partner_rep, batch)
    Partner.objects.filter(pk=own_partner.pk).update(status="merged", merged_into=survivor)
    assert "Rosa" in page(partner_rep, batch)


def test_a_partner_that_is_gone_withholds_nothing(staff, canyon, page, sending):
    batch = sending(staff, "Id,Name,Summary\ncanyon-votes,Canyon Votes,Loud doors.\n")
    canyon.delete()
    assert "Loud doors." in page(staff, batch)
