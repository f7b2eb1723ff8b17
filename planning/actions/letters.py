"""Telling contacts by mail what is new in overlaps of their plans, state tables what nobody has settled, and staff
what is said in the cases that they look after."""

import datetime as dt
import secrets
from collections import Counter
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.letters import site_url
from accounts.models import User
from accounts.reports import digest_of
from mvp_coord.jobs.actions import run_job
from mvp_coord.jobs.models import JobRun
from mvp_coord.lib import wording
from partners.models import Membership, Partner
from partners.viewers import viewer_of
from planning.models import CaseLetter, Overlap
from planning.reports.news import KINDS, News, news_of

JOB: Final = "tell of overlaps"
GOOD_FOR: Final = dt.timedelta(days=14)
SUBJECT: Final = "News for an organization that you speak for"
SUBJECT_OF_OWNERS: Final = "News on overlaps that you look after"


def tell_daily(*, slot: str) -> JobRun | None:
    """Write once for this turn of the schedule; None where this turn was taken."""
    return run_job(name=JOB, slot=slot, work=tell_contacts)


def tell_contacts() -> dict[str, int]:
    """Write to every contact, and every owner of a case, for whom something is new; how many letters, and how much
    they tell.

    Letters, their rows and the receipt of the job are one transaction: killed in the middle, nobody was written to.
    Nobody is written to twice on one day, nor told the same twice.
    """
    today, counts = timezone.localdate(), {"letters": 0, "news": 0}
    for user in _contacts(today):
        told = {key for news in CaseLetter.objects.filter(user=user).values_list("news", flat=True) for key in news}
        fresh = [each for each in news_of(viewer_of(user), today=today) if each.key not in told]
        if fresh:
            _write(user, fresh, today)
            counts["letters"] += 1
            counts["news"] += len(fresh)
    return counts


def find_letter(token: str) -> CaseLetter | None:
    """The letter whose link this is, if it still opens; None for any other."""
    return CaseLetter.objects.good().select_related("user").filter(digest=digest_of(token)).first()


def _contacts(today: dt.date) -> list[User]:
    """Those who may answer for an organization or look after a case, read letters, and were not written to today."""
    seats = Membership.objects.filter(can_edit=True).exclude(partner__status=Partner.Status.MERGED)
    owners = Q(is_staff=True, pk__in=Overlap.objects.filter(owner__isnull=False).values("owner"))
    readers = User.objects.filter(is_active=True, letters_on=True, invitation=None)
    users = readers.filter(owners | Q(pk__in=seats.values("user")))
    written = CaseLetter.objects.filter(sent_on=today)
    return list(users.exclude(pk__in=written.values("user")).order_by("pk"))


def _write(user: User, fresh: list[News], today: dt.date) -> None:
    token, until = secrets.token_urlsafe(32), timezone.now() + GOOD_FOR
    CaseLetter.objects.create(
        user=user,
        address=user.email,
        digest=digest_of(token),
        news=[each.key for each in fresh],
        sent_on=today,
        expires_at=until,
    )
    counts = Counter(each.kind for each in fresh)
    of_owner = all(kind.startswith("owned-") for kind in counts)
    facts = {
        "user": user,
        "of_owner": of_owner,
        # Mail is read by others, too, so it counts and names nothing; the link shows what its reader may see.
        "lines": [wording.plural(counts[kind], words) for kind, words in KINDS.items() if counts[kind]],
        "until": timezone.localdate(until),
        "url": site_url(reverse("planning:case-letter", args=[token])),
        "settings_url": site_url(reverse("accounts:settings")),
        "site_name": settings.SITE_NAME,
    }
    subject = SUBJECT_OF_OWNERS if of_owner else SUBJECT
    mail = EmailMultiAlternatives(subject, render_to_string("planning/letters/news.txt", facts), None, [user.email])
    mail.attach_alternative(render_to_string("planning/letters/news.html", facts), "text/html")
    mail.send()
