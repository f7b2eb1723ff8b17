"""Plain functions that make notes of talks with partners, and letters to their contacts, for tests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.reports import digest_of
from mvp_coord.lib.public_id import new_public_id
from partners.models import Note, Partner, TruthLetter
from tests import factories


def make_letter(user: User | None = None, partner: Partner | None = None, **facts: Any) -> TruthLetter:
    """A letter of today, whose link is good for a fortnight; `token` is its secret."""
    user, now = user or factories.make_user(), timezone.now()
    facts = {"address": user.email, "digest": digest_of(facts.pop("token", new_public_id())), **facts}
    facts = {"asked_on": timezone.localdate(), "expires_at": now + dt.timedelta(days=14), **facts}
    return TruthLetter.objects.create(user=user, partner=partner or factories.make_partner(), **facts)


def make_note(partner: Partner | None = None, author: User | None = None, **facts: Any) -> Note:
    """A call, seen by all staff; with a `next_action`, for its author to act on unless told otherwise."""
    author = author or factories.make_user(is_staff=True)
    facts = {"text": "They have a new director.", **facts}
    if facts.get("next_action"):
        facts.setdefault("assigned_to", author)
    return Note.objects.create(partner=partner or factories.make_partner(), written_by=author, **facts)
