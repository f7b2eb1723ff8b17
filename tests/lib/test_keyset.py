"""Pages by position: every row that stays where it is is shown exactly once, whatever happens between two pages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce, Lower
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mvp_coord.lib.keyset import BadCursor, Order, take_page
from states.models import IssueArea

BY_LABEL = Order("label", ("label_key", "code"))
BACKWARDS = Order("label backwards", ("-label_key", "-code"))
MIXED = Order("position", ("-position", "label_key", "code"))
ORDERS = (BY_LABEL, BACKWARDS, MIXED)

codes = st.text("abcdefghij", min_size=1, max_size=4)
labels = st.sampled_from(
    ["Clean air", "clean air", "CLEAN AIR", "École", "Œuvre", "%", "\\", "'", "“quoted”", "🌵", "a" * 120]
)
facts = st.tuples(labels, st.integers(0, 3))
tables = st.dictionaries(codes, facts, max_size=14)
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def areas():
    return IssueArea.objects.annotate(label_key=Lower("label"))


def write(table):
    for code, (label, position) in table.items():
        IssueArea.objects.update_or_create(code=code, defaults={"label": label, "position": position})


def walk(order, size, between=lambda: None):
    """The codes on all pages, one page after the other; `between` happens after each of them."""
    cursor, seen = "", []
    while True:
        page = take_page(areas(), order, cursor=cursor, size=size)
        assert len(page.rows) <= size
        assert page.shown == len(seen) + len(page.rows)
        seen += [row.code for row in page.rows]
        if not page.cursor:
            return seen
        cursor = page.cursor
        between()


@relaxed
@given(table=tables, size=st.integers(1, 5), order=st.sampled_from(ORDERS))
def test_the_pages_together_are_the_whole_list_in_its_order(db, table, size, order):
    with transaction.atomic():
        write(table)
        assert walk(order, size) == [row.code for row in order.sort(areas())]
        transaction.set_rollback(True)


@relaxed
@given(
    table=tables,
    size=st.integers(1, 4),
    order=st.sampled_from(ORDERS),
    changes=st.lists(st.tuples(codes, st.none() | facts), max_size=8),
)
def test_a_row_that_stays_is_on_exactly_one_page_while_others_come_go_and_move(db, table, size, order, changes):
    with transaction.atomic():
        write(table)
        left, touched = list(changes), {code for code, _ in changes}

        def meddle():
            if left:
                code, fact = left.pop()
                write({code: fact}) if fact else IssueArea.objects.filter(code=code).delete()

        seen = walk(order, size, meddle)
        untouched = [row.code for row in order.sort(areas()) if row.code not in touched]
        assert [code for code in seen if code not in touched] == untouched
        transaction.set_rollback(True)


def test_a_page_knows_how_many_rows_came_before_it(db):
    write({code: (code, 0) for code in "abcde"})
    first = take_page(areas(), BY_LABEL, size=2)
    second = take_page(areas(), BY_LABEL, cursor=first.cursor, size=2)
    assert [(page.before, page.shown) for page in (first, second)] == [(0, 2), (2, 4)]


def test_an_exact_last_page_offers_no_further_one(db):
    write({code: (code, 0) for code in "abcd"})
    first = take_page(areas(), BY_LABEL, size=2)
    assert take_page(areas(), BY_LABEL, cursor=first.cursor, size=2).cursor == ""


def test_dates_amounts_and_moments_keep_their_exact_value_in_a_cursor(db):
    write({code: (code, 0) for code in "abc"})
    moment = dt.datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=dt.UTC)
    rows = areas().annotate(
        on=Value(dt.date(2026, 11, 23)), usd=Value(Decimal("0.10")), at=Coalesce(Value(moment), Value(moment))
    )
    order = Order("exact", ("-on", "usd", "at", "code"))
    first = take_page(rows, order, size=2)
    assert [row.code for row in take_page(rows, order, cursor=first.cursor, size=2).rows] == ["c"]


@pytest.mark.parametrize(
    "damage", [lambda it: it[:-1], lambda it: "x" + it, lambda it: it.swapcase(), lambda it: "\x00é"]
)
def test_a_cursor_that_was_tampered_with_is_refused(db, damage):
    write({code: (code, 0) for code in "abc"})
    cursor = take_page(areas(), BY_LABEL, size=1).cursor
    with pytest.raises(BadCursor):
        take_page(areas(), BY_LABEL, cursor=damage(cursor), size=1)


def test_a_cursor_of_one_order_does_not_open_another(db):
    write({code: (code, 0) for code in "abc"})
    cursor = take_page(areas(), BY_LABEL, size=1).cursor
    with pytest.raises(BadCursor):
        take_page(areas(), BACKWARDS, cursor=cursor, size=1)


def test_one_page_is_one_query(db, django_assert_num_queries):
    write({code: (code, 0) for code in "abcde"})
    first = take_page(areas(), BY_LABEL, size=2)
    with django_assert_num_queries(1):
        take_page(areas(), BY_LABEL, cursor=first.cursor, size=2)
