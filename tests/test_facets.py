"""Every number beside a choice, on every list that has some, is the number of rows of the page that it leads to.

For staff, a contact and a donor, each in the page that he or she is sent: whoever sees less counts less.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest

from planning import actions
from planning.models import Overlap
from tests import factories, talks
from tests.people import make_hours
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan

pytestmark = pytest.mark.django_db

_BOX = re.compile(
    r'<input type="checkbox"\s+id="[^"]+"\s+name="(?P<name>\w+)"\s+value="(?P<value>[^"]+)"\s+(?P<set>\w*)>'
    r'[^<]+<span class="count">(?P<count>[\d,]+)</span>'
)
_SELECT = re.compile(r'<select name="(?P<name>\w+)".*?</select>', re.DOTALL)
_OPTION = re.compile(r'<option value="(?P<value>[^"]+)"[^>]*>[^<]* \((?P<count>[\d,]+)\)</option>')
_TAB = re.compile(r'<a href="(?P<href>\?[^"]*)"[^>]*>[^<]* <span class="num">(?P<count>[\d,]+)</span></a>')


@pytest.fixture
def world(staff, own_partner, other_partner, own_funder, funder_rep):
    """Of everything some that all see, some that a few see, and some that only staff see; fewer than a page holds."""
    door, gotv, youth = factories.make_tactic(), factories.make_program_type(), factories.make_constituency()
    wisconsin = factories.make_state("WI")
    for number, level in enumerate(("public", "partners", "table", "staff")):
        partner = factories.make_partner(f"Porch {level}", states=("AZ", "WI")[: 1 + number % 2], visibility=level)
        partner.constituencies.set([youth] if number % 2 else [])
        entity = factories.make_entity(partner, ("c3_public", "c4")[number % 2])
        tags = [("tactic", door), ("constituency", youth), ("state", wisconsin)][number % 3 :]
        kind = ("guide", "script")[number % 2]
        factories.make_resource(partner, f"Shelf {level}", visibility=level, kind=kind, tags=tags)
        factories.make_resource(partner, f"Anywhere {level}", visibility="public", tags=[("program_type", gotv)])
        talks.make_note(
            partner, staff, text=f"Said by {level}", tags=["van"][: number % 2], kind=("call", "visit")[number % 2]
        )
        for kind, role, side in (("offers", "phone", "nonpartisan"), ("needs", "canvass", "independent")):
            anywhere = {"is_remote": True} if number % 2 else {}
            make_hours(kind, partner, role=(role, "text")[number % 2], side=side, visibility=level, **anywhere)
            make_hours(kind, partner, role=role, side="nonpartisan", visibility=level)
        factories.make_allocation(factories.make_fund(own_funder), entity, 1_000 + number, visibility="funders")
    factories.make_county("Pima County", electorate=500_000)
    for name in ("Sunrise", "Lantern"):
        share(door_plan(name), "table")
    actions.refresh_overlaps()
    assert Overlap.objects.exists()


def _number(said: str) -> int:
    return int(said.replace(",", ""))


def _choices(html: str, address: str) -> Iterator[tuple[str, int]]:
    """Where each choice of a page leads, alone in its filter, and how many rows it promises there."""
    for box in _BOX.finditer(html):
        yield _with(address, box["name"], unescape(box["value"])), _number(box["count"])
    for select in _SELECT.finditer(html):
        for option in _OPTION.finditer(select[0]):
            yield _with(address, select["name"], unescape(option["value"])), _number(option["count"])
    for tab in _TAB.finditer(html):
        yield address.partition("?")[0] + unescape(tab["href"]), _number(tab["count"])


def _with(address: str, name: str, value: str) -> str:
    """What else is asked stays, but for this choice being left out."""
    path, _, asked = address.partition("?")
    kept = [each for each in parse_qsl(asked) if each[0] != name and each != (f"not_{name}", value)]
    return f"{path}?{urlencode([*kept, (name, value)])}"


def _rows(html: str) -> int:
    return len(re.findall(r'<th scope="row"', html.partition('id="rows"')[2].partition("</tbody>")[0]))


@pytest.mark.parametrize(
    ("address", "readers"),
    [
        ("/partners/", {"staff", "partner_rep", "donor"}),
        ("/partners/?not_state=WI", {"staff", "partner_rep", "donor"}),
        ("/partners/?q=porch&kind=year_round", {"staff", "partner_rep", "donor"}),
        ("/resources/", {"staff", "partner_rep", "donor"}),
        ("/resources/?not_tactic=door-canvass", {"staff", "partner_rep", "donor"}),
        ("/resources/?kind=script&not_state=US", {"staff", "partner_rep"}),
        ("/notes/", {"staff"}),
        ("/notes/?kind=call", {"staff"}),
        ("/overlaps/", {"staff", "partner_rep"}),
        ("/overlaps/?show=settled", {"staff", "partner_rep"}),
        ("/funding/", {"staff", "funder_rep"}),
        ("/people/", {"staff", "partner_rep", "funder_rep"}),
        ("/people/?show=needs&side=nonpartisan", {"staff", "partner_rep"}),
    ],
)
def test_every_choice_leads_to_as_many_rows_as_it_says(address, readers, world, request, sign_in):
    followed = 0
    for reader in readers:
        client = sign_in(request.getfixturevalue(reader))
        for leads_to, said in _choices(client.get(address).content.decode(), address):
            assert _rows(client.get(leads_to).content.decode()) == said, (reader, leads_to)
            followed += 1
    assert followed >= len(readers)
