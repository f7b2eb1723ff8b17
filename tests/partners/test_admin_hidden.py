"""Django admin tells staff no more than pages do: no names of private records, nothing of what one was in private."""

import pytest
from django.urls import reverse

from accounts.history import change
from tests import factories

pytestmark = pytest.mark.django_db


def address(obj, page="change") -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def text_of(client, obj, page="change") -> str:
    answer = client.get(address(obj, page))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def program(own_partner):
    wider = factories.make_program(own_partner, "Quiet Umbrella", visibility="private")
    return factories.make_program(own_partner, "Long Summer", umbrella=wider)


def test_a_private_program_is_not_named_by_its_parts(program, staff, sign_in):
    client = sign_in(staff)
    for page in ("change", "history"):
        text = text_of(client, program, page)
        assert "Long Summer" in text
        assert "Quiet Umbrella" not in text


def test_and_stays_what_they_are_part_of(program, staff, sign_in):
    client = sign_in(staff)
    form = client.get(address(program)).context["adminform"].form
    assert "umbrella" not in form.fields
    filled = {name: form[name].value() for name in form.fields} | {"name": "Longer Summer", "reason": "They say so"}
    rows = {"activities-TOTAL_FORMS": "0", "activities-INITIAL_FORMS": "0"}
    data = {name: value for name, value in filled.items() if value is not None}
    assert client.post(address(program), data | rows).status_code == 302
    program.refresh_from_db()
    assert (program.name, program.umbrella.name) == ("Longer Summer", "Quiet Umbrella")


def test_a_private_resource_is_not_named_by_what_it_replaces(own_partner, staff, sign_in):
    newer = factories.make_resource(own_partner, title="Quiet script", visibility="private")
    older = factories.make_resource(own_partner, title="Old script", replaced_by=newer)
    text = text_of(sign_in(staff), older)
    assert "Old script" in text
    assert "Quiet script" not in text


@pytest.mark.parametrize("is_own", [True, False])
def test_what_somebody_was_in_private_is_for_the_organization_itself(is_own, own_partner, staff, sign_in):
    person = factories.make_contact(own_partner, phone="602 555 0143", visibility="private")
    with change(by=staff, verb="changed the contact"):
        person.phone, person.visibility = "", "staff"
        person.save()
    if is_own:
        factories.make_member(staff, own_partner)
    text = text_of(sign_in(staff), person, "history")
    assert "Rosa Canyon" in text
    assert ("602 555 0143" in text) == is_own
