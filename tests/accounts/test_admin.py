"""People in Django admin: invited, given roles, deactivated, always by the same actions."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.history import versions_of
from accounts.models import User
from tests import factories

USERS = "/admin/accounts/user/"


@pytest.fixture
def desk(admin, sign_in):
    return sign_in(admin)


def page_of(user: User) -> str:
    return reverse("admin:accounts_user_change", args=[user.pk])


def bulk(client, action: str, *users: User, reason: str = "as agreed"):
    chosen = {"action": action, "_selected_action": [user.pk for user in users], "reason": reason}
    return client.post(USERS, chosen, follow=True).content.decode()


def test_adding_somebody_invites_them_by_mail_and_shows_the_link(desk, admin):
    entered = {"email": "Ana@example.org", "name": "Ana", "is_staff": "on", "reason": "New in Tucson"}
    page = desk.post(f"{USERS}add/", entered, follow=True).content.decode()
    user = User.objects.get(email="ana@example.org")
    assert user.is_staff and not user.has_usable_password() and user.invitation.invited_by == admin
    [message] = mail.outbox
    assert message.to == ["ana@example.org"] and "Ada Admin has invited you" in message.body
    link = next(line for line in message.body.splitlines() if line.startswith("http"))
    assert link in page
    assert (versions_of(user)[0].who, versions_of(user)[0].reason) == ("Ada Admin", "New in Tucson")


def test_an_address_that_is_known_is_not_added_twice(desk, staff):
    answer = desk.post(f"{USERS}add/", {"email": "STAFF@example.org", "name": "", "reason": "x"})
    assert "There is an account with this address already" in answer.content.decode()
    assert not mail.outbox


def test_roles_and_name_change_with_who_and_why(desk, staff):
    desk.post(page_of(staff), {"name": "Sol Rivera", "is_staff": "on", "is_counsel": "on", "reason": "Now a lawyer"})
    staff.refresh_from_db()
    assert staff.is_counsel and staff.name == "Sol Rivera"
    assert {(version.who, version.reason) for version in versions_of(staff)[:2]} == {("Ada Admin", "Now a lawyer")}


@pytest.mark.parametrize(
    ("entered", "said"),
    [({"is_staff": "on"}, "the last active admin"), ({"is_admin": "on", "is_counsel": "on"}, "tick staff too")],
)
def test_a_refused_save_changes_nothing_and_says_why(desk, admin, entered, said):
    page = desk.post(page_of(admin), {"name": "Renamed", "reason": "x", **entered}, follow=True).content.decode()
    assert said in page and "was changed successfully" not in page
    admin.refresh_from_db()
    assert (admin.name, admin.is_admin, admin.is_staff) == ("Ada Admin", True, False)


def test_deactivating_ends_sessions_and_spares_oneself(desk, admin, staff, sign_in):
    factories.make_user("second.admin@example.org", is_admin=True)
    theirs = sign_in(staff)
    page = bulk(desk, "deactivate", staff, admin)
    assert "Deactivated: 1." in page and "You cannot deactivate yourself" in page
    assert theirs.get("/settings/").status_code == 302
    bulk(desk, "reactivate", staff)
    staff.refresh_from_db()
    assert staff.is_active


def test_inviting_again_makes_a_new_link(desk):
    desk.post(f"{USERS}add/", {"email": "ana@example.org", "name": "", "reason": "x"})
    bulk(desk, "invite_again", User.objects.get(email="ana@example.org"))
    first, second = (message.body for message in mail.outbox)
    assert first != second


def test_no_list_tells_how_a_password_digest_begins(desk, staff):
    assert desk.get(USERS, {"password__startswith": staff.password[:20]}).status_code == 400
