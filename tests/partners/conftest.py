"""What tests of the directory share."""

import pytest
from django.utils import timezone

LIST = "/partners/"


def names(response):
    """The partners of a list page, in its order."""
    return [entry.name for entry in response.context["page"].rows]


@pytest.fixture
def show(sign_in):
    """The names that a person's list shows for a query."""

    def shown(user, **query):
        return names(sign_in(user).get(LIST, query))

    return shown


@pytest.fixture
def today():
    """The day as people here reckon it."""
    return timezone.localdate()
