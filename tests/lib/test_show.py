from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Engine


@pytest.fixture(scope="module")
def engine():
    return Engine(libraries={"show": "mvp_coord.lib.templatetags.show"}, builtins=["django.template.defaulttags"])


@pytest.fixture
def shown(engine):
    def render(expression, **values):
        return engine.from_string("{% load show %}" + expression).render(Context(values))

    return render


def test_money_carries_its_exact_amount(shown):
    assert (
        shown("{{ x|usd }}", x=Decimal("1240000.00")) == '<data value="1240000.00" title="$1,240,000">$1.24M</data>'
    )


def test_money_that_is_exact_already_has_no_title(shown):
    assert shown("{{ x|usd }}", x=39_000) == '<data value="39000">$39,000</data>'


@pytest.mark.parametrize("name", ["usd", "usd_exact", "count", "day", "ago", "ahead", "moment", "share", "people"])
def test_what_is_not_known_is_a_dash_never_none(shown, name):
    assert shown("{{ x|" + name + " }}", x=None) == "–"


def test_people_are_a_number_or_a_range(shown):
    assert shown("{{ x|people }}", x=5100) == "5,100 people"
    assert shown("{{ x|people }}", x=1) == "1 person"
    assert shown("{{ x|people }}", x=(12_400, 15_000)) == "12,400–15,000 people"


@time_machine.travel(datetime(2026, 11, 23, 15, 0, tzinfo=UTC))
def test_ages_and_days_can_be_read_by_machines_too(shown, settings):
    settings.TIME_ZONE = "America/New_York"
    assert (
        shown("{{ x|ago }}", x=datetime(2026, 11, 23, 14, 56, tzinfo=UTC))
        == '<time datetime="2026-11-23T14:56:00+00:00" title="Nov 23, 2026, 9:56 AM">4 minutes ago</time>'
    )
    assert shown("{{ x|day }}", x=date(2027, 8, 2)) == '<time datetime="2027-08-02">Aug 2, 2027</time>'
    assert shown("{{ x|ahead }}", x=date(2026, 12, 5)).endswith(">in 12 days</time>")


def test_a_late_evening_counts_as_the_readers_day(shown, settings):
    settings.TIME_ZONE = "America/New_York"
    assert "Nov 22, 2026" in shown("{{ x|day }}", x=datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    assert "Nov 22, 2026, 9:00 PM" in shown("{{ x|moment }}", x=datetime(2026, 11, 23, 2, 0, tzinfo=UTC))


def test_windows_and_nouns(shown):
    assert shown("{{ a|days:b }}", a=date(2027, 8, 2), b=date(2027, 8, 9)) == "Aug 2–9, 2027"
    assert shown('{{ n|plural:"activity,activities" }}', n=1908) == "1,908 activities"


def test_a_message_offers_undo_only_for_our_own_addresses(shown):
    assert shown("{{ x|undo_url }}", x="undo:/partners/a/undo/ other") == "/partners/a/undo/"
    assert shown("{{ x|undo_url }}", x="undo:https://elsewhere.example/") == ""
    assert shown("{{ x|undo_url }}", x="undo://elsewhere.example/") == ""
    assert shown("{{ x|undo_url }}", x="") == ""


def test_icons_are_hidden_from_screen_readers_and_carry_no_style(shown):
    icon = shown('{% icon "eye" 16 %}')
    assert 'aria-hidden="true"' in icon
    assert 'width="16"' in icon
    assert "style=" not in icon
