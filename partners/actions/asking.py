"""Asking contacts by mail whether all is still true, and taking their answer from the link in the letter."""

import datetime as dt
import secrets

from django.db.models.functions import Now
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from accounts.reports import digest_of
from mvp_coord.jobs.actions import run_job
from mvp_coord.jobs.models import JobRun
from mvp_coord.lib.facts import write
from partners.letters import send_truth_letter
from partners.models import Partner, Program, TruthLetter
from partners.models.asking import FORTNIGHT_DAYS
from partners.reports.confirmations import CURRENT, whom_to_ask

JOB = "ask whether facts are still true"


class LetterOver(Exception):
    """The link was used, is too old, or is no longer this person's to use."""


def ask_weekly(*, slot: str) -> JobRun | None:
    """Ask once for this turn of the schedule; None where this turn was taken."""
    return run_job(name=JOB, slot=slot, work=ask_contacts)


def ask_contacts() -> dict[str, int]:
    """Write to every contact who should be asked today; how many that were.

    Letters, their rows and the receipt of the job are one transaction: killed in the middle, nobody was written to.
    """
    today, until = timezone.localdate(), timezone.now() + dt.timedelta(days=FORTNIGHT_DAYS)
    members = whom_to_ask(today)
    for member in members:
        token = secrets.token_urlsafe(32)
        TruthLetter.objects.create(
            user=member.user,
            partner=member.partner,
            address=member.user.email,
            digest=digest_of(token),
            asked_on=today,
            expires_at=until,
        )
        send_truth_letter(member.user, member.partner, token=token, until=timezone.localdate(until))
    return {"letters": len(members)}


def find_letter(token: str) -> TruthLetter | None:
    """The letter whose link this is, if it may be used; None for any other."""
    return TruthLetter.objects.good().select_related("user").filter(digest=digest_of(token)).first()


def confirm_by_letter(*, token: str) -> User:
    """Say for the person who was written to that the profile and all current programs are still true.

    The link is used up by that. Raises `LetterOver`.
    """
    letter = find_letter(token)
    if letter is None:
        raise LetterOver
    with change(by=letter.user, verb="confirmed it is still true", reason="By the link in a letter"):
        partner = Partner.objects.select_for_update().get(pk=letter.partner_id)
        # Asked again, now that the partner's row is ours: a merge or another window may have been faster.
        if not TruthLetter.objects.good().filter(pk=letter.pk).update(used_at=Now()):
            raise LetterOver
        write(partner, {"assured_on": timezone.localdate(), "assured_by": letter.user})
        for program in Program.objects.select_for_update().filter(partner=partner, status__in=CURRENT).order_by("pk"):
            write(program, {"assured_on": timezone.localdate()})
    return letter.user
