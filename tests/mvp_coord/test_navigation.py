"""The navigation: each of the cast is offered just the pages that open for them."""

import pytest

from mvp_coord.context import navigation, role_words
from tests.addresses import patterns
from tests.cast import CAST

FOR_ALL = ["Overview", "Partners", "States"]
FOR_MEMBERS = [*FOR_ALL, "Priorities", "Overlaps", "Gaps", "People power", "Funding", "Recommendations", "Resources"]
FOR_INSIDERS = [*FOR_MEMBERS, "Imports", "Exports", "Jobs", "Outbox", "Admin"]
FOR_STAFF = ["Overview", "Partners", "Notes", *FOR_INSIDERS[2:]]  # no admin reads staff's notes
LABELS = {
    "anonymous": [],
    "outsider": [],
    "staff": FOR_STAFF,
    "counsel": FOR_STAFF,
    "admin": FOR_INSIDERS,
    "partner_rep": [*FOR_MEMBERS, "Imports", "Exports"],
    "funder_rep": [*FOR_MEMBERS, "Exports"],
    "donor": [*FOR_ALL, "Recommendations", "Resources", "Exports"],
}


@pytest.mark.parametrize("member", LABELS)
def test_each_role_has_its_entries(member, request, viewer):
    links = navigation(viewer(request.getfixturevalue(member)), "/")
    assert [link.label for link in links] == LABELS[member]


@pytest.mark.parametrize("member", CAST)
def test_every_entry_opens(member, request, viewer, sign_in):
    user = request.getfixturevalue(member)
    client = sign_in(user)
    for link in navigation(viewer(user), "/"):
        assert client.get(link.url).status_code == 200, link.url


def test_the_page_one_is_on_is_marked_and_so_are_the_pages_below_it(staff, viewer):
    current = lambda path: [link.label for link in navigation(viewer(staff), path) if link.current]  # noqa: E731
    assert current("/") == ["Overview"]
    assert current("/partners/ocotillo-votes/") == ["Partners"]
    assert [current(path) for path in ("/registers/", "/views/", "/today/imports/")] == [["Partners"]] * 2 + [
        ["Overview"]
    ]
    assert current("/settings/") == []


def test_the_outbox_is_offered_only_where_mail_stays_here(staff, viewer, settings):
    settings.EMAIL_URL = "smtp://mail.example.org"
    assert "Outbox" not in [link.label for link in navigation(viewer(staff), "/")]


@pytest.mark.parametrize(
    ("member", "words"),
    [("counsel", "Counsel"), ("staff", "Staff"), ("admin", "Admin"), ("funder_rep", "Peer funder"), ("outsider", "")],
)
def test_the_account_menu_says_what_one_is_here(member, words, request, viewer):
    assert role_words(viewer(request.getfixturevalue(member))) == words


def test_no_page_is_marked_under_two_entries(staff, viewer):
    paths = ["/" + str(pattern.pattern).replace("<slug:code>", "az") for pattern in patterns().values()]
    for path in [*paths, "/priorities/", "/states/compare/", "/states/az/priorities/new/", "/races/x/edit/"]:
        marked = [link.label for link in navigation(viewer(staff), path) if link.current]
        assert len(marked) <= 1, (path, marked)
    assert [link.label for link in navigation(viewer(staff), "/races/x/edit/") if link.current] == ["States"]
