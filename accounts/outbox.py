"""Mail as rows: written in the transaction of the page that sends it, taken to the mail server by a job.

So nobody waits for a mail server, none is sent for what was rolled back, and none is lost while the server is
away. Where no server is set (EMAIL_URL), staff read the messages at /outbox/.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from .models import OutboxMessage

FIRST_PAUSE = timedelta(minutes=1)  # and twice as long after each refusal: the eighth comes two hours later
MAILS_PER_TURN = 100


class OutboxBackend(BaseEmailBackend):
    """Django's way to send mail, writing to `OutboxMessage` instead: a row per recipient, text and perhaps a page."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        OutboxMessage.objects.bulk_create(
            OutboxMessage(
                to=to.strip().lower(), subject=str(message.subject), body=str(message.body), html=_page_of(message)
            )
            for message in email_messages
            for to in message.recipients()
        )
        return len(email_messages)


def _page_of(message: EmailMessage) -> str:
    """What the mail looks like as a page; nothing of one that is text alone."""
    alternatives = getattr(message, "alternatives", [])
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")


def send_due() -> dict[str, int]:
    """Take what is due to the mail server; how many it took and how many it refused.

    Each message is its own transaction, so a worker that is killed sends at most one of them twice.
    """
    counts = {"sent": 0, "refused": 0}
    for _ in range(MAILS_PER_TURN):
        with transaction.atomic():
            message = OutboxMessage.objects.due(timezone.now()).select_for_update(skip_locked=True).last()
            if message is None:
                break
            counts["sent" if _send(message) else "refused"] += 1
    return counts


def _send(message: OutboxMessage) -> bool:
    """Give one message to the server; what it answers is kept with the message."""
    server = get_connection(settings.MAIL_SERVER_BACKEND, timeout=settings.EMAIL_TIMEOUT)
    try:
        mail = EmailMultiAlternatives(message.subject, message.body, to=[message.to], connection=server)
        if message.html:
            mail.attach_alternative(message.html, "text/html")
        mail.send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; ValueError: no mail can be made of it
        message.due_at = timezone.now() + FIRST_PAUSE * 2**message.attempts
        message.attempts += 1
        message.problem = f"{type(error).__name__}: {error}"[:300]
    else:
        message.sent_at, message.body, message.html, message.problem = timezone.now(), "", "", ""
    message.save(update_fields=["sent_at", "body", "html", "due_at", "attempts", "problem"])
    return message.sent_at is not None
