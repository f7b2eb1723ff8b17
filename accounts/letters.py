"""The mails that accounts send by themselves, and the links in them."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from .actions import Invited
from .models import User

DEFAULT_SITE = "http://127.0.0.1:8000"


def site_url(path: str) -> str:
    """A path of ours as a whole address, for mails and the command line (SITE_URL says where we are)."""
    return f"{settings.SITE_URL or DEFAULT_SITE}{path}"


def entrance_url(invited: Invited) -> str:
    """Where an invited person goes: the sign-up link, or the login page for somebody who has a password."""
    if invited.token is None:
        return site_url(reverse("account_login"))
    return site_url(reverse("accounts:invited", kwargs={"token": invited.token}))


def send_invitation(invited: Invited, *, by: User | None, to_what: str = "") -> None:
    """Mail the way in. `to_what` says what for ("speak for Ocotillo Votes"), in the middle of a sentence."""
    facts = {
        "invited": invited,
        "by": by,
        "to_what": to_what,
        "url": entrance_url(invited),
        "days": settings.INVITATION_TIMEOUT_SECONDS // (24 * 3600),
        "site_name": settings.SITE_NAME,
    }
    body = render_to_string("accounts/invitation.txt", facts)
    send_mail(f"Your way into {settings.SITE_NAME}", body, None, [invited.user.email])
