"""Where the demo is not loaded: on a production instance, and among partners of one's own."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from mvp_coord.demo.load import DemoRefused, load_demo
from partners.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_production_instance_refuses(settings):
    settings.PRODUCTION = True
    with pytest.raises(DemoRefused, match="production"):
        load_demo()
    assert not User.objects.exists()


def test_a_directory_with_partners_of_its_own_refuses_and_stays_as_it_is():
    factories.make_partner("Ours Alone", source="Typed in")
    with pytest.raises(CommandError, match="already holds 1 partner of its own"):
        call_command("load_demo")
    said = io.StringIO()
    call_command("load_demo", if_empty=True, stdout=said)
    assert said.getvalue().startswith("The demo is not loaded.")
    assert (Partner.objects.count(), User.objects.count()) == (1, 0)
