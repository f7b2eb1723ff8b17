"""Publishing an award: said by those who keep it, only for what is decided, exact, and public all around."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tests.funding.test_money_exports import exported  # noqa: F401 -- a fixture

# ruff: noqa: F811 -- a test asks for a fixture by the name that it is imported under
pytestmark = pytest.mark.django_db


@pytest.fixture
def award(cast, fund_of_peer):
    group = factories.make_partner("Open Porch", visibility="public")
    entity = factories.make_entity(group, ein="860123456")
    facts = {"status": "committed", "visibility": "funders", "purpose": "Porches"}
    return factories.make_allocation(fund_of_peer, entity, 40_000, **facts)


@pytest.fixture
def fund_of_peer(cast):
    owner = cast["funder_rep"].memberships.get().partner
    type(owner).objects.filter(pk=owner.pk).update(visibility="public")
    return factories.make_fund(owner, visibility="public")


def publish(client, award, **instead):
    facts = {"purpose": award.purpose, "restriction": "", "visibility": "public", "shared_as": "exact"}
    return client.post(f"/funding/{award.public_id}/edit/", {**facts, **instead})


def test_a_funder_publishes_its_award_and_it_stands_in_the_open_file(award, cast, sign_in, exported):
    client = sign_in(cast["funder_rep"])
    assert "Published: in the open file" in client.get(f"/funding/{award.public_id}/edit/").content.decode()
    assert publish(client, award).status_code == 302
    (grant,) = json.loads(exported(cast["staff"], "grants-json").content)["grants"]
    assert grant["amountAwarded"] == 40_000
    assert "Published" in client.get(f"/funding/{award.public_id}/edit/").content.decode()


def test_what_is_not_decided_is_not_published(award, cast, sign_in):
    type(award).objects.update(status="recommended")
    client = sign_in(cast["funder_rep"])
    assert "Published: in the open file" not in client.get(f"/funding/{award.public_id}/edit/").content.decode()
    assert publish(client, award).status_code == 422
    award.refresh_from_db()
    assert award.visibility == "funders"


@pytest.mark.parametrize("closed", ["fund", "owner", "recipient", "band"])
def test_it_is_published_only_where_all_of_it_may_be_known(closed, award, cast, sign_in):
    one = {"fund": award.fund, "owner": award.fund.owner, "recipient": award.entity.partner}.get(closed)
    if one:
        type(one).objects.filter(pk=one.pk).update(visibility="partners" if closed != "fund" else "funders")
    answer = publish(sign_in(cast["funder_rep"]), award, **({} if one else {"shared_as": "band"}))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "exact amounts" in text if closed == "band" else "cannot be published while" in text


def test_the_limit_of_two_people_is_set_with_the_fund_and_only_lowered_after_that(cast, sign_in):
    assert 'name="two_people_above_usd"' in sign_in(cast["admin"]).get("/admin/funding/fund/add/").content.decode()
    fund = factories.make_fund(is_managed=True, two_people_above_usd=500)
    fund.two_people_above_usd = 400
    fund.clean()
    fund.two_people_above_usd = 600
    with pytest.raises(ValidationError, match="lowered, never raised"):
        fund.clean()
    with pytest.raises(IntegrityError, match="lowered, never raised"), transaction.atomic():
        fund.save()
