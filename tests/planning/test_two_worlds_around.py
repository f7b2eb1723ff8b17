"""Two worlds that differ only in hidden rows: pages, lists, counts, files and letters are the same for others.

The world is read as it is, then again with everything in it that only staff may know. Time stands still, so that
whatever differs tells of something hidden.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from accounts.models import OutboxMessage
from partners.actions.asking import ask_weekly
from partners.actions.exports import ask_for_export
from partners.imports.partner_columns import PARTNER_FIELDS
from partners.tasks import make_due_exports
from planning import actions
from planning.actions.letters import tell_daily
from states.actions.feeds import open_feed
from states.models import State
from states.views.feeds import address_of
from tests.canary.letters import links_in
from tests.canary.walking import addresses, walk
from tests.planning.hidden_rows import make_hidden, make_visible, talk_of_hidden
from tests.planning.two_worlds import differences, plain, shown

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = dt.datetime(2027, 7, 20, 17, tzinfo=dt.UTC)
ASKED = ["/partners/?q=quiet", "/resources/?q=quiet", "/partners/likely/?name=Quiet+Hands", "/overlaps/?show=settled"]
ASKED += ["/partners/?sort=-states", "/overlaps/?partner=quiet-hands", "/gaps/?show=offered", "/people/?q=quiet"]


@pytest.fixture
def still() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def told(cast, own_partner, settings, sign_in):
    """Reads the world for one of the cast: all pages along their links, files, the calendar feed, and letters."""
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"

    def read(member: str) -> dict[str, str]:
        user = cast[member]
        as_it_was = transaction.savepoint()
        _ask_for_files(user)
        client, seen = sign_in(user), {}
        for address, answer in walk(client, iter([*ASKED, *addresses()])):
            seen[address] = shown(answer)
        feed = address_of(open_feed(State.objects.get(pk="AZ"), by=user))
        seen["calendar feed"] = shown(Client().get(feed))
        seen |= _letters_to(user)
        transaction.savepoint_rollback(as_it_was)
        return seen

    return read


def _ask_for_files(user: Any) -> None:
    columns = [field.name for field in PARTNER_FIELDS]
    for kind, form in (("partners", "csv"), ("partners", "xlsx"), ("plans", "csv")):
        facts = {"kind": kind, "file_format": form, "query": "", "asked": "", "fields": columns}
        ask_for_export(by=user, public_id=f"{kind}{form}", **facts)
    make_due_exports()


def _letters_to(user: Any) -> dict[str, str]:
    ask_weekly(slot="2027-W29")
    tell_daily(slot="2027-07-20")
    seen = {}
    for message in OutboxMessage.objects.filter(to=user.email).order_by("pk"):
        name = f"letter “{message.subject}”"
        seen[name] = plain(message.subject + message.body + message.html)
        for number, link in enumerate(links_in(message)):
            seen[f"{name}, link {number}"] = shown(Client().get(link, follow=True))
    return seen


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("member", ["partner_rep", "other_partner", "funder_rep", "donor"])
def test_what_one_may_not_see_changes_nothing_of_what_one_sees(member, cast, own_partner, told):
    other = cast["other_partner"].memberships.get().partner
    make_visible(own_partner, other, cast["staff"])
    actions.refresh_overlaps()
    without = told(member)
    make_hidden(own_partner, cast["staff"])
    actions.refresh_overlaps()
    talk_of_hidden(cast["staff"])
    with_hidden = told(member)
    leaks = differences(without, with_hidden)
    assert not leaks, "\n".join(leaks)
    # Much was read, and something of everything that may be seen.
    everything = "".join(with_hidden.values())
    assert "Quiet" not in everything.replace("quiet", "")
    assert len(without) > 40
    assert "Lantern Neighbors" in everything
