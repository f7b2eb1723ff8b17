"""Who may open what: every address × the cast × GET and POST × plain and htmx, in one table.

An address without a row fails. To add a page, add its row; `tests.addresses.Row` says what a row can say.
"""

from collections.abc import Callable
from copy import deepcopy
from fnmatch import fnmatchcase
from http.cookies import SimpleCookie
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.history import change
from accounts.models import User
from mvp_coord.sheets.models import ImportBatch
from tests import factories, talks
from tests.access_lists import LISTS
from tests.access_of_gaps import GAPS
from tests.access_of_grants import GRANT_ROWS
from tests.access_of_money import MONEY_ROWS
from tests.access_of_needs import NEED_ROWS
from tests.access_of_peers import PEER_ROWS
from tests.access_of_resources import RESOURCE_ROWS
from tests.access_of_states import STATE_ROWS
from tests.access_of_talks import TALK_ROWS
from tests.addresses import (
    EVERYBODY,
    FORM_IS_WRONG,
    INSIDERS,
    MEMBERS,
    SIGNED_IN,
    STAFF,
    WITH_ROLE,
    Ask,
    Row,
    patterns,
    row_for,
)
from tests.asks import ASK_ROWS
from tests.case_access import CASE_ROWS
from tests.cast import CAST, Company
from tests.family_access import FAMILY_ROWS
from tests.people import PEOPLE_ROWS

OURS = ("accounts.", "mvp_coord.", "states.", "partners.", "funding.", "planning.")
# These answer visitors: being invited or asked by mail, programs with a key, and the questions of whoever watches.
OPEN = {
    *("accounts:invited", "partners:truth-letter", "partners:truth-thanks"),
    *("partners:hsds-by-key", "planning:case-letter", "states:feed", "healthz", "readyz"),
}
VISITORS_ONLY = {"anonymous": 200, "*": 302}


# The contact of an organization changes it, like staff and admins.
OWNERS = INSIDERS | {"partner_rep"}
OWNERS_200 = {**dict.fromkeys(OWNERS, 200), "*": 404}
OWNERS_302 = {**dict.fromkeys(OWNERS, 302), "*": 404}


def a_change(ask: Ask) -> dict[str, str]:
    with change(by=ask("staff"), verb="imported") as change_id:
        factories.make_partner("Mesquite Votes")
    return {"change_id": str(change_id)}


def two_records(ask: Ask) -> dict[str, str]:
    one, other = factories.make_partner("Mesquite Votes"), factories.make_partner("Mesquite Voters")
    return {"one": one.slug, "other": other.slug}


def a_merge(ask: Ask) -> dict[str, str]:
    one, other = factories.make_partner("Mesquite Votes"), factories.make_partner("Mesquite Voters")
    return {"public_id": factories.merge(one, other, by=ask("staff")).public_id}


def own_entity(ask: Ask) -> dict[str, str]:
    entity = factories.make_entity(ask("own_partner"))
    return {"slug": entity.partner.slug, "public_id": entity.public_id}


def own_program(ask: Ask) -> dict[str, str]:
    """A program that only its owner and insiders may read."""
    return {"public_id": factories.make_program(ask("own_partner"), visibility="staff").public_id}


def own_activity(ask: Ask) -> dict[str, str]:
    program = factories.make_program(ask("own_partner"), visibility="staff")
    return {"public_id": factories.make_activity(program).public_id}


# Who keeps the funds of the peer funder, and who receives from them.
KEEPERS = INSIDERS | {"funder_rep"}


def released_grant(ask: Ask) -> dict[str, str]:
    """A grant of the peer funder to the own partner, which it may see; others may not."""
    fund, entity = factories.make_fund(ask("own_funder")), factories.make_entity(ask("own_partner"))
    grant = factories.make_allocation(fund, entity, status="approved", visibility="staff", released_on="2026-11-17")
    return {"public_id": grant.public_id}


def published_recommendation(ask: Ask) -> dict[str, str]:
    partner = factories.make_partner("Saguaro Porch", visibility="public")
    factories.make_member(ask("partner_rep"), partner)
    return {"public_id": factories.make_recommendation(factories.make_entity(partner)).public_id}


# Peer funders' contacts send no plans; other people's imports do not exist for partners.
IMPORTERS = INSIDERS | {"partner_rep", "other_partner"}
OTHERS_404 = {"partner_rep": 404, "other_partner": 404}


def batch_of(user: User) -> dict[str, str]:
    """An import that this user has sent, without rows."""
    factories.make_state("AZ")
    return {"public_id": ImportBatch.objects.create(created_by=user, options={"state": "AZ"}).public_id}


ROWS: dict[str, Row] = {
    **LISTS,
    **GAPS,
    **NEED_ROWS,
    **PEER_ROWS,
    **GRANT_ROWS,
    **ASK_ROWS,
    **FAMILY_ROWS,
    **PEOPLE_ROWS,
    **RESOURCE_ROWS,
    **STATE_ROWS,
    **TALK_ROWS,
    **CASE_ROWS,
    "home": Row(SIGNED_IN),
    "act": Row(INSIDERS, args=a_change),
    "healthz": Row(EVERYBODY),
    "readyz": Row(EVERYBODY, get=503),  # nothing ticks in a test
    "accounts:invited": Row(EVERYBODY, get=410, post=410, args=lambda ask: {"token": "no-such-link"}),
    "accounts:settings": Row(SIGNED_IN, post=FORM_IS_WRONG),
    "accounts:password": Row(SIGNED_IN, post=FORM_IS_WRONG),
    "accounts:theme": Row(SIGNED_IN, get=405, post=400),
    "accounts:outbox": Row(INSIDERS),
    "accounts:message": Row(INSIDERS, args=lambda ask: {"public_id": factories.make_mail().public_id}),
    "partners:list": Row(WITH_ROLE),
    "partners:open-overlaps": Row(INSIDERS | MEMBERS, get=302, part=200),
    "partners:likely": Row(INSIDERS, get=302, part=200),
    "partners:duplicates": Row(INSIDERS),
    "partners:search-duplicates": Row(INSIDERS, get=405, post=302),
    "partners:merge": Row(INSIDERS, post=FORM_IS_WRONG, args=two_records),
    "partners:keep-apart": Row(INSIDERS, get=405, post=302, args=two_records),
    "partners:undo-merge": Row(INSIDERS, get=405, post=302, args=a_merge),
    "partners:add": Row(INSIDERS, post=FORM_IS_WRONG),
    "partners:detail": Row(
        WITH_ROLE, get={"donor": 404, "other_donor": 404}, args=lambda ask: {"slug": ask("own_partner").slug}
    ),
    "partners:edit": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: {"slug": ask("own_partner").slug}),
    "partners:still-true": Row(
        WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: {"slug": ask("own_partner").slug}
    ),
    "partners:around": Row(WITH_ROLE, get=OWNERS_200, args=lambda ask: {"slug": ask("own_partner").slug}),
    "partners:add-entity": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: {"slug": ask("own_partner").slug}),
    "partners:edit-entity": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_entity(ask)),
    "partners:add-program": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: {"slug": ask("own_partner").slug}),
    "partners:program": Row(WITH_ROLE, get=OWNERS_200, args=lambda ask: own_program(ask)),
    "partners:edit-program": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_program(ask)),
    "partners:program-still-true": Row(WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: own_program(ask)),
    "partners:add-activity": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_program(ask)),
    "partners:activity": Row(WITH_ROLE, get=OWNERS_200, args=lambda ask: own_activity(ask)),
    "partners:edit-activity": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_activity(ask)),
    "partners:cancel-activity": Row(WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: own_activity(ask)),
    "partners:restore-activity": Row(WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: own_activity(ask)),
    "jobs:list": Row(INSIDERS),
    "sheets:list": Row(IMPORTERS),
    "sheets:template": Row(IMPORTERS),
    "sheets:new": Row(IMPORTERS, post=FORM_IS_WRONG),
    "sheets:detail": Row(IMPORTERS, get=OTHERS_404 | {"*": 200}, args=lambda ask: batch_of(ask("staff"))),
    "sheets:answer": Row(IMPORTERS, get=405, post=OTHERS_404 | {"*": 302}, args=lambda ask: batch_of(ask("staff"))),
    "sheets:apply": Row(IMPORTERS, get=405, post=OTHERS_404 | {"*": 302}, args=lambda ask: batch_of(ask("staff"))),
    "sheets:columns": Row(IMPORTERS, get=405, post=OTHERS_404 | {"*": 302}, args=lambda ask: batch_of(ask("staff"))),
    "sheets:undo": Row(IMPORTERS, get=405, post=OTHERS_404 | {"*": 302}, args=lambda ask: batch_of(ask("staff"))),
    "sheets:discard": Row(IMPORTERS, get=405, post=OTHERS_404 | {"*": 302}, args=lambda ask: batch_of(ask("staff"))),
    "planning:recommendations": Row(WITH_ROLE),
    "planning:recommendation": Row(
        WITH_ROLE, get={"other_partner": 404, "*": 200}, args=lambda ask: published_recommendation(ask)
    ),
    "funding:list": Row(INSIDERS | MEMBERS),
    "funding:allocation": Row(
        INSIDERS | MEMBERS, get={"other_partner": 404, "*": 200}, args=lambda ask: released_grant(ask)
    ),
    "funding:rules": Row(INSIDERS | MEMBERS),
    "funding:recipient": Row(KEEPERS),
    "funding:propose": Row(
        KEEPERS, post=FORM_IS_WRONG, args=lambda ask: {"entity": factories.make_entity(ask("own_partner")).public_id}
    ),
    "funding:step": Row(KEEPERS, get=405, post=FORM_IS_WRONG, args=lambda ask: released_grant(ask)),
    "funding:release": Row(KEEPERS, get=405, post=302, args=lambda ask: released_grant(ask)),
    "funding:revise": Row(KEEPERS, post=FORM_IS_WRONG, args=lambda ask: released_grant(ask)),
    **MONEY_ROWS,
    "account_login": Row(EVERYBODY, get=VISITORS_ONLY, post=VISITORS_ONLY),
    "account_logout": Row(EVERYBODY, get={"anonymous": 302, "*": 200}, post=302),
    "account_inactive": Row(EVERYBODY),
    "account_reset_password": Row(EVERYBODY, post=200),
    "account_reset_password_done": Row(EVERYBODY),
    "account_reset_password_from_key": Row(EVERYBODY, post=200, args=lambda ask: {"uidb36": "1", "key": "no-key"}),
    "account_reset_password_from_key_done": Row(EVERYBODY),
}
ADDRESSES = {name: it for name, it in patterns().items() if not name.startswith("admin:")}
# Django admin has one gate for all its pages but the login, which leads to ours; what each insider reads there is
# in test_admin.py.
ADMIN = {name: it for name, it in patterns().items() if name.startswith("admin:")}
ADMIN_SAMPLES = ("index", "partners_partner_changelist", "partners_partner_add", "funding_donor_changelist")


# A word that stands in nothing but a note of staff on the own partner: what tells of it to others is a leak.
SECRET = "zqxsecretnote"


@pytest.fixture(scope="module")
def built(for_all_tests) -> tuple[Company, dict[str, SimpleCookie]]:
    """The cast, all signed in, and the note that is for staff."""
    return for_all_tests(_company_signed_in)


def _company_signed_in() -> tuple[Company, dict[str, SimpleCookie]]:
    company = Company()
    clients = {name: Client() for name in CAST}
    for name, user in company.everybody().items():
        if user is not None:
            clients[name].force_login(user)
    facts = {"next_action": f"{SECRET} action", "tags": [SECRET], "due_on": "2026-01-01"}
    talks.make_note(company.own_partner, company.staff, text=f"{SECRET} text", **facts)
    return company, {name: client.cookies for name, client in clients.items()}


@pytest.fixture
def ask(built, db) -> Ask:
    company = deepcopy(built[0])
    return lambda name: getattr(company, name)


@pytest.fixture
def as_member(built) -> Callable[[str], Client]:
    """A client of this member of the cast, signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.cookies = deepcopy(built[1][name])
        return client

    return signed_in


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_each_of_the_cast_gets_what_the_table_says(name, ask, as_member):
    row = row_for(name, ROWS)
    assert row, f"{name} has no row in the access table: say who may open it"
    address = row.address(name, ask)
    wrong, told = [], []
    for member in CAST:
        client = as_member(member)
        for method in ("GET", "POST"):
            for htmx in (False, True):
                with transaction.atomic():  # every request finds the world as it was
                    answer = client.generic(method, address, headers={"HX-Request": "true"} if htmx else {})
                    transaction.set_rollback(True)
                who, wanted = f"{member} {method}{' htmx' * htmx}", row.expected(member, method, htmx=htmx)
                if answer.status_code != wanted:
                    wrong.append(f"{who}: {answer.status_code}, not {wanted}")
                if member not in STAFF and SECRET in answer.content.decode(errors="replace") + str(answer.headers):
                    told.append(who)
    assert not wrong, "\n".join([f"{name} at {address}", *wrong])
    assert not told, "\n".join([f"{name} at {address} tells of a note that is for staff", *told])


@pytest.mark.parametrize("name", ADMIN_SAMPLES)
def test_admin_is_not_there_for_anybody_else(name, db, as_member):
    for member in EVERYBODY - INSIDERS:
        client = as_member(member)
        for method, htmx in product(("GET", "POST"), (False, True)):
            answer = client.generic(method, reverse(f"admin:{name}"), headers={"HX-Request": "true"} if htmx else {})
            assert answer.status_code == Row(INSIDERS).expected(member, method, htmx=htmx), (member, method, htmx)


def test_every_page_of_admin_is_behind_its_gate():
    gated = {name for name, it in ADMIN.items() if {"model_admin", "admin_site"} & set(vars(it.callback))}
    assert len(gated) > 50 and set(ADMIN) - gated == {"admin:login"}


def test_every_row_names_an_address():
    left = [shape for shape in ROWS if not any(fnmatchcase(name, shape) for name in ADDRESSES)]
    assert not left, "these rows name no address"


def test_every_view_of_ours_has_a_guard():
    ours = {name: it.callback for name, it in ADDRESSES.items() if it.callback.__module__.startswith(OURS)}
    open_ = {name for name, view in ours.items() if not hasattr(view, "is_guarded")}
    assert open_ == OPEN & set(ours), "a view needs a decorator of accounts.access, just below its def's top"
