"""Mail that no mail server takes along, for those who pass it on by hand: only where EMAIL_URL is not set.

A message may hold a link that opens an account. So its text is shown to nobody who would gain by it: mail to a
colleague, who may advise donors, to its recipient and admins alone. Mail to donors is known only to admins and to
the adviser of the donor.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import Request, needs
from accounts.models import OutboxMessage, User
from accounts.visibility import Viewer
from funding.models import Donor
from mvp_coord.lib.htmx import render_page

NEWEST = 100


@dataclass(frozen=True)
class Letter:
    """A message as one reader may see it; `closed` says why its text is not shown ("" where it is)."""

    message: OutboxMessage
    closed: str


@needs("insider")
def message_list(request: Request) -> HttpResponse:
    """The newest messages, without their text."""
    found = _known_to(request.viewer)
    return render_page(request, "accounts/outbox_list.html", {"found": found[:NEWEST], "total": found.count()})


@needs("insider")
def message(request: Request, public_id: str) -> HttpResponse:
    """One message, with its text if this reader may see it."""
    found = get_object_or_404(_known_to(request.viewer), public_id=public_id)
    context = {
        "letter": Letter(found, _why_closed(found, request.user)),
        "crumbs": [(reverse("accounts:outbox"), "Outbox")],
    }
    return render_page(request, "accounts/outbox_detail.html", context)


def _known_to(viewer: Viewer) -> QuerySet[OutboxMessage]:
    """All messages but those to donors whom somebody else advises; the page is not there where mail is sent."""
    if settings.EMAIL_URL:
        raise Http404
    if viewer.is_admin:
        return OutboxMessage.objects.all()
    others = Donor.objects.exclude(pk__in=Donor.objects.visible_to(viewer).values("pk"))
    return OutboxMessage.objects.exclude(to__in=others.values("user__email"))


def _why_closed(message: OutboxMessage, reader: User) -> str:
    recipient = User.objects.filter(email=message.to).first()
    if recipient is None or recipient == reader or reader.is_admin:
        return ""
    if recipient.is_admin or recipient.is_staff:
        return "Its recipient may read what you may not, and it may hold a link to the account. Ask an admin."
    return ""
