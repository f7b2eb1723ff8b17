"""The people who use this: their accounts, invitations and open sessions, and the mail that goes to them."""

from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from mvp_coord.lib.public_id import new_public_id


class UserManager(BaseUserManager["User"]):
    """Creates accounts by e-mail address; there are no user names."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in by e-mail. Roles come from facts: the three flags here, memberships, donors."""

    email = models.EmailField(help_text="Signs in with this address; invitations and resets go to it.")
    name = models.CharField(max_length=200, blank=True, help_text="How colleagues see this person.")
    is_active = models.BooleanField(
        default=True, help_text="Clear this to end the person's access and sessions at once."
    )
    is_staff = models.BooleanField("staff", default=False, help_text="Works for the home funder.")
    is_counsel = models.BooleanField(
        "counsel",
        default=False,
        help_text="Staff who sign off legal questions and read both sides of a wall.",
    )
    is_admin = models.BooleanField(
        "admin", default=False, help_text="Manages users, roles, code lists and jobs; no reader of donors."
    )
    is_demo = models.BooleanField(
        default=False, editable=False, help_text="Made by the demo loader; a production start refuses it."
    )
    shortcuts_on = models.BooleanField(
        "keyboard shortcuts", default=True, help_text="Use single keys such as / and j on pages."
    )
    letters_on = models.BooleanField(
        "letters",
        default=True,
        help_text="Ask by mail whether what we know of one's organizations is still true, and tell what is new in "
        "overlaps of their plans.",
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(condition=Q(is_counsel=False) | Q(is_staff=True), name="counsel_is_staff"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    # Django admin asks these; what a role may do there is decided in mvp_coord.admin_site.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and self.is_admin

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and (self.is_admin or self.is_staff)


@pghistory.track(exclude=["digest"])
class Invitation(models.Model):
    """A sign-up link that somebody was sent: the only way in. It ends when it is used, replaced or too old."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="invitation")
    digest = models.CharField(
        max_length=64,
        unique=True,
        editable=False,
        help_text="SHA-256 of the secret in the link, so that reading this row opens nothing.",
    )
    invited_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The colleague who asked; empty if it was made on the command line.",
    )
    invited_at = models.DateTimeField(help_text="The link works from here on, for INVITATION_TIMEOUT_SECONDS.")

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"Invitation of {self.user.email}"


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in. It knows whose it is, so that it can be ended from outside."""

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        related_name="sessions",
        help_text="Who is signed in; empty for a visitor.",
    )

    class Meta:
        ordering = ["-expire_date"]

    @classmethod
    def get_session_store_class(cls) -> type:
        from .sessions import SessionStore

        return SessionStore


class OutboxMessageQuerySet(models.QuerySet["OutboxMessage"]):
    def due(self, now: Any) -> "OutboxMessageQuerySet":
        """Those that a mail server should be given now."""
        return self.filter(sent_at__isnull=True, attempts__lt=OutboxMessage.MOST_ATTEMPTS, due_at__lte=now)


class OutboxMessage(models.Model):
    """A mail: on its way where a mail server is set, and otherwise read by staff at /outbox/."""

    MOST_ATTEMPTS = 8

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    to = models.EmailField(help_text="The address it is meant for.")
    subject = models.CharField(max_length=500)
    body = models.TextField(
        blank=True, help_text="Emptied once it is sent: it may hold a link that opens an account."
    )
    html = models.TextField(
        blank=True, help_text="The same as a page, for mail programs that show one. Emptied like the text."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now, help_text="When to try to send it next.")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the mail server took it.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often the mail server refused it.")
    problem = models.CharField(max_length=300, blank=True, help_text="What the mail server said last.")

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="outbox_to_send")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
