"""Demo accounts: offered at the login of a demo instance, and never there in production."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.demo import DEMO_PASSWORD, check_no_demo_accounts
from tests import factories

BANNER = "Every organization with figures is fictional"


@pytest.fixture
def demo_staff(db):
    user = factories.make_user("staff@demo.example", name="Demo Staff", is_staff=True, is_demo=True)
    user.set_password(DEMO_PASSWORD)
    user.save()
    return user


def test_the_login_page_offers_the_demo_accounts_that_there_are(demo_staff, client):
    page = client.get("/accounts/login/").content.decode()
    assert "staff@demo.example" in page and DEMO_PASSWORD in page and BANNER in page
    assert "donor@demo.example" not in page


def test_without_a_demo_the_login_page_offers_nothing(staff, client):
    page = client.get("/accounts/login/").content.decode()
    assert "demo" not in page and BANNER not in page


def test_the_banner_is_on_every_page_of_a_demo_whoever_looks(demo_staff, donor, sign_in):
    for user in (demo_staff, donor):
        assert BANNER in sign_in(user).get("/settings/").content.decode()


def test_an_account_that_only_bears_a_demo_name_is_not_offered(db, client):
    factories.make_user("staff@demo.example", is_staff=True)
    assert "staff@demo.example" not in client.get("/accounts/login/").content.decode()


def test_a_production_start_refuses_demo_accounts(demo_staff, settings):
    check_no_demo_accounts()
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="demo accounts"):
        check_no_demo_accounts()
    demo_staff.is_active = False
    demo_staff.save()
    check_no_demo_accounts()
