"""``manage.py invite``: the way in for the first user of an instance, and for anybody after that."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from accounts import letters
from accounts.actions import AccountRefused, Invited, invite_user
from funding.donors import add_donor
from partners.actions.members import MembershipRefused, add_member
from partners.models import Partner

FLAGS: dict[str, dict[str, Any]] = {
    "admin": {"is_admin": True},
    "staff": {"is_staff": True},
    "counsel": {"is_counsel": True},
    "donor": {},
}
WORDS = {"admin": "manage users and records", "staff": "work on the staff", "counsel": "work as counsel"}


class Command(BaseCommand):
    """Creates the account without a password and prints the link that sets one; mails it where mail is set up."""

    help = "Invite somebody by e-mail: prints the sign-up link, which works once, within seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that the person will sign in with")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--role", choices=sorted(FLAGS), help="what the person is here")
        what.add_argument("--partner", metavar="SLUG", help="the organization that the person speaks for")
        parser.add_argument("--name", default="", help="how colleagues see the person, if you know it")

    def handle(
        self, *args: Any, email: str, role: str | None, partner: str | None, name: str, **options: Any
    ) -> None:
        """Account, role and mail in one transaction; then the link on standard output."""
        try:
            with transaction.atomic():
                found = _partner(partner) if partner else None
                invited = invite_user(email=email, by=None, name=name, **FLAGS.get(role or "", {}))
                to_what = _give(invited, role=role, partner=found)
                letters.send_invitation(invited, by=None, to_what=to_what)
        except (AccountRefused, MembershipRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(invited, to_what)

    def _tell(self, invited: Invited, to_what: str) -> None:
        user, link = invited.user, letters.entrance_url(invited)
        if invited.token is None:
            self.stderr.write(f"{user.email} has an account already, and may now {to_what}. To sign in:")
        else:
            again = "" if invited.is_new else " Earlier links no longer work."
            self.stderr.write(f"{user.email} may {to_what}. To choose a password, once, within seven days:{again}")
        self.stdout.write(link)
        if not settings.SITE_URL:
            self.stderr.write("SITE_URL is not set: replace the beginning of the link with your own address.")
        if settings.EMAIL_URL:
            self.stderr.write("The link is on its way by mail, too.")


def _partner(slug: str) -> Partner:
    found = Partner.objects.filter(slug=slug).first()
    if found:
        return found
    like = list(Partner.objects.listed().filter(slug__icontains=slug).values_list("slug", flat=True)[:5])
    hint = (
        f" Did you mean {', '.join(like)}?" if like else " Its slug is the last part of its address in the directory."
    )
    raise CommandError(f"There is no partner “{slug}”.{hint}")


def _give(invited: Invited, *, role: str | None, partner: Partner | None) -> str:
    """Add what the account itself does not hold; what the person may now do, in the middle of a sentence."""
    if partner:
        add_member(partner=partner, user=invited.user, by=None)
        return f"speak for {partner}"
    if role == "donor":
        add_donor(user=invited.user, by=None)
        return "read recommendations as a donor"
    return WORDS[role or ""]
