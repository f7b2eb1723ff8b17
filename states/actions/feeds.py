"""Opening and revoking the addresses by which people's own calendars read that of a state."""

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from states.models import CalendarFeed, State


def open_feed(state: State, *, by: User) -> CalendarFeed:
    """This person's feed of this state; asked twice, the same one."""
    with change(by=by, verb="opened a calendar feed"):
        User.objects.select_for_update().get(pk=by.pk)  # two clicks at once wait for one another
        known = CalendarFeed.objects.open().owned_by(by).filter(state=state).first()
        return known or CalendarFeed.objects.create(owner=by, state=state)


def revoke_feed(feed: CalendarFeed, *, by: User) -> None:
    """From now on its address is not found. Revoked twice, the first one stands."""
    with change(by=by, verb="revoked a calendar feed"):
        CalendarFeed.objects.filter(pk=feed.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
