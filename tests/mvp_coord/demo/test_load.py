"""Loading the demo: quick, the same every time, once, and only where it may."""

from accounts.models import User
from funding.models import Allocation
from mvp_coord.demo.load import load_demo
from partners.models import Partner
from tests import factories

from .conftest import DAY, load_into_a_fresh_database
from .content import content


def test_two_fresh_databases_hold_the_same(loaded, django_db_blocker):
    with django_db_blocker.unblock():
        first = content()
        load_into_a_fresh_database()
        second = content()
    for name, rows in first.items():
        assert rows, name
        assert rows == second[name], name


def test_loading_takes_less_than_ten_seconds(demo):
    assert demo < 10


def test_a_second_load_writes_nothing(demo):
    before, history = content(), Allocation.pgh_event_model.objects.count()
    again = load_demo(today=DAY)
    assert not again.is_new and again.partners == 42
    assert content() == before
    assert Allocation.pgh_event_model.objects.count() == history


def test_what_people_changed_stays_changed(demo):
    Partner.objects.filter(slug="milk-can-table").update(summary="Ours now")
    load_demo(today=DAY)
    assert Partner.objects.get(slug="milk-can-table").summary == "Ours now"


def test_partners_of_ones_own_beside_the_demo_do_no_harm(demo):
    factories.make_partner("Ours Alone", source="Typed in")
    assert not load_demo(today=DAY).is_new


def test_demo_accounts_are_marked_and_can_sign_in(demo, client):
    accounts = User.objects.filter(is_demo=True)
    roles = {"admin", "staff", "counsel", "partner", "funder", "donor"}
    assert {user.email for user in accounts} == {f"{role}@demo.example" for role in roles}
    assert all(user.check_password("coordinate-demo") for user in accounts)
