"""Fiscal sponsors over time: adding one, changing its days, taking it away."""

import datetime as dt
from collections.abc import Callable, Collection
from functools import partial

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.constraints import refusing
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from partners.models import LegalEntity, Sponsorship
from partners.viewers import viewer_of

from .refusals import CannotBeSaved, StaleEdit


def add_sponsorship(
    project: LegalEntity, *, by: User, facts: Facts, public_id: str, ends_former: bool = False, reason: str = ""
) -> Sponsorship:
    """Add a sponsor under this address; sent twice, it is still one. Raises `CannotBeSaved`.

    The project is held only as far as others may still name it: it may be about to sponsor somebody itself.

    With `ends_former` the sponsor that has no last day yet ends on the day before this one begins.
    """
    with change(by=by, verb="added a fiscal sponsor", reason=reason):
        project = LegalEntity.objects.select_for_update(no_key=True).get(pk=project.pk)
        made = Sponsorship.objects.filter(public_id=public_id).first()
        if made:
            return made
        return begin_sponsorship(project, facts, by=by, public_id=public_id, ends_former=ends_former)


def update_sponsorship(
    sponsorship: Sponsorship, *, by: User, facts: Facts, seen: str, reason: str = ""
) -> Sponsorship:
    """Change these facts of a sponsorship; raises `StaleEdit` or `CannotBeSaved`."""
    with change(by=by, verb="changed a fiscal sponsor", reason=reason):
        sponsorship = Sponsorship.objects.select_for_update().get(pk=sponsorship.pk)
        if token_of(facts_of(sponsorship, facts)) != seen:
            raise StaleEdit
        with refusing(_refusals(sponsorship.project, facts, by=by, but=[sponsorship.pk])):
            write(sponsorship, facts)
        return sponsorship


def begin_sponsorship(
    project: LegalEntity, facts: Facts, *, by: User, public_id: str, ends_former: bool
) -> Sponsorship:
    """The same for a locked project, as part of the change around it."""
    with refusing(_refusals(project, facts, by=by)):
        if ends_former:
            _end_former(project, facts["starts_on"], by=by)
        return Sponsorship.objects.create(project=project, public_id=public_id, **facts)


def _end_former(project: LegalEntity, starts_on: dt.date | None, *, by: User) -> None:
    """Only where this person may know of it."""
    if starts_on in (None, dt.date.min):  # there is no day before the first one of the calendar
        raise CannotBeSaved("starts_on", "Say on which day it begins, so that the one before can end.")
    before = starts_on - dt.timedelta(days=1)
    known = Sponsorship.objects.visible_to(viewer_of(by)).filter(project=project, ends_on=None)
    for former in known.exclude(starts_on__gt=before):
        write(former, {"ends_on": before})


def _refusals(
    project: LegalEntity, facts: Facts, *, by: User, but: Collection[int] = ()
) -> dict[str, Callable[[], Exception]]:
    """By the constraint. That there is another sponsor is told only to who may know of it."""

    def overlaps() -> CannotBeSaved:
        known = Sponsorship.objects.visible_to(viewer_of(by)).filter(project=project).exclude(pk__in=but)
        if starts_on := facts.get("starts_on"):
            known = known.exclude(ends_on__lt=starts_on)
        if ends_on := facts.get("ends_on"):
            known = known.exclude(starts_on__gt=ends_on)
        return CannotBeSaved("starts_on", _ANOTHER if known.exists() else "It cannot be saved for these days.")

    return {**_REFUSALS, "sponsorships_do_not_overlap": overlaps}


_ANOTHER = "It has another fiscal sponsor in these days. One sponsor on any day: end that one first."
_REFUSALS = {
    "sponsorship_of_another": partial(CannotBeSaved, "sponsor", "It cannot be its own fiscal sponsor."),
    "sponsorship_no_cycle": partial(CannotBeSaved, "sponsor", "In these days it is itself sponsored by this one."),
    "sponsorship_ends_after_start": partial(CannotBeSaved, "ends_on", "It would end before it begins."),
}
