"""Who is signed in, read with all that every page asks about the person: one query a request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists

from accounts.models import User


class OneQuery(AuthenticationBackend):
    """Sign-in as allauth does it; the user comes with the donor's record and whether this instance is a demo."""

    def get_user(self, user_id: Any) -> User | None:
        demo = User.objects.filter(is_demo=True)
        people = User.objects.select_related("donor").annotate(is_in_demo=Exists(demo))
        user = people.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
