"""Inviting, accepting, deactivating and roles: the row, the history, the refusal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import actions
from accounts.models import Invitation, Session, User
from accounts.reports import find_invited
from tests import factories

PASSWORD = "three herons on a wire"


def invite(email="ana@example.org", by=None, **facts) -> actions.Invited:
    return actions.invite_user(email=email, by=by, **facts)


def history_of(user) -> list[tuple[str, dict]]:
    """What our actions did to the account, oldest first; the cast itself was made by nobody."""
    events = User.pgh_event_model.objects.filter(pgh_obj_id=user.pk, pgh_context__isnull=False)
    return [(event.pgh_label, event.pgh_context.metadata) for event in events.order_by("pgh_id")]


def test_an_invitation_makes_an_account_that_cannot_sign_in_yet(admin):
    invited = invite(" Ana@Example.org ", by=admin, is_staff=True, reason="New in Tucson")
    assert invited.is_new and invited.token
    user = User.objects.get(email="ana@example.org")
    assert user.is_staff and not user.is_admin and not user.has_usable_password()
    assert user.invitation.invited_by == admin
    [(label, told)] = history_of(user)
    assert label == "insert"
    assert {"user": admin.pk, "verb": "invited", "reason": "New in Tucson"}.items() <= told.items()


def test_the_link_is_not_kept_as_it_is(db):
    invited = invite()
    assert invited.token not in str(Invitation.objects.values().get())


def test_counsel_is_invited_as_staff_too(db):
    user = invite(is_counsel=True).user
    assert user.is_staff and user.is_counsel


def test_accepting_sets_name_and_password_once(db):
    invited = invite()
    user = actions.accept_invitation(token=invited.token, name=" Ana Ocotillo ", password=PASSWORD)
    assert user.name == "Ana Ocotillo" and user.check_password(PASSWORD)
    with pytest.raises(actions.InvitationOver):
        actions.accept_invitation(token=invited.token, name="Mallory", password="another one of mine")
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert history_of(user)[-1][1]["verb"] == "accepted the invitation"


def test_a_newer_link_ends_the_earlier_one(db):
    first, second = invite(), invite()
    assert not second.is_new
    assert find_invited(first.token) is None
    assert find_invited(second.token) == first.user


def test_a_link_ends_after_seven_days(db):
    invited = invite()
    for age, found in ((timedelta(days=6, hours=23), invited.user), (timedelta(days=7, seconds=1), None)):
        Invitation.objects.update(invited_at=timezone.now() - age)
        assert find_invited(invited.token) == found


def test_somebody_with_a_password_gets_the_role_and_no_link(staff):
    invited = invite(staff.email.upper(), is_admin=True)
    assert (invited.user, invited.token, invited.is_new) == (staff, None, False)
    staff.refresh_from_db()
    assert staff.is_staff and staff.is_admin  # roles add up
    assert not Invitation.objects.exists()


def test_a_closed_account_is_not_opened_by_an_invitation(staff):
    actions.deactivate_user(user=staff, by=None)
    with pytest.raises(actions.AccountClosed, match="Reactivate"):
        invite(staff.email)


@pytest.mark.parametrize("email", ["", "ana", "ana@", "ana@example.org, bo@example.org"])
def test_only_an_address_is_invited(db, email):
    with pytest.raises(actions.BadAddress):
        invite(email)
    assert not User.objects.exists()


def test_deactivating_ends_every_session_at_once(staff, admin, sign_in):
    phone, desk, other = sign_in(staff), sign_in(staff), sign_in(admin)
    actions.deactivate_user(user=staff, by=admin, reason="Left")
    for client in (phone, desk):
        assert client.get("/settings/").status_code == 302
    assert other.get("/settings/").status_code == 200
    assert not Session.objects.filter(user=staff).exists()
    assert {"verb": "deactivated", "reason": "Left", "user": admin.pk}.items() <= history_of(staff)[-1][1].items()


def test_a_session_that_survives_is_worth_nothing_to_a_closed_account(staff, sign_in):
    client = sign_in(staff)
    User.objects.filter(pk=staff.pk).update(is_active=False)  # past the action, as by hand in SQL
    assert client.get("/settings/").status_code == 302


def test_deactivating_ends_the_sign_up_link_too(db):
    invited = invite()
    actions.deactivate_user(user=invited.user, by=None)
    assert find_invited(invited.token) is None
    actions.reactivate_user(user=invited.user, by=None)
    assert find_invited(invited.token) is None


def test_reactivating_gives_back_the_roles_as_they_were(counsel, admin):
    actions.deactivate_user(user=counsel, by=admin)
    actions.reactivate_user(user=counsel, by=admin)
    counsel.refresh_from_db()
    assert counsel.is_active and counsel.is_staff and counsel.is_counsel
    assert [told["verb"] for _, told in history_of(counsel)] == ["deactivated", "reactivated"]


def test_the_last_admin_stays(admin, staff):
    with pytest.raises(actions.LastAdmin):
        actions.deactivate_user(user=admin, by=staff)
    with pytest.raises(actions.LastAdmin):
        actions.change_roles(user=admin, by=staff, is_staff=True, is_counsel=False, is_admin=False)
    admin.refresh_from_db()
    assert admin.is_active and admin.is_admin


def test_an_admin_who_is_gone_does_not_count_as_another(admin, staff):
    factories.make_user(is_admin=True, is_active=False)
    with pytest.raises(actions.LastAdmin):
        actions.deactivate_user(user=admin, by=staff)


def test_one_of_two_admins_can_go(admin):
    other = factories.make_user(is_admin=True)
    actions.deactivate_user(user=other, by=admin)
    other.refresh_from_db()
    assert not other.is_active


def test_nobody_deactivates_themselves(admin):
    factories.make_user(is_admin=True)
    with pytest.raises(actions.OwnAccount):
        actions.deactivate_user(user=admin, by=admin)


def test_roles_are_set_and_told(staff, admin):
    actions.change_roles(user=staff, by=admin, is_staff=True, is_counsel=True, is_admin=False, reason="Now a lawyer")
    staff.refresh_from_db()
    assert staff.is_counsel
    assert {"verb": "changed roles", "reason": "Now a lawyer"}.items() <= history_of(staff)[-1][1].items()


def test_counsel_is_always_staff(staff, admin):
    with pytest.raises(actions.CounselIsStaff):
        actions.change_roles(user=staff, by=admin, is_staff=False, is_counsel=True, is_admin=False)


def test_a_stale_copy_of_a_person_changes_nothing_else(staff, admin):
    stale = User.objects.get(pk=staff.pk)
    actions.deactivate_user(user=staff, by=admin)
    actions.change_own_password(by=stale, password=PASSWORD, keep_session=None)
    staff.refresh_from_db()
    assert not staff.is_active
