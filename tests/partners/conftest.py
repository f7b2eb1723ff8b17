"""What tests of the directory share."""

import pytest

LIST = "/partners/"


def names(response):
    """The partners of a list page, in its order."""
    return [entry.name for entry in response.context["page"].entries]


@pytest.fixture
def show(sign_in):
    """The names that a person's list shows for a query."""

    def shown(user, **query):
        return names(sign_in(user).get(LIST, query))

    return shown
