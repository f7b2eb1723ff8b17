"""Orders and columns of the directory: exact pages in every order, the wanted columns, few queries for each."""

import re

import pytest

from states.models import IssueArea
from tests import factories
from tests.partners.conftest import LIST, names

ORDERS = [
    sign + name for name in ("name", "confirmed", "states", "programs", "dollars", "overlaps") for sign in ("", "-")
]
COLUMNS = (
    "states",
    "vehicles",
    "constituencies",
    "issues",
    "programs",
    "dollars",
    "confirmed",
    "overlaps",
    "website",
)


@pytest.fixture
def many(db):
    """Sixty partners with many ties: none, one or two of everything, the same names, some never confirmed."""
    fund = factories.make_fund(owner=factories.make_partner("Owner", states=()))
    for n in range(60):
        states = ("AZ", "NV")[: n % 3]
        confirmed = f"2026-0{1 + n % 3}-01" if n % 4 else None
        partner = factories.make_partner(
            f"Group {n // 2:02}", slug=f"group-{n}", states=states, assured_on=confirmed, visibility="public"
        )
        for _ in range(n % 3):
            factories.make_program(partner, visibility="partners")
        if n % 5 == 0:
            entity = factories.make_entity(partner)
            factories.make_allocation(fund, entity, 1000 * (n % 3 + 1), status="paid", visibility="partners")


def all_pages(client, **query):
    """The lines of all pages in their order."""
    lines, address = [], LIST + "?" + "&".join(f"{name}={value}" for name, value in query.items())
    while address:
        page = client.get(address)
        lines += page.context["lines"]
        address = page.context["next_url"]
    return lines


@pytest.mark.parametrize("sort", ORDERS)
def test_every_order_shows_each_partner_once_over_all_pages(sort, many, staff, sign_in):
    lines = all_pages(sign_in(staff), sort=sort, q="group")
    assert len(lines) == len({line.entry.slug for line in lines}) == 60


@pytest.mark.parametrize(
    ("sort", "number"),
    [
        ("states", lambda line: len(line.entry.states)),
        ("programs", lambda line: line.entry.programs),
        ("dollars", lambda line: max((each.amount_usd for each, _ in line.received), default=0)),
    ],
)
@pytest.mark.parametrize("member", ["staff", "other_partner", "funder_rep"])
def test_a_number_that_orders_the_list_is_the_one_that_its_lines_show(sort, number, member, many, cast, sign_in):
    client = sign_in(cast[member])
    shown = [number(line) for line in all_pages(client, sort=f"-{sort}")]
    assert shown == sorted(shown, reverse=True)
    assert [number(line) for line in all_pages(client, sort=sort)] == sorted(shown)


def test_partners_with_most_open_overlaps_come_first(staff, show):
    overlap = factories.make_overlap()
    busy = sorted(member.activity.program.partner.name for member in overlap.members.all())
    factories.make_partner("Aaa Idle")
    assert show(staff, sort="-overlaps") == [*busy, "Aaa Idle"]
    assert show(staff, sort="overlaps") == ["Aaa Idle", *busy]


class TestColumns:
    def test_those_that_are_wanted_are_shown_and_stay_in_the_address(self, many, staff, sign_in):
        client = sign_in(staff)
        page = client.get(LIST, {"columns": ["constituencies", "states"], "q": "group"})
        assert [heading["label"] for heading in page.context["headings"]] == ["States", "Constituencies"]
        for address in (
            page.context["next_url"],
            page.context["form"].address(),
            page.context["sorts"]["name"]["href"],
        ):
            assert "columns=states&columns=constituencies" in address

    @pytest.mark.parametrize(
        "asked", [[], ["no-such-column"], ["states", "vehicles", "programs", "dollars", "confirmed", "overlaps"]]
    )
    def test_the_usual_ones_need_no_words_in_the_address(self, asked, many, staff, sign_in):
        page = sign_in(staff).get(LIST, {"columns": asked})
        assert page.context["form"].address() == LIST
        assert len(page.context["headings"]) == 6

    def test_donors_have_neither_dollars_nor_overlaps_by_asking(self, many, donor, sign_in):
        page = sign_in(donor).get(LIST, {"columns": ["dollars", "overlaps"], "sort": "-dollars"})
        assert [heading["label"] for heading in page.context["headings"]] == [
            "States",
            "Vehicles",
            "Programs",
            "Confirmed",
        ]
        assert page.context["form"].sorting == "name"
        assert [label for _, label, _ in page.context["form"].column_choices()] == [
            "States",
            "Vehicles",
            "Constituencies",
            "Issues",
            "Programs",
            "Confirmed",
            "Website",
        ]

    def test_what_is_not_shown_is_not_in_the_page(self, many, staff, sign_in):
        page = sign_in(staff).get(LIST, {"columns": "website"}).content.decode()
        assert 'data-label="States"' not in page
        assert "$1,000" not in page

    def test_every_cell_stands_under_its_heading(self, staff, sign_in):
        partner = factories.make_partner("Full", website="https://full.example.org/", assured_on="2026-11-01")
        partner.constituencies.add(factories.make_constituency())
        partner.issues.add(IssueArea.objects.create(code="housing", label="Housing"))
        factories.make_program(partner)
        factories.make_allocation(None, factories.make_entity(partner), status="paid")
        page = sign_in(staff).get(LIST, {"columns": COLUMNS, "q": "full"})
        assert [heading["name"] for heading in page.context["headings"]] == list(COLUMNS)
        cells = re.findall(r'<td data-label="(\w+)"', page.content.decode())
        assert [cell.lower() for cell in cells] == list(COLUMNS)

    def test_the_labels_of_terms_and_the_website_are_shown(self, staff, sign_in):
        partner = factories.make_partner("Linked", website="https://linked.example.org/")
        partner.constituencies.add(factories.make_constituency("youth", "Youth 18–29"))
        page = sign_in(staff).get(LIST, {"columns": ["constituencies", "website", "issues"]})
        (entry,) = page.context["page"].rows
        assert (entry.constituencies, entry.issues, entry.states) == (("Youth 18–29",), (), ())
        assert 'href="https://linked.example.org/"' in page.content.decode()

    @pytest.mark.parametrize("columns", [[name] for name in COLUMNS] + [list(COLUMNS)])
    def test_two_rows_and_twenty_take_the_same_queries(self, columns, staff, sign_in, django_assert_max_num_queries):
        client, taken = sign_in(staff), []
        for more in (2, 18):
            for _ in range(more):
                partner = factories.make_partner(states=("AZ", "NV"), website="https://a.example.org/")
                partner.constituencies.add(factories.make_constituency())
                factories.make_program(partner)
                factories.make_allocation(None, factories.make_entity(partner), status="paid")
            with django_assert_max_num_queries(18) as queries:
                assert names(client.get(LIST, {"columns": columns}))
            taken.append(len(queries))
        assert taken[0] == taken[1]


def test_bars_keep_the_scale_of_the_first_page(many, staff, sign_in):
    client = sign_in(staff)
    first = client.get(LIST, {"q": "group"})
    assert first.context["scale"] == "3000"
    second = client.get(first.context["next_url"])
    assert second.context["scale"] == "3000"
    assert client.get(LIST, {"scale": "1"}).context["scale"] == "1", (
        "an odd scale draws full bars, and breaks nothing"
    )
    assert client.get(LIST, {"scale": "-x"}).context["scale"] == "3000"
