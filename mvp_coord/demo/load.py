"""Loading the demo: once, into a directory that holds nothing of anybody else's."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.demo import DEMO_PASSWORD, demo_email
from accounts.history import change
from accounts.models import User
from funding.actions.blind import publish
from funding.models import Donor
from mvp_coord.lib.wording import plural
from partners.actions.duplicates import search_daily
from partners.models import Activity, Membership, Partner
from partners.reference import SOURCE as REFERENCE_SOURCE
from planning.actions import refresh_all_overlaps
from planning.models import Overlap

from .agreements import load_agreements
from .asks import load_asks
from .books import keep_books, look_ahead
from .calendar import load_calendar
from .directory import Directory
from .families import load_families
from .gaps import act_on_gaps
from .house_rules import load_house_rules
from .ledger import load_money, load_recommendations, take_steps
from .lists import act_on_lists
from .meetings import hold_meetings
from .meters import load_figures
from .organizations import ORGANIZATIONS
from .people import ACCOUNTS, HOME_SLUG
from .places import load_electorates, place_ids
from .power import load_people_power
from .published import load_published
from .sent import send_sheets
from .shapes import SOURCE
from .shelf import load_library
from .talks import load_talks


class DemoRefused(Exception):
    """The demo is not loaded here; the text says why."""


@dataclass(frozen=True)
class Loaded:
    """What there is now: how many partners and activities of the demo, and whether this call brought them."""

    partners: int
    activities: int
    is_new: bool


def load_demo(*, today: dt.date | None = None, force: bool = False) -> Loaded:
    """Load the demo if it is not there, look for overlaps and duplicates, settle one case. Twice is the same as once.

    `today` is the day from which ages count back. Raises `DemoRefused` on a production instance, and where the
    directory holds partners that are neither reference data nor demo, unless `force`.
    """
    _refuse(force=force)
    is_new = not is_loaded()
    if is_new:
        with transaction.atomic():
            _load(today or timezone.localdate())
    if not Overlap.objects.filter(settlement__isnull=False).exists():
        refresh_all_overlaps(slot=f"demo {timezone.now().isoformat()}")
        load_agreements()
    if is_new:
        search_daily(slot=f"demo {timezone.now().isoformat()}")
        act_on_lists()
        send_sheets()
    return Loaded(
        Partner.objects.filter(source=SOURCE).count(),
        Activity.objects.filter(program__source=SOURCE).count(),
        is_new,
    )


def is_loaded() -> bool:
    """Whether the demo is in this database, changed since or not."""
    return Partner.objects.filter(slug=HOME_SLUG, source=SOURCE).exists()


def _refuse(*, force: bool) -> None:
    if settings.PRODUCTION:
        raise DemoRefused("This is a production instance: demo accounts have a public password.")
    others = Partner.objects.exclude(source__in=[SOURCE, REFERENCE_SOURCE]).count()
    if others and not force and not is_loaded():
        raise DemoRefused(
            f"The directory already holds {plural(others, 'partner')} of its own, and the demo is for an empty one; "
            "--force loads it all the same."
        )


def _load(today: dt.date) -> None:
    places = place_ids()
    load_electorates(places)
    with change(by=None, verb="loaded", reason=SOURCE):
        directory = Directory(today=today, places=places)
        for org in ORGANIZATIONS:
            directory.add(org)
        for org in ORGANIZATIONS:
            directory.tie(org)
        people = _accounts(directory)
        load_families(directory, people)
        made = load_money(directory, people)
        publish()
        load_asks(directory, people)
        load_published(directory, made)
        keep_books(made, people, today)
        load_figures(directory, people, today)
        load_recommendations(directory, people)
        load_library(directory, people)
        load_talks(directory, people)
        load_people_power(directory)
        load_calendar(directory, people)
        act_on_gaps(directory, people)
    load_house_rules(people)
    take_steps(made, by=people["Staff"])
    look_ahead(made, people)
    hold_meetings(made, people, today)


def _accounts(directory: Directory) -> dict[str, User]:
    people = {}
    for account in ACCOUNTS:
        user = User.objects.create_user(
            demo_email(account.role), DEMO_PASSWORD, name=account.name, is_demo=True, **account.flags
        )
        people[account.role] = user
        if account.partner:
            Membership.objects.create(user=user, partner=directory.partners[account.partner])
        if account.is_donor:
            Donor.objects.create(user=user, adviser=people["Staff"])
    return people
