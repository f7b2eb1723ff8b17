"""Canaries in rows that contacts and staff paste: people of an organization, and of one that there is not yet."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from partners.models import Partner

HEADINGS = ("Organization", "Name", "Role", "E-mail")


def plant_pasted(world: Any, cast: dict[str, User | None], partners: dict[str, Partner]) -> None:
    """Contacts paste rows about their own organization, staff about one that staff may know: for the sender alone."""
    staff_may_know = Partner.objects.get(visibility="staff")
    for member in ("partner_rep", "other_partner", "staff"):
        _paste(world, cast[member], partners.get(member, staff_may_know), frozenset({member}))


def _paste(world: Any, user: User | None, partner: Partner, may: frozenset[str]) -> None:
    client = Client()
    client.force_login(user)
    people = [(partner.name, *_person(world, may)), ("Nobody knows these", *_person(world, may))]
    pasted = "\n".join("\t".join(row) for row in (HEADINGS, *people))
    answer = client.post(reverse("sheets:new"), {"kind": "contacts", "pasted": pasted, "state": "AZ"})
    assert answer.status_code == 302, answer.content.decode()


def _person(world: Any, may: frozenset[str]) -> list[str]:
    name, role, mail = (world.word("a pasted row", may, field="sheets.ImportRow.values") for _ in range(3))
    return [name, role, f"{mail}@example.org"]
