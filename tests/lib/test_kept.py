"""Parts of pages that are drawn once: the same values make the same words, and nothing else gets in."""

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from mvp_coord.lib.asked import Option
from mvp_coord.lib.templatetags import kept

CHOICE = '{% load kept %}{% kept "partners/_facet_choice.html" option=option name="state" may_leave_out=may %}'


@pytest.fixture
def shown():
    kept.forget()

    def render(words=CHOICE, **values):
        return engines["django"].from_string(words).render(values)

    yield render
    kept.forget()


def test_what_changes_in_any_value_changes_on_the_page(shown):
    usual = {"option": Option("AZ", "Arizona", 3), "may": False}
    others = [
        {**usual, "option": Option("NV", "Nevada", 3)},
        {**usual, "option": Option("AZ", "Arizona", 4)},
        {**usual, "option": Option("AZ", "Arizona", 3, checked=True)},
        {**usual, "may": True},
        {"option": Option("AZ", "Arizona", 3, left_out=True), "may": True},
    ]
    assert shown(**usual) == shown(**usual)
    assert len({shown(**each) for each in [usual, *others]}) == 1 + len(others)


def test_the_same_values_are_drawn_once(shown):
    for _ in range(3):
        shown(option=Option("AZ", "Arizona", 3), may=False)
    assert kept.drawn() == 1


def test_names_are_escaped(shown):
    page = shown(option=Option("AZ", "<b>Arizona</b> & co", 3), may=False)
    assert "&lt;b&gt;Arizona&lt;/b&gt; &amp; co" in page and "<b>" not in page


def test_who_is_looking_does_not_get_in(shown):
    """A part that was drawn for one person is the same for the next one, so it must not know the person."""
    words = '{% load kept %}{% kept "components/_account_menu.html" next="/" %}'
    assert "Sol Staff" not in shown(words, user="Sol Staff", account_role="Staff", request="a request")


def test_text_that_is_marked_as_safe_is_not_what_somebody_wrote(shown):
    words = '{% load kept %}{% kept "components/_visibility.html" text=text level="public" %}'
    assert "<b>staff</b>" in shown(words, text=mark_safe("<b>staff</b>"))
    assert "<b>staff</b>" not in shown(words, text="<b>staff</b>")


def test_values_that_can_change_are_refused(shown):
    with pytest.raises(TypeError, match="unhashable"):
        shown(option=["AZ"], may=False)


def test_where_templates_are_being_written_each_is_drawn_anew(shown, settings):
    settings.DEBUG = True
    shown(option=Option("AZ", "Arizona", 3), may=False)
    assert kept.drawn() == 0
