"""Two worlds that differ only in what a peer keeps back: every page that reads money is the same in both."""

import pgtrigger
import pytest
from django.core.management import call_command
from django.urls import reverse

from funding.models import Allocation
from tests import factories
from tests.planning.two_worlds import differences, read_all

pytestmark = pytest.mark.django_db

# In one band, $25K–50K; they share no digits.
ONE, OTHER = 31_337, 46_982
VIEWERS = ("staff", "counsel", "admin", "partner_rep", "funder_rep", "donor")


@pytest.fixture
def intents(state_table):
    """A peer's allocations to one group, of every status, each beside one in exact amounts, with a need and a
    chain."""
    cycle = factories.make_cycle()
    peer = factories.make_partner("Harbor Giving", kind="peer_funder", visibility="public")
    group = factories.make_partner("Given To", visibility="public")
    entity = factories.make_entity(group)
    program = factories.make_program(group, entity=entity, visibility="public", status="idea")
    factories.make_activity(program)
    factories.make_need(entity, 500_000, 100_000, consent="public")
    fund = factories.make_fund(peer, target_usd=900_000, cycle=cycle)
    rows = []
    for status in Allocation.Status.values:
        facts = {"status": status, "visibility": "funders", "program": program}
        factories.make_allocation(fund, entity, 5_000, **facts)
        for currency in ("USD", "GBP"):
            rows.append(factories.make_allocation(fund, entity, ONE, currency=currency, **facts))
    onward = factories.make_fund(group, "Passed on", cycle=cycle)
    last = factories.make_entity(factories.make_partner("Last of all", visibility="public"))
    factories.make_allocation(onward, last, 900, parent=rows[0], status="paid", visibility="funders")
    return rows


def addresses(rows):
    group = rows[0].entity.partner
    cycle = rows[0].fund.cycle.code
    yield from (
        "/",
        "/funding/",
        "/funding/?status=recommended&once=1",
        f"/funding/?cycle={cycle}",
        "/funding/?q=given",
    )
    yield from (f"/funding/?currency={code}" for code in ("USD", "GBP"))
    for page in ("funding:allocation", "funding:passed-on"):
        yield from (reverse(page, args=[each.public_id]) for each in Allocation.objects.order_by("pk"))
    yield from (reverse("partners:detail", args=[slug]) for slug in (group.slug, "harbor-giving"))
    yield from ("/partners/?sort=-dollars", "/partners/?sort=dollars&columns=dollars", "/partners/?q=given")
    yield from ("/states/", "/states/?measure=dollars", "/states/az/", "/gaps/", "/recommendations/", "/activity/")
    yield from (reverse("funding:propose", args=[rows[0].entity.public_id]), reverse("funding:recipient"))
    yield from (f"/funding/of/{group.slug}/", "/funding/in/az/", "/funding/beside/harbor-giving/", "/funding/asks/")
    yield from (
        "/funding/once/?within=state&around=AZ",
        "/funding/needs/",
        "/funding/past-budgets/",
        "/funding/payments/",
    )
    yield reverse("funding:need", args=[rows[0].entity.public_id, cycle])
    yield reverse("funding:ask-funder", args=[group.slug])
    for model in ("allocation", "fund", "need"):
        yield from (f"/admin/funding/{model}/{query}" for query in ("", "?o=4", "?o=-5", "?q=given"))
    for each in rows:
        yield from (f"/admin/funding/allocation/{each.pk}/{page}/" for page in ("change", "history"))


def set_amounts(rows, amount):
    """As if it had always been so: in the history too."""
    names = ("amount_requested", "amount_recommended", "amount_approved")
    with pgtrigger.ignore():
        for each in Allocation.objects.filter(pk__in=[row.pk for row in rows]):
            changes = {name: amount for name in names if getattr(each, name) is not None}
            for model, key in ((Allocation, "pk"), (Allocation.pgh_event_model, "pgh_obj_id")):
                model.objects.filter(**{key: each.pk}).update(**changes)


@pytest.mark.parametrize("member", VIEWERS)
def test_no_page_tells_two_amounts_of_one_band_apart(member, intents, cast, sign_in):
    Allocation.objects.filter(pk__in=[each.pk for each in intents]).update(shared_as="band")
    one = read_all(sign_in(cast[member]), addresses(intents))
    set_amounts(intents, OTHER)
    other = read_all(sign_in(cast[member]), addresses(intents))
    assert not differences(one, other), "\n".join(differences(one, other))
    for page in one.values():
        assert not any(digits in page for digits in ("31,337", "31337", "31.3K"))


@pytest.mark.parametrize("member", VIEWERS)
def test_no_page_tells_whether_there_is_a_blind_intent(member, intents, cast, sign_in):
    Allocation.objects.filter(pk__in=[each.pk for each in intents]).update(shared_as="blind")
    Allocation.objects.filter(parent__in=intents).update(parent=None)
    pages = list(addresses(intents))
    one = read_all(sign_in(cast[member]), pages)
    Allocation.objects.filter(pk__in=[each.pk for each in intents]).delete()
    other = read_all(sign_in(cast[member]), pages)
    assert not differences(one, other), "\n".join(differences(one, other))


def test_in_exact_amounts_the_pages_do_differ(intents, staff, sign_in):
    one = read_all(sign_in(staff), addresses(intents))
    set_amounts(intents, OTHER)
    assert len(differences(one, read_all(sign_in(staff), addresses(intents)))) > 20


@pytest.mark.parametrize("kept", ["band", "blind"])
def test_what_the_command_prints_of_gaps_tells_nothing(kept, intents, capsys):
    Allocation.objects.filter(pk__in=[each.pk for each in intents]).update(shared_as=kept)
    said = []
    for amount in (ONE, OTHER):
        set_amounts(intents, amount)
        call_command("gaps", state="AZ", cycle=intents[0].fund.cycle.code, json=True)
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
