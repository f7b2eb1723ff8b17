"""Every letter that the product writes by itself, to everybody of the cast and to a contact of every organization."""

import datetime as dt
import re

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import letters
from accounts.actions import invite_user
from accounts.models import OutboxMessage, User
from funding.actions.need_asks import ask_for_statement
from funding.actions.reminders import remind_daily
from funding.models import Need
from partners.actions.asking import ask_weekly
from partners.models import Membership, Partner
from planning.actions.letters import tell_daily
from tests import factories

LONG_AGO = timezone.localdate() - dt.timedelta(days=300)
LINK = re.compile(r"https?://[^/\s\"]+(/[^\s\"<]+)")


def write_letters(cast: dict[str, User | None]) -> None:
    """Ask contacts whether all is still true, tell them of overlaps and what they owe, invite, send new passwords."""
    Partner.objects.update(assured_on=LONG_AGO)
    for partner in Partner.objects.exclude(pk__in=Membership.objects.values("partner")):
        factories.make_member(factories.make_user(f"contact.{partner.pk}@example.org"), partner)
    ask_weekly(slot="2026-W48")
    tell_daily(slot="2026-11-28")
    for need in Need.objects.shown().select_related("entity__partner", "cycle"):
        ask_for_statement(entity=need.entity, cycle=need.cycle, by=cast["staff"])
    remind_daily(slot="2026-11-28")
    invited = invite_user(email="new@example.org", by=cast["staff"], is_staff=True)
    letters.send_invitation(invited, by=cast["staff"], to_what="work here as staff")
    visitor = Client()
    for user in filter(None, cast.values()):
        visitor.post(reverse("account_reset_password"), {"email": user.email})


def links_in(message: OutboxMessage) -> list[str]:
    """The paths of ours that a letter leads to."""
    return sorted(set(LINK.findall(message.body + message.html)))
