"""The people who use this: their accounts, and the mail that waits for them where no mail server is set."""

from typing import Any

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


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
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

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


class OutboxMessage(models.Model):
    """A mail that would have been sent: readable by staff where no mail server is set."""

    to = models.EmailField(help_text="The address it is meant for.")
    subject = models.CharField(max_length=500)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
