"""The letter that asks a contact what its organization still needs, with nothing in it that is not public."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.letters import site_url
from accounts.models import User
from accounts.visibility import Visibility
from funding.models import NeedAsk
from funding.models.need import need_address

SUBJECT = "What do you still need?"


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
