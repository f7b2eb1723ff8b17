"""How allauth behaves here: nobody signs up without an invitation, and nothing tells who has an account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are made by colleagues (`manage.py invite`, Django admin); the sign-up page does not exist."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def set_password(self, user: Any, password: str) -> None:
        """Only this column is written: an account that was deactivated a moment ago stays so."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Not to those who have yet to accept their invitation: its link ends by its own rules."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)
