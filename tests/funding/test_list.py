"""The funding page: every total equals the rows that its link lists, and hidden rows change nothing."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from funding.models import Allocation
from funding.reports import grouped, pipeline_of, totals_of
from funding.reports.chains import passed_on_in
from partners.models.family import Vehicle
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = reverse("funding:list")


def page(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer


def cells(answer) -> dict[tuple[str, str], object]:
    """Every total of the page with a figure, by money color and label."""
    return {
        (color, cell.label): cell
        for color, row, counted in answer.context["totals"]["rows"]
        for cell in (*row, counted)
        if cell.count
    }


def shown(answer) -> list[Allocation]:
    return [line.allocation for line in answer.context["lines"]]


@pytest.fixture
def world(db, own_funder, own_partner):
    """Allocations of three colors, all statuses, two funders and two states, with a chain and another currency."""
    ours = factories.make_partner("Long Porch Fund", kind="peer_funder", states=())
    colors = (Vehicle.C3_PUBLIC, Vehicle.C4, Vehicle.PAC)
    funds = [factories.make_fund(ours, f"Ladder {color}", vehicle=color, is_managed=True) for color in colors]
    funds.append(factories.make_fund(own_funder, "Whistle", vehicle=Vehicle.C4))
    away = factories.make_entity(factories.make_partner("Away Porch", states=("WI", "MI")))
    here = factories.make_entity(own_partner)
    for number, status in enumerate(Allocation.Status.values):
        for place, fund in enumerate(funds):
            entity = (here, away)[(number + place) % 2]
            factories.make_allocation(fund, entity, 1_000 * (number + 1) + place, status=status, visibility="funders")
    table = factories.make_entity(factories.make_partner("Middle Table", kind="state_table"))
    first = factories.make_allocation(funds[0], table, 70_000, status="paid", visibility="funders")
    pool = factories.make_fund(table.partner, "Pool", vehicle=Vehicle.C3_PUBLIC)
    factories.make_allocation(pool, here, 20_000, status="paid", parent=first, visibility="funders")
    factories.make_allocation(funds[1], away, 9_000, status="approved", currency="EUR", visibility="funders")


@pytest.mark.parametrize("member", ["staff", "funder_rep"])
@pytest.mark.parametrize("query", ["", "?state=WI", "?owner=long-porch-fund", "?q=porch", "?status=paid&vehicle=c4"])
def test_every_total_equals_the_rows_that_its_link_lists(member, query, world, sign_in, request):
    client = sign_in(request.getfixturevalue(member))
    totals = cells(page(client, query))
    assert totals
    for cell in totals.values():
        rows = shown(client.get(cell.href))
        assert (len(rows), sum(row.amount for row in rows)) == (cell.count, cell.amount_usd)


def test_the_totals_stay_whole_while_one_of_their_cells_is_open(world, staff, sign_in):
    client = sign_in(staff)
    before = {key: cell.amount_usd for key, cell in cells(page(client)).items()}
    for cell in cells(page(client)).values():
        opened = cells(client.get(cell.href))
        assert {key: each.amount_usd for key, each in opened.items()} == before
        assert [each.href for each in opened.values() if each.is_open] == [cell.href]


def test_colors_are_never_added_up(world, staff, sign_in):
    answer = page(sign_in(staff))
    assert [color for color, _, _ in answer.context["totals"]["rows"]] == [
        "501(c)(3) public charity",
        "501(c)(4)",
        "PAC",
    ]
    everything = sum(cell.amount_usd for (_, label), cell in cells(answer).items() if label == "All that counts")
    assert f"{everything:,.0f}" not in answer.content.decode()


def test_exploring_is_shown_and_never_counted(world, staff, sign_in):
    totals = cells(page(sign_in(staff)))
    parts = [
        totals["PAC", label].amount_usd for label in ("Recommended", "In review", "Approved", "Committed", "Paid")
    ]
    assert totals["PAC", "Exploring"].amount_usd == Decimal(1_002)
    assert totals["PAC", "All that counts"].amount_usd == sum(parts)


def test_money_that_is_passed_on_counts_where_it_was_first_given(world, staff, sign_in):
    client = sign_in(staff)
    answer = page(client)
    assert cells(answer)["501(c)(3) public charity", "Paid"].amount_usd == 70_000 + 6_000
    assert "passed on" in answer.content.decode()
    # Among the pool's own allocations there is nothing that the dollar came by, so there it counts.
    assert cells(page(client, "?fund=pool"))["501(c)(3) public charity", "Paid"].amount_usd == 20_000


def test_totals_of_a_whole_set_are_those_of_its_groups(world, staff, viewer):
    told = Allocation.objects.with_readable_amount(viewer(staff))
    for among in (told, told.filter(fund__slug="pool")):
        assert totals_of(among) == pipeline_of(grouped(among, elsewhere=passed_on_in(among, among)))


def test_other_currencies_are_listed_beside_the_totals(world, staff, sign_in):
    answer = page(sign_in(staff))
    ((code, amount, count, _, href),) = answer.context["totals"]["foreign"]
    assert (code, amount, count) == ("EUR", 9_000, 1)
    assert [row.currency for row in shown(sign_in(staff).get(href))] == ["EUR"]


def test_declined_and_cancelled_stand_apart_without_a_sum(world, staff, sign_in):
    client = sign_in(staff)
    apart = page(client).context["totals"]["apart"]
    assert [(label, count) for label, count, _ in apart] == [("Declined", 4), ("Cancelled", 4)]
    for _, count, href in apart:
        assert len(shown(client.get(href))) == count


@pytest.mark.parametrize(
    "query",
    ["", "?state=WI&state=AZ", "?vehicle=c4", "?owner=long-porch-fund&once=1", "?q=away", "?status=nonsense"],
)
def test_counts_beside_filters_equal_the_rows_that_they_give(query, world, staff, sign_in):
    client = sign_in(staff)
    form = page(client, query).context["form"]
    assert form.total == len(shown(page(client, query)))
    for facet in form.facets():
        for option in facet["options"]:
            alone = form.address(**{facet["name"]: [option.value]})
            assert len(shown(client.get(alone))) == option.count, (facet["name"], option.value)


def test_each_part_of_the_sentence_can_be_dropped_alone(world, staff, sign_in):
    client = sign_in(staff)
    form = page(client, "?state=WI&status=paid&status=approved&owner=long-porch-fund&q=away&once=1").context["form"]
    assert [part["label"] for part in form.parts()] == [
        "Long Porch Fund",
        "Wisconsin",
        "paid",
        "approved",
        "away",
        "counted once",
    ]
    for part in form.parts():
        left = client.get(part["href"]).context["form"].parts()
        assert [each["label"] for each in left] == [each["label"] for each in form.parts() if each != part]


def test_the_sentence_names_choices_that_no_row_has_and_agrees_with_one_row(
    own_funder, own_partner, funder_rep, sign_in
):
    fund = factories.make_fund(own_funder, "Whistle")
    factories.make_allocation(fund, factories.make_entity(own_partner), 5_000, status="paid")
    client = sign_in(funder_rep)
    none_has = page(client, "?status=in_review&status=declined&vehicle=super_pac").context["form"]
    assert [part["label"] for part in none_has.parts()] == ["Super PAC money", "in review", "declined"]
    one = page(client, "?status=paid&status=in_review").context["form"]
    assert [(part["word"], part["label"]) for part in one.parts()] == [("that is", "paid"), ("or", "in review")]


@pytest.mark.parametrize("member", ["funder_rep", "partner_rep", "other_partner"])
def test_hidden_rows_change_nothing_on_the_page(member, world, sign_in, request):
    client = sign_in(request.getfixturevalue(member))
    before = _body(page(client))
    hidden = factories.make_fund(factories.make_partner("Secret Circle", kind="peer_funder"), visibility="staff")
    entity = factories.make_entity(factories.make_partner("Secret Porch", states=("NV",)))
    factories.make_allocation(hidden, entity, 777_777, status="paid", visibility="staff")
    factories.make_allocation(amount=888_888, status="exploring", visibility="private")
    assert _body(page(client)) == before


def test_the_name_of_a_program_is_absent_for_those_who_may_not_read_it(own_funder, funder_rep, staff, sign_in):
    entity = factories.make_entity()
    program = factories.make_program(entity.partner, "Quiet Plan", visibility="staff")
    grant = factories.make_allocation(entity=entity, program=program, visibility="funders")
    for address in (PAGE, reverse("funding:allocation", args=[grant.public_id])):
        assert "Quiet Plan" not in sign_in(funder_rep).get(address).content.decode()
        assert "Quiet Plan" in sign_in(staff).get(address).content.decode()


def test_a_recipient_reads_its_released_money_and_no_facts_before_the_approval(own_partner, partner_rep, sign_in):
    entity = factories.make_entity(own_partner)
    grant = factories.make_allocation(
        entity=entity,
        amount=30_000,
        status="committed",
        amount_requested=91_111,
        amount_recommended=82_222,
        released_on="2026-11-01",
    )
    factories.make_allocation(entity=entity, amount=64_444, status="approved")
    client = sign_in(partner_rep)
    assert [row.pk for row in shown(page(client))] == [grant.pk]
    text = client.get(reverse("funding:allocation", args=[grant.public_id])).content.decode()
    assert "$30,000" in text
    assert not re.search("91,111|82,222|64,444|Requested|Staff", text)


def test_pages_of_fifty_hold_every_row_once(staff, sign_in):
    fund, entity = factories.make_fund(), factories.make_entity()
    made = [factories.make_allocation(fund, entity).pk for _ in range(53)]
    client, seen, address = sign_in(staff), [], PAGE
    while address:
        answer = client.get(address)
        seen += [row.pk for row in shown(answer)]
        address = answer.context["next_url"]
    assert sorted(seen) == sorted(made)


def test_a_position_that_was_made_up_leads_back_to_the_first_page(staff, sign_in):
    answer = sign_in(staff).get(PAGE + "?status=paid&after=nonsense")
    assert (answer.status_code, answer.url) == (302, PAGE + "?status=paid")


def test_htmx_gets_the_part_and_a_history_restore_the_page(world, staff, sign_in):
    client = sign_in(staff)
    part = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(PAGE, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}).content.decode()
    assert "<html" not in part and 'id="results"' in part
    assert "<html" in whole


@pytest.mark.parametrize(
    ("member", "words"), [("staff", "No allocations yet"), ("partner_rep", "Nothing has been released to you yet")]
)
def test_an_empty_page_says_what_will_stand_here(member, words, sign_in, request):
    assert words in page(sign_in(request.getfixturevalue(member))).content.decode()


def test_no_match_offers_the_filters_to_drop(world, staff, sign_in):
    text = unescape(page(sign_in(staff), "?q=nobody-of-that-name").content.decode())
    assert "No allocation matches." in text and "Drop “nobody-of-that-name”" in text


@pytest.mark.parametrize("member", ["staff", "funder_rep", "partner_rep"])
def test_as_many_queries_for_20_rows_as_for_2(member, sign_in, request, own_partner, django_assert_max_num_queries):
    client = sign_in(request.getfixturevalue(member))
    counts = []
    for more in (2, 18):
        for _ in range(more):
            factories.make_allocation(
                entity=factories.make_entity(own_partner),
                status="approved",
                visibility="funders",
                released_on="2026-11-01",
            )
        with django_assert_max_num_queries(12) as queries:
            page(client, "?state=AZ")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _body(answer) -> str:
    """The page without what differs from request to request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|Request <span.*?</span>', "", answer.content.decode())
