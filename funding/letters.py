"""Letters about money: what an organization still needs, and what is owed for awards.

Others read mail, too: nothing in them that is not public, and never an amount.
"""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.letters import site_url
from accounts.models import User
from accounts.visibility import Visibility
from funding.models import NeedAsk, Requirement
from funding.models.need import need_address
from mvp_coord.lib import wording

SUBJECT = "What do you still need?"
OWED_SUBJECT = "What is owed for an award"


def send_need_letter(user: User, ask: NeedAsk) -> None:
    """Write the letter into the outbox. Others read mail, too: an organization that is not public stays unnamed."""
    partner = ask.entity.partner
    facts = {
        "user": user,
        "name": partner.name if partner.visibility == Visibility.PUBLIC else "",
        "cycle": ask.cycle,
        "url": site_url(need_address(ask.entity, ask.cycle)),
        "settings_url": site_url(reverse("accounts:settings")),
        "site_name": settings.SITE_NAME,
    }
    html = render_to_string("funding/letters/need.html", facts)
    send_mail(SUBJECT, render_to_string("funding/letters/need.txt", facts), None, [user.email], html_message=html)


def send_owed_letter(user: User, owed: Sequence[Requirement], *, today: dt.date) -> None:
    """Write the letter into the outbox: what kind of thing is due and when, and neither for which award nor whose."""
    facts = {
        "user": user,
        "lines": [f"{each.get_kind_display()}, {_when(each.due_on, today)}" for each in owed],
        "url": site_url(reverse("funding:owed")),
        "settings_url": site_url(reverse("accounts:settings")),
        "site_name": settings.SITE_NAME,
    }
    html = render_to_string("funding/letters/owed.html", facts)
    send_mail(
        OWED_SUBJECT, render_to_string("funding/letters/owed.txt", facts), None, [user.email], html_message=html
    )


def _when(due_on: dt.date, today: dt.date) -> str:
    if due_on == today:
        return "due today"
    return f"{'due' if due_on > today else 'was due'} {wording.day(due_on)}"
