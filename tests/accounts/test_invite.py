"""`manage.py invite`: the link it prints works, and its refusals say what to do."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import User
from funding.models import Donor
from mvp_coord.local import Instance
from partners.models import Membership, Partner
from tests import factories

PASSWORD = "three herons on a wire"


def invite(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("invite", *words, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue()


def path_of(link: str) -> str:
    return link.removeprefix("http://127.0.0.1:8000")


def test_the_first_user_of_an_empty_instance_gets_in(db, client):
    link, _ = invite("first@example.org", "--role", "admin")
    form = client.get(path_of(link))
    assert form.status_code == 200 and b"first@example.org" in form.content
    entered = {"name": "Fia First", "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(path_of(link), entered).status_code == 302
    user = User.objects.get()
    assert (user.name, user.is_admin) == ("Fia First", True)
    assert client.get("/settings/").status_code == 200  # signed in
    assert client.get(path_of(link)).status_code == 410  # and the link is used up


@pytest.mark.parametrize(
    ("role", "flags"),
    [
        ("admin", (True, False, False)),
        ("staff", (False, True, False)),
        ("counsel", (False, True, True)),
        ("donor", (False, False, False)),
    ],
)
def test_each_role_is_given(db, role, flags):
    invite("ana@example.org", "--role", role)
    user = User.objects.get()
    assert (user.is_admin, user.is_staff, user.is_counsel) == flags
    assert Donor.objects.filter(user=user).exists() == (role == "donor")


def test_a_contact_speaks_for_the_partner(own_partner, viewer):
    link, told = invite("ana@example.org", "--partner", own_partner.slug)
    member = Membership.objects.get(user__email="ana@example.org")
    assert member.partner == own_partner
    assert viewer(member.user).partner_ids == {own_partner.pk}
    assert "speak for Ocotillo Votes" in told and "/invite/" in link


def test_the_link_goes_out_by_mail_with_what_it_is_for(own_partner, settings):
    settings.SITE_URL = "https://commons.example.org"
    link, _ = invite("ana@example.org", "--partner", own_partner.slug)
    [message] = mail.outbox
    assert message.to == ["ana@example.org"]
    assert link.startswith("https://commons.example.org/invite/") and link in message.body
    assert "to speak for Ocotillo Votes" in message.body and "7 days" in message.body


def test_somebody_with_a_password_is_sent_to_the_login(staff):
    link, told = invite(staff.email, "--role", "donor")
    assert path_of(link) == "/accounts/login/"
    assert "has an account already" in told
    assert Donor.objects.filter(user=staff).exists()


def test_inviting_again_gives_a_new_link_and_ends_the_first(db, client):
    first, _ = invite("ana@example.org", "--role", "staff")
    second, told = invite("ana@example.org", "--role", "staff")
    assert "Earlier links no longer work" in told
    assert [client.get(path_of(link)).status_code for link in (first, second)] == [410, 200]
    assert User.objects.count() == 1


def test_an_unknown_partner_is_named_with_what_is_like_it(own_partner):
    with pytest.raises(CommandError, match=r"no partner “ocotillo”\. Did you mean ocotillo-votes\?"):
        invite("ana@example.org", "--partner", "ocotillo")
    assert not User.objects.filter(email="ana@example.org").exists()


def test_a_merged_partner_names_the_one_that_took_its_place(own_partner):
    old = factories.make_partner("Ocotillo Vote", status=Partner.Status.MERGED, merged_into=own_partner)
    with pytest.raises(CommandError, match="merged into Ocotillo Votes"):
        invite("ana@example.org", "--partner", old.slug)
    assert not User.objects.filter(email="ana@example.org").exists()


@pytest.mark.parametrize("words", [["ana@example.org"], ["ana", "--role", "staff"], ["a@b.org", "--role", "king"]])
def test_what_makes_no_sense_is_refused(db, words):
    with pytest.raises(CommandError):
        invite(*words)
    assert not User.objects.exists()


def test_the_link_leads_to_where_the_pages_are_served(tmp_path):
    here = Instance(tmp_path, folder=tmp_path)
    assert here.address() == ""
    here.note.write_text("http://127.0.0.1:8001/ (process 17)")
    assert here.address() == "http://127.0.0.1:8001"
