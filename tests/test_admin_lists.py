"""The lists of Django admin, of every model: with a search, in few queries, and for staff what is in their column."""

from copy import deepcopy

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.cast import Company
from tests.grant_factories import make_grant
from tests.test_admin import address, changelist

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_BY_STAFF = {
    "accounts.User": False,
    "funding.Donor": False,
    "planning.Overlap": False,
}


def make_one_of_each():
    entity = factories.make_entity()
    activity = factories.make_activity(constituencies=[factories.make_constituency()])
    factories.make_overlap(activity, factories.make_activity())
    factories.make_allocation(entity=entity)
    factories.make_need(entity)
    make_grant(recipient=entity.partner)
    factories.make_recommendation(factories.make_entity())
    factories.make_contact(entity.partner)
    factories.make_resource(entity.partner, tags=[("constituency", factories.make_constituency())])
    factories.make_affiliation(entity.partner, factories.make_partner())
    factories.make_electorate(factories.make_county(f"{entity.partner.name} County"), 1000)
    factories.make_donor()
    factories.make_member(factories.make_user(), factories.make_partner())


@pytest.fixture(scope="module")
def built(for_all_tests) -> tuple[Company, dict[str, int]]:
    """Five of each record; how many queries the list of each model took when there was one."""
    company = Company()
    return company, for_all_tests(_one_of_each_and_then_five, company)


def _one_of_each_and_then_five(company: Company) -> dict[str, int]:
    make_one_of_each()
    queries = {model._meta.label: _queries_of_list(company, model) for model in MODELS}
    for _ in range(4):
        make_one_of_each()
    return queries


def _queries_of_list(company: Company, model) -> int:
    """Cases are read in admin by counsel alone."""
    client = Client()
    client.force_login(company.counsel if model._meta.label == "planning.Overlap" else company.admin)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(changelist(model), {"q": "a"}).status_code == 200
    return len(asked)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_lists_open_with_a_search_and_few_queries(model, built, db):
    company, queries_for_one = built
    assert queries_for_one[model._meta.label] <= 30
    assert _queries_of_list(deepcopy(company), model) <= queries_for_one[model._meta.label]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_staff_read_their_own_column(model, built, db, sign_in):
    client = sign_in(deepcopy(built[0]).staff)
    expected = 200 if READ_BY_STAFF.get(model._meta.label, True) else 404
    assert client.get(changelist(model)).status_code == expected
    record = model._default_manager.last()
    if record is not None:
        for page in ("change", "history"):
            assert client.get(address(record, page)).status_code == expected, page
