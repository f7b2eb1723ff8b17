"""The jobs of accounts: taking mail to the mail server, and clearing away what is over."""

from importlib import import_module

from celery import shared_task
from django.conf import settings

from . import outbox


@shared_task
def send_mail() -> None:
    """Send what waits in the outbox. What became of each message is told by its own row."""
    if settings.MAIL_SERVER_BACKEND:
        outbox.send_due()


@shared_task
def clear_old_sessions() -> None:
    """Delete the sessions that have ended by themselves."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
