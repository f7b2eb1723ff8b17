"""What people do with accounts: invite, accept, change roles, deactivate, and see to their own.

Every one runs in one transaction under a lock of the row, keeps who did it and why, and refuses with a named
exception whose text a person can act on.
"""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone

from .history import change
from .models import Invitation, Session, User
from .reports import digest_of, find_invited

FLAGS = ("is_staff", "is_counsel", "is_admin")


class AccountRefused(Exception):
    """An account stays as it is; the text says why, to the person who asked."""


class BadAddress(AccountRefused):
    """What was given is no e-mail address."""


class AccountClosed(AccountRefused):
    """The account was deactivated; somebody has to decide to open it again."""


class LastAdmin(AccountRefused):
    """Nobody would be left to manage users."""


class OwnAccount(AccountRefused):
    """Nobody shuts themselves out; a colleague does it."""


class CounselIsStaff(AccountRefused):
    """Counsel is staff with sign-off, so the one goes with the other."""


class InvitationOver(AccountRefused):
    """The link was used, replaced by a newer one, or is too old."""


@dataclass(frozen=True)
class Invited:
    """What an invitation did. `token` is the secret of the link, or None for somebody who has a password already."""

    user: User
    token: str | None
    is_new: bool


def invite_user(
    *,
    email: str,
    by: User | None,
    name: str = "",
    is_staff: bool = False,
    is_counsel: bool = False,
    is_admin: bool = False,
    reason: str = "",
) -> Invited:
    """Create an account without a password, or add roles to one that exists; a new link ends the earlier one.

    Roles are added, never taken away. Memberships and donors are added by the apps that keep them.
    """
    email = _address(email)
    roles = {"is_staff": is_staff or is_counsel, "is_counsel": is_counsel, "is_admin": is_admin}
    with change(by=by, verb="invited", reason=reason):
        fresh = {"name": name.strip(), "password": make_password(None), **roles}
        user, is_new = User.objects.select_for_update().get_or_create(email=email, defaults=fresh)
        if not user.is_active:
            raise AccountClosed(f"The account {email} was deactivated. Reactivate it first.")
        for flag in FLAGS:
            setattr(user, flag, getattr(user, flag) or roles[flag])
        user.save(update_fields=FLAGS)
        return Invited(user, _new_link(user, by=by), is_new)


def accept_invitation(*, token: str, name: str, password: str) -> User:
    """Set name and password from a sign-up link, which is used up by that."""
    user = find_invited(token)
    if user is None:
        raise InvitationOver("This link has been used already, or is too old. Ask for another one.")
    with change(by=user, verb="accepted the invitation"):
        deleted, _ = Invitation.objects.filter(digest=digest_of(token)).delete()
        if not deleted:  # used in another window since we looked
            raise InvitationOver("This link has been used already. Sign in.")
        user.name = name.strip()
        user.set_password(password)
        user.save(update_fields=["name", "password"])
    return user


def deactivate_user(*, user: User, by: User | None, reason: str = "") -> None:
    """End somebody's access and open sessions at once. The record stays, and so does what they did."""
    if by is not None and by.pk == user.pk:
        raise OwnAccount("You cannot deactivate yourself. Ask another admin.")
    with change(by=by, verb="deactivated", reason=reason):
        _refuse_last_admin(user, _lock(user))
        user.is_active = False
        user.save(update_fields=["is_active"])
        Invitation.objects.filter(user=user).delete()
        end_sessions(user=user)


def reactivate_user(*, user: User, by: User | None, reason: str = "") -> None:
    """Give access back, with the roles as they were."""
    with change(by=by, verb="reactivated", reason=reason):
        _lock(user)
        user.is_active = True
        user.save(update_fields=["is_active"])


def change_roles(
    *, user: User, by: User | None, is_staff: bool, is_counsel: bool, is_admin: bool, reason: str = ""
) -> None:
    """Set the three roles that an account itself holds. They count from the next click on."""
    if is_counsel and not is_staff:
        raise CounselIsStaff("Counsel is staff with sign-off: tick staff too, or neither.")
    with change(by=by, verb="changed roles", reason=reason):
        admins = _lock(user)
        if not is_admin:
            _refuse_last_admin(user, admins)
        user.is_staff, user.is_counsel, user.is_admin = is_staff, is_counsel, is_admin
        user.save(update_fields=FLAGS)


def rename_user(*, user: User, by: User | None, name: str, reason: str = "") -> None:
    """Set how colleagues see somebody."""
    with change(by=by, verb="renamed", reason=reason):
        User.objects.filter(pk=user.pk).update(name=name.strip())


def change_own_settings(*, by: User, name: str, shortcuts_on: bool, letters_on: bool) -> None:
    """How colleagues see me, whether single keys do anything on my pages, and whether I am asked things by mail."""
    facts = {"name": name.strip(), "shortcuts_on": shortcuts_on, "letters_on": letters_on}
    with change(by=by, verb="changed own settings"):
        User.objects.filter(pk=by.pk).update(**facts)


def stop_letters(*, by: User) -> None:
    """Be asked nothing by mail any more; the settings turn it on again."""
    with change(by=by, verb="switched the letters off"):
        User.objects.filter(pk=by.pk).update(letters_on=False)


def change_own_password(*, by: User, password: str, keep_session: str | None) -> None:
    """Set a new password and end one's other sessions; `keep_session` is the key of the one that asked."""
    with change(by=by, verb="changed own password"):
        by.set_password(password)
        by.save(update_fields=["password"])
        end_sessions(user=by, but=keep_session)


def end_sessions(*, user: User, but: str | None = None) -> int:
    """Sign somebody out everywhere, except in the session with the key `but`; how many sessions that were."""
    deleted, _ = Session.objects.filter(user=user).exclude(session_key=but or "").delete()
    return deleted


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadAddress(f"“{email}” is not an e-mail address.") from error
    return email


def _new_link(user: User, *, by: User | None) -> str | None:
    if user.has_usable_password():
        return None
    token = secrets.token_urlsafe(32)
    Invitation.objects.update_or_create(
        user=user, defaults={"digest": digest_of(token), "invited_by": by, "invited_at": timezone.now()}
    )
    return token


def _lock(user: User) -> list[User]:
    """Lock the row, and with it those of all active admins, who are returned; `user` is then as it is by now.

    All in one order, so that two admins who deactivate each other wait instead of getting in each other's way.
    """
    rows = User.objects.select_for_update().filter(Q(pk=user.pk) | Q(is_admin=True, is_active=True)).order_by("pk")
    admins = [row for row in rows if row.is_admin and row.is_active]
    user.refresh_from_db()
    return admins


def _refuse_last_admin(user: User, admins: list[User]) -> None:
    if admins == [user]:
        raise LastAdmin(f"{user} is the last active admin. Make somebody else an admin first.")
