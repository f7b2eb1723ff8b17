"""The same figure everywhere: the pipeline, a state, the map, a partner and the page that counts once agree.

The money here goes through many hands: chains inside a state, out of it and back, through a family, hidden links.
"""

import datetime as dt
from decimal import Decimal

import pytest

from funding.models import Allocation
from funding.reports import totals_of
from funding.reports.boundaries import boundary_of
from funding.reports.of_partner import money_of
from funding.reports.once import money_within
from funding.reports.received import received_by_partner
from partners.models.family import Vehicle
from planning.reports.ecosystem import money_in
from planning.reports.state_counts import country_counts
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 29)


@pytest.fixture
def world(db):
    """Who gives to whom, by name. Amounts are all different powers, so that each sum says what is in it."""
    made, funds = {}, {}

    def partner(name, **facts):
        made[name] = factories.make_partner(name, visibility="public", **facts)

    partner("Circle", kind="peer_funder", states=("AZ",))
    partner("Home", kind="peer_funder", states=())
    partner("Table", kind="state_table", states=("AZ",))
    partner("Porch", states=("AZ",))
    partner("Wide", kind="national", states=("AZ", "WI"))
    partner("Vendor", states=())
    partner("Cheese", states=("WI",))

    def give(giver, receiver, amount, *, vehicle="c4", parent=None, **facts):
        key = (giver, vehicle)
        if key not in funds:
            funds[key] = factories.make_fund(
                made[giver], f"{giver} {vehicle}", vehicle=vehicle, is_managed=giver == "Home", visibility="public"
            )
        facts = {"status": "approved", "visibility": "public", **facts}
        return factories.make_allocation(
            funds[key], factories.make_entity(made[receiver]), amount, parent=parent, **facts
        )

    first = give("Circle", "Home", 1_000_000)
    table = give("Home", "Table", 400_000, parent=first, status="paid")
    give("Table", "Porch", 50_000, parent=table, status="committed")
    give("Home", "Porch", 3_000, status="recommended")
    give("Home", "Wide", 20_000, vehicle="c3_public")
    out = give("Porch", "Vendor", 7_000, parent=table)
    on = give("Vendor", "Cheese", 600, parent=out)
    give("Cheese", "Table", 80, parent=on)
    give("Porch", "Porch", 9)
    give("Home", "Circle", 11_000)
    give("Home", "Cheese", 130_000, status="exploring")
    give("Wide", "Cheese", 1_700, vehicle="c3_public", visibility="private")
    return made


def incoming(viewer, within, *names, view="pipeline"):
    """Dollars that come in by color, as the page that counts once says them."""
    boundary = boundary_of(viewer, within, names, today=TODAY)
    ledger = money_within(viewer, boundary.inside.keys(), factories.make_cycle(), view)
    found = {vehicle.value: ledger.sum_of("incoming", vehicle).amount_usd for vehicle in ledger.vehicles}
    return {vehicle: amount for vehicle, amount in found.items() if amount}


def counted(pipeline):
    return {row.vehicle: row.counted.amount_usd for row in pipeline.rows if row.counted.amount_usd}


@pytest.fixture(params=["staff", "funder_rep"])
def looking(request, world, viewer, sign_in):
    user = request.getfixturevalue(request.param)
    return viewer(user), sign_in(user)


def test_the_figures_are_those_that_one_reckons_by_hand(world, staff, viewer):
    arizona, wisconsin = (incoming(viewer(staff), "state", code) for code in ("AZ", "WI"))
    # 400,000 to the table and 3,000 to the group; what Cheese gives back was in Arizona before.
    assert arizona == {"c4": Decimal(403_000), "c3_public": Decimal(20_000)}
    assert wisconsin == {"c4": Decimal(600), "c3_public": Decimal(20_000)}
    assert incoming(viewer(staff), "us") == {"c4": Decimal(1_000_000)}
    assert incoming(viewer(staff), "list", "porch") == {"c4": Decimal(53_000)}


@pytest.mark.parametrize("code", ["AZ", "WI"])
def test_a_state_says_the_same_on_its_page_the_map_the_pipeline_and_where_it_is_counted_once(code, looking):
    viewer, client = looking
    expected = incoming(viewer, "state", code)
    cycle = factories.make_cycle()
    assert counted(money_in(viewer, code, cycle)) == expected
    (row,) = [each for each in country_counts(viewer, cycle=cycle).states if each.code == code]
    assert {vehicle: amount for vehicle, amount in row.dollars.items() if amount} == expected
    answer = client.get(f"/funding/?state={code}&cycle={cycle.code}")
    totals = {label: cell.amount_usd for label, _, cell in answer.context["totals"]["rows"] if cell.amount_usd}
    assert totals == {Vehicle(vehicle).label: amount for vehicle, amount in expected.items()}
    for _, _, cell in answer.context["totals"]["rows"]:
        rows = [line.allocation for line in client.get(cell.href).context["lines"]]
        assert (len(rows), sum((each.amount for each in rows), Decimal(0))) == (cell.count, cell.amount_usd)


@pytest.mark.parametrize("name", ["Porch", "Table", "Cheese", "Home", "Circle", "Wide", "Vendor"])
def test_a_partner_says_the_same_on_its_page_in_the_directory_and_where_it_is_counted_once(name, world, looking):
    viewer, partner, cycle = looking[0], world[name], factories.make_cycle()
    expected = incoming(viewer, "list", partner.slug)
    assert dict(money_of(partner, viewer, cycle=cycle).received.totals) == expected
    received = received_by_partner(viewer, [partner.pk], cycle).get(partner.pk, ())
    assert {each.vehicle.value: each.amount_usd for each in received} == expected


def test_what_a_funder_gave_is_what_goes_out_of_it(world, staff, viewer, sign_in):
    ledger = money_within(viewer(staff), {world["Home"].pk}, factories.make_cycle(), "pipeline")
    given = {vehicle.value: ledger.sum_of("outgoing", vehicle).amount_usd for vehicle in ledger.vehicles}
    assert dict(money_of(world["Home"], viewer(staff), cycle=factories.make_cycle()).given.totals) == given
    answer = sign_in(staff).get(f"/funding/?owner=home&cycle={factories.make_cycle().code}")
    assert {label: cell.amount_usd for label, _, cell in answer.context["totals"]["rows"]} == {
        Vehicle(vehicle).label: amount for vehicle, amount in given.items()
    }


def test_the_whole_country_counts_where_money_was_first_given(world, staff, viewer):
    visible = Allocation.objects.visible_to(viewer(staff)).with_readable_amount(viewer(staff))
    # The circle's first, ours that came by nothing, and nothing that was passed on or stayed in a family.
    assert counted(totals_of(visible)) == {"c4": Decimal(1_014_000), "c3_public": Decimal(20_000)}


def test_what_is_paid_in_parts_counts_in_the_years_of_its_parts(world, staff, viewer):
    table = Allocation.objects.get(fund__owner=world["Home"], entity__partner=world["Table"])
    for year, amount in ((2027, 150_000), (2028, 250_000)):
        table.installments.create(
            due_on=dt.date(year, 1, 1), amount=amount, status="paid", paid_on=dt.date(year, 1, 3)
        )
    lines = money_within(viewer(staff), {world["Table"].pk}, factories.make_cycle(), "payments").lines_of("incoming")
    assert [(line.year, line.amount_usd) for line in lines] == [(2028, 250_000), (2027, 150_000)]
    assert incoming(viewer(staff), "list", "table", view="approvals") == {"c4": Decimal(400_000)}
