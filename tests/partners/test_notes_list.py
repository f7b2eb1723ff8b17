"""The list of notes: what it finds, how it counts, and that it takes as many queries for many as for few."""

import datetime as dt

import pytest
from django.utils import timezone

from tests import factories, talks

pytestmark = pytest.mark.django_db


def titles(answer) -> list[str]:
    return [note.text for note in answer.context["page"].rows]


@pytest.fixture
def kept(staff, counsel, own_partner):
    """Notes whose next actions stand in every way there is, of two people, about two partners."""
    today = timezone.localdate()
    other = factories.make_partner("Juniper Doors", states=("WI",))

    def note(text, *, who=staff, about=own_partner, days=None, **facts):
        due = {"due_on": today + dt.timedelta(days=days)} if days is not None else {}
        return talks.make_note(about, who, text=text, **due, **facts)

    note("overdue", days=-2, next_action="Call", tags=["budget"])
    note("today", days=0, next_action="Send the list")
    note("soon", days=7, next_action="Visit")
    note("later", days=8, next_action="Ask again")
    note("undated", next_action="Think")
    done = note("done", days=-9, next_action="Write")
    done.done_at, done.done_by = timezone.now(), staff
    done.save()
    note("of counsel", who=counsel, about=other, kind="visit", tags=["van"], next_action="Read", days=-1)
    note("nothing", about=other, happened_on=today - dt.timedelta(days=30))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("whose=me&stand=overdue&stand=today&sort=due", ["overdue", "today"]),
        ("stand=soon", ["soon"]),
        ("stand=later", ["later"]),
        ("stand=undated", ["undated"]),
        ("stand=done", ["done"]),
        ("stand=nothing", ["nothing"]),
        ("whose=others", ["of counsel"]),
        ("whose=by-me&kind=call&state=WI", ["nothing"]),
        ("whose=me&whose=others&stand=overdue&sort=due", ["overdue", "of counsel"]),
        ("tag=van&tag=nowhere", ["of counsel"]),
        ("partner=juniper-doors&kind=visit", ["of counsel"]),
        ("q=send+list", ["today"]),
        ("q=juniper+visit", []),
        ("whose=nobody", []),
        ("q=%00%27%22%5C&stand=%00", []),
    ],
)
def test_what_is_asked_is_found_and_counted(staff, kept, sign_in, query, found):
    answer = sign_in(staff).get(f"/notes/?{query}")
    assert answer.status_code == 200
    assert titles(answer) == found
    assert answer.context["form"].facets.total == len(found)


def test_every_count_equals_the_rows_that_its_choice_shows(staff, kept, sign_in):
    client = sign_in(staff)
    facets = client.get("/notes/").context["form"].facets
    counts = {(name, each.value): each.count for name, options in facets.options.items() for each in options}
    assert counts["stand", "overdue"] == 2 and counts["state", "WI"] == 2 and counts["tag", "budget"] == 1
    for (name, value), number in counts.items():
        assert client.get(f"/notes/?{name}={value}").context["form"].facets.total == number, (name, value)


def test_pages_follow_one_another(staff, own_partner, sign_in):
    for number in range(35):
        talks.make_note(own_partner, staff, text=f"Note {number}")
    first = sign_in(staff).get("/notes/")
    second = sign_in(staff).get(first.context["next_url"])
    assert len({*titles(first), *titles(second)}) == 35
    assert sign_in(staff).get("/notes/?after=made-up").status_code == 302


def test_a_search_answers_htmx_with_its_part(staff, kept, sign_in):
    page = sign_in(staff).get("/notes/?stand=today", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page and "Send the list" in page


def test_no_notes_at_all_says_how_to_begin(staff, sign_in):
    assert "No notes yet." in sign_in(staff).get("/notes/").content.decode()
    talks.make_note()
    page = sign_in(staff).get("/notes/?kind=visit").content.decode()
    assert "No note matches." in page and "Drop “visit”" in page


@pytest.mark.parametrize("address", ["/notes/", "/partners/ocotillo-votes/", "/"])
def test_many_notes_take_as_many_queries_as_few(address, staff, own_partner, sign_in, django_assert_max_num_queries):
    client = sign_in(staff)

    def add(number):
        for _ in range(number):
            facts = {"next_action": "Call", "due_on": dt.date(2026, 1, 1), "assigned_to": staff, "tags": ["a"]}
            talks.make_note(own_partner, factories.make_user(is_staff=True), **facts)

    add(2)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    add(18)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_what_is_due_waits_on_the_first_page_and_its_number_leads_to_it(staff, kept, sign_in):
    home = sign_in(staff).get("/")
    task = next(task for task in home.context["home"].staff.tasks if task.kind == "actions")
    assert [item.label for item in task.items] == ["Call (Ocotillo Votes)", "Send the list (Ocotillo Votes)"]
    assert titles(sign_in(staff).get(task.href)) == ["overdue", "today"]
