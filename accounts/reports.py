"""Reads about accounts: whom a sign-up link invites."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from .models import Invitation, User


def digest_of(token: str) -> str:
    """What is kept of a link's secret: its SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_invited(token: str) -> User | None:
    """The person whom this link invites; None if it was used, replaced or is too old."""
    earliest = timezone.now() - timedelta(seconds=settings.INVITATION_TIMEOUT_SECONDS)
    invitation = (
        Invitation.objects.filter(digest=digest_of(token), invited_at__gt=earliest, user__is_active=True)
        .select_related("user")
        .first()
    )
    return invitation.user if invitation else None
