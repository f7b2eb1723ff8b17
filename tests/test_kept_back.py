"""What funders keep back of their amounts is read in few places: which ones, held by test."""

import re

from tests.test_architecture import HOME, modules, templates

# Where the columns that hold an allocation's amounts are read: its model and what changes or keeps it, which ask
# first who may; history, which asks how it was shared; and the pages of one's own.
OF_AMOUNTS = {
    *(
        "funding/models/allocation.py",
        "funding/actions/allocations.py",
        "funding/actions/amendments.py",
        "funding/actions/awards.py",
        "funding/actions/dockets.py",
        "funding/actions/payments.py",
        "funding/actions/second_person.py",
        "funding/actions/steps.py",
        "funding/admin.py",
        "funding/reports/agreement.py",
        "funding/reports/meter_money.py",  # of our own funds alone, which share in exact amounts
        "funding/reports/rules.py",
        "funding/reports/steps.py",
    ),
    "funding/forms/dockets.py",
    *(
        "funding/views/allocation_page.py",
        "funding/views/awards.py",
        "funding/views/changes.py",
        "funding/views/counsel.py",
        "mvp_coord/home/funder.py",
    ),
}
_AMOUNTS = re.compile(r"amount_(requested|recommended|approved)|best_amount")


def test_amounts_of_allocations_are_read_as_their_reader_may_read_them():
    """Everything else takes `amount` from `with_readable_amount(viewer)`: None where a peer shares less."""
    places = [path for path in modules() if path.parts[:2] not in (("mvp_coord", "demo"), ("mvp_coord", "bench"))]
    readers = {str(path) for path in places if _AMOUNTS.search((HOME / path).read_text("utf-8"))}
    assert readers == OF_AMOUNTS
    shown = {name for name, text in templates() if _AMOUNTS.search(text)}
    # Behind `shows_drafts` and `band`, which say whether amounts may be read at all.
    assert shown == {"funding/_allocation_facts.html", "funding/allocation_detail.html"}


def test_what_funders_keep_back_is_read_whole_by_the_rule_of_blind_totals_alone():
    """And whether a funder looks at a group, by who may read an ask; neither is ever on a page as it is."""
    places = {
        word: {str(path) for path in modules() if word in (HOME / path).read_text("utf-8")}
        for word in ("with_whole_amount", "shares_now", "looking_at(")
    }
    assert places == {
        "with_whole_amount": {"funding/models/allocation.py", "funding/reports/blind.py"},
        "shares_now": {"funding/reports/blind.py", "funding/actions/blind.py"},
        "looking_at(": {"funding/models/talk.py"},
    }
