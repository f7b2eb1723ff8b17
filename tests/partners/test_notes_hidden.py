"""Notes are told to nobody but staff: in no count, file, search, history or mail.

That no page tells of one to anybody else is tried where every page is asked for by everybody, in test_access.py.
"""

import pytest
from django.urls import reverse

from accounts.models import OutboxMessage
from partners.models import Note
from tests import talks
from tests.addresses import DONORS, INSIDERS, MEMBERS, STAFF
from tests.cast import CAST

pytestmark = pytest.mark.django_db
SECRET = "zqxsecretnote"


@pytest.fixture
def secret(own_partner, staff) -> Note:
    """A note in which every field that people write says the secret."""
    facts = {"next_action": f"{SECRET} action", "tags": [SECRET], "due_on": "2026-01-01"}
    return talks.make_note(own_partner, staff, text=f"{SECRET} text", **facts)


def tells(client, address: str) -> bool:
    """Whether what this address answers says the secret, with and without htmx."""
    answers = [client.get(address, headers=headers) for headers in ({}, {"HX-Request": "true"})]
    said = "".join(answer.content.decode(errors="replace") + str(answer.headers) for answer in answers)
    return SECRET in said


@pytest.mark.parametrize("member", sorted(set(CAST) - STAFF))
def test_neither_the_partner_of_a_note_nor_a_search_tells_of_it(member, cast, sign_in, secret):
    client, slug = sign_in(cast[member]), secret.partner.slug
    about = [reverse("partners:detail", args=[slug]), f"/notes/?partner={slug}", secret.get_absolute_url()]
    searches = [f"{path}?q={SECRET[:-1]}" for path in ("/partners/", "/resources/", "/notes/")]
    assert not [address for address in [*about, *searches] if tells(client, address)]


@pytest.mark.parametrize("member", ["staff", "counsel"])
def test_staff_are_told(member, cast, sign_in, secret):
    client = sign_in(cast[member])
    assert all(
        tells(client, each) for each in (secret.partner.get_absolute_url(), "/notes/", secret.get_absolute_url())
    )


@pytest.mark.parametrize("member", sorted(DONORS | MEMBERS | {"admin"}))
def test_with_and_without_notes_pages_are_the_same(member, cast, sign_in, own_partner, staff):
    def seen() -> list[str]:
        client = sign_in(cast[member])
        addresses = ("/", "/partners/", own_partner.get_absolute_url(), "/partners/?q=ocotillo")
        return [_without_tokens(client.get(each).content.decode()) for each in addresses]

    before = seen()
    talks.make_note(own_partner, staff, next_action="Call", due_on="2026-01-01", tags=["budget"])
    assert seen() == before


def _without_tokens(page: str) -> str:
    """A page without what differs at every request."""
    return "\n".join(line for line in page.splitlines() if "csrf" not in line and "request" not in line.lower())


def test_a_search_for_its_words_finds_no_partner_for_anybody(cast, sign_in, secret):
    for member in INSIDERS | MEMBERS | DONORS:
        found = sign_in(cast[member]).get(f"/partners/?q={SECRET}").context["form"].facets.total
        assert found == 0, member


def test_no_mail_tells_of_a_note(secret):
    assert not OutboxMessage.objects.filter(body__contains=SECRET).exists()


def test_its_name_in_messages_says_nothing_of_it(secret):
    assert SECRET not in str(secret)


@pytest.mark.parametrize("member", sorted(set(CAST) - STAFF))
def test_nobody_but_staff_changes_a_note(member, cast, sign_in, secret):
    client = sign_in(cast[member])
    for step in ("edit", "done", "reopen", "remove", "restore"):
        assert client.post(f"/notes/{secret.public_id}/{step}/").status_code in {302, 404}
    fresh = Note.objects.get(pk=secret.pk)
    assert (fresh.text, fresh.done_at, fresh.removed_at) == (secret.text, None, None)
