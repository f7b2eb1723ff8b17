"""The letter that asks a contact whether all is still true: text and page, with nothing in it that is not public.

Mail is read by others, too: by mail programs, by colleagues, by whoever forwards it. So the letter says of an
organization only what everybody here may read, and does not even name one that is not public.
"""

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.letters import site_url
from accounts.models import User
from accounts.visibility import Visibility
from partners.models import Partner, Program
from partners.reports.confirmations import CURRENT

SUBJECT = "Is this still true?"


def send_truth_letter(user: User, partner: Partner, *, token: str, until: dt.date) -> None:
    """Write the letter into the outbox."""
    is_public = partner.visibility == Visibility.PUBLIC
    facts = {
        "user": user,
        "partner": partner if is_public else None,
        "states": list(partner.partner_states.select_related("state")) if is_public else [],
        "programs": list(_public_programs(partner)) if is_public else [],
        "until": until,
        "url": site_url(reverse("partners:truth-letter", args=[token])),
        "home_url": site_url(reverse("home")),
        "settings_url": site_url(reverse("accounts:settings")),
        "site_name": settings.SITE_NAME,
    }
    text = render_to_string("partners/letters/still_true.txt", facts)
    mail = EmailMultiAlternatives(SUBJECT, text, None, [user.email])
    mail.attach_alternative(render_to_string("partners/letters/still_true.html", facts), "text/html")
    mail.send()


def _public_programs(partner: Partner) -> list[Program]:
    programs = Program.objects.filter(partner=partner, visibility=Visibility.PUBLIC, status__in=CURRENT)
    return list(programs.order_by("name", "pk"))
