"""Two worlds that differ only in money that is kept from a reader: every page about money is the same in both."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from mvp_coord.home.kinds import KINDS
from tests.funding.hidden_money import KEPT_FROM, Scene, hide, make_scene
from tests.planning.two_worlds import differences, read_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def scene(staff, counsel, own_partner, own_funder, state_table):
    return make_scene(staff, counsel, own_partner, own_funder)


def addresses(scene: Scene) -> Iterator[str]:
    """The pages of issue 5 that read money, each with what its address can ask."""
    cycle = scene.ours.cycle.code
    yield from (f"/?cycle={cycle}", *(reverse("today", args=[kind]) for kind in KINDS))
    yield from (f"/funding/payments/?cycle={cycle}&show={show}" for show in ("", "early", "late", "overdue"))
    yield from ("/funding/owed/", "/funding/rules/", "/funding/rules/c4-to-c4/")
    yield from ("/funding/books/", reverse("funding:book", args=[scene.ours.slug]), "/funding/counsel/")
    yield from ("/funding/dockets/", "/funding/dockets/new/", f"/funding/past-budgets/?cycle={cycle}")
    yield from (reverse(f"funding:docket{part}", args=[scene.docket.public_id]) for part in ("", "-xlsx"))
    yield from once(cycle)
    group, peer = scene.group.partner, scene.peer
    yield from (reverse("funding:funders", args=[group.slug]), "/funding/in/az/")
    yield from (reverse("funding:funders", args=[group.slug]) + f"?kind={kind}" for kind in ("grant", "allocation"))
    yield reverse("funding:funders-beside", args=[peer.slug])
    yield from (f"/funding/?cycle={cycle}", f"/funding/?cycle={cycle}&once=1", "/funding/asks/", "/funding/needs/")
    yield from (group.get_absolute_url(), peer.get_absolute_url(), scene.grant.get_absolute_url())
    pages = ("funding:allocation", "funding:passed-on")
    yield from (reverse(page, args=[each.public_id]) for each in (*scene.awards, scene.in_a_band) for page in pages)
    yield reverse("funding:propose", args=[scene.group.public_id])


def once(cycle: str) -> Iterator[str]:
    around = ("within=state&around=AZ", "within=us", "within=peers", "within=list&around=given-to")
    for words in around:
        for view in ("pipeline", "approvals", "payments"):
            yield from (
                f"/funding/once/?cycle={cycle}&{words}&view={view}&rows={rows}" for rows in ("incoming", "outgoing")
            )


@pytest.mark.parametrize("member", KEPT_FROM)
def test_no_page_about_money_tells_of_money_that_is_kept_from_its_reader(member, scene, cast, sign_in):
    client = sign_in(cast[member])
    one = read_all(client, addresses(scene))
    hide(scene, member)
    other = read_all(client, addresses(scene))
    assert not differences(one, other)
    # Something of everything was read, and nothing of what is hidden.
    everything = "".join(other.values())
    assert (
        "Hidden" not in everything
        and "Quiet" not in everything.replace("Quiet on", "")
        and "31,337" not in everything
    )
    opened = [address for address, page in other.items() if page.startswith("200")]
    assert len(opened) > (4 if member == "donor" else 30), opened


def test_whoever_may_read_it_sees_the_worlds_differ(scene, staff, sign_in):
    client = sign_in(staff)
    one = read_all(client, addresses(scene))
    hide(scene, "partner_rep")
    told = {words.split("?")[0].split(":\n")[0] for words in differences(one, read_all(client, addresses(scene)))}
    pages = ("/", "/funding/payments/", "/funding/books/", "/funding/counsel/", "/funding/dockets/", "/funding/once/")
    assert told >= {*pages, "/funding/past-budgets/", "/funding/in/az/", "/today/payments/", "/today/owed/"}
