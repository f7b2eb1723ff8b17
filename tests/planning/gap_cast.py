"""What tests of the pages of gaps share: plans in the weeks before an election, addresses, what a page says."""

import datetime as dt

from django.urls import reverse

from tests import factories

LIST = "/gaps/"
# The last weeks before the general election of 2028.
WEEKS = {"starts_on": dt.date(2028, 9, 1), "ends_on": dt.date(2028, 11, 7)}


def plan(name, division, *, visibility="table", side="independent", mode="presence", **facts):
    partner = factories.make_partner(name, visibility="partners")
    program = factories.make_program(partner, visibility=visibility, side=side)
    return factories.make_activity(program, division=division, mode=mode, universe=10_000, **{**WEEKS, **facts})


def address(priority, name="gap"):
    return reverse(f"planning:{name}", args=[priority.public_id])


def main_of(text):
    """Without the head and the foot of the page, which names the request."""
    return text.split("<main")[1].split("</main>")[0]


def text_of(client, url):
    return client.get(url).content.decode()
