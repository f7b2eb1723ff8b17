"""Very many new rows at once: the same rows and the same history as one by one."""

import pytest
from django.db import IntegrityError, transaction

from accounts import many
from accounts.history import change
from states.models import Constituency, Division
from tests import factories

pytestmark = pytest.mark.django_db


def terms(start: int, number: int) -> list[Constituency]:
    return [
        Constituency(code=f"group-{n}", label=f"Group\t{n} \\ “{n}”", aliases=[f"word {n}", "a,\n\"b\""], position=n)
        for n in range(start, start + number)
    ]  # fmt: skip


def plain(codes: list[str]) -> list[tuple]:
    """Rows and versions without what is of each row alone."""
    rows = Constituency.objects.filter(code__in=codes).order_by("position")
    events = Constituency.pgh_event_model.objects.filter(code__in=codes).order_by("position")  # type: ignore[attr-defined]
    assert [row.pk for row in rows] == [event.pgh_obj_id for event in events] == [event.id for event in events]
    told = [(event.pgh_label, event.pgh_context.metadata["verb"], event.label, event.aliases) for event in events]
    return [(row.label, row.aliases, *each) for row, each in zip(rows, told, strict=True)]


def test_many_rows_are_those_of_one_after_the_other_with_the_same_history(monkeypatch):
    few, all_at_once = terms(0, 5), terms(0, 5)
    codes = [each.code for each in few]
    with change(by=None, verb="tried"):
        many.create_many(few)
        wanted = plain(codes)
    Constituency.objects.filter(code__in=codes).delete()
    monkeypatch.setattr(many, "MANY", 1)
    for each in all_at_once:
        each.code = f"again-{each.code}"
    with change(by=None, verb="tried"):
        many.create_many(all_at_once)
    assert plain([each.code for each in all_at_once]) == wanted
    assert [Constituency.objects.get(code=each.code).pk for each in all_at_once] == [each.pk for each in all_at_once]
    all_at_once[0].label = "Changed afterwards"
    all_at_once[0].save()
    assert Constituency.objects.get(code="again-group-0").label == "Changed afterwards"


def test_what_the_database_forbids_is_refused(monkeypatch):
    monkeypatch.setattr(many, "MANY", 1)
    taken = terms(0, 1)[0]
    taken.save()
    with pytest.raises(IntegrityError), transaction.atomic(), change(by=None, verb="tried"):
        many.create_many(terms(0, 3))
    assert Constituency.objects.count() == 1


def test_what_refers_to_nothing_is_refused_at_once_and_single_rows_wait_as_ever():
    state = factories.make_state("AZ")
    names = "ocd_id", "name", "kind", "state_id", "fips", "parent_id", "chamber"

    def insert(number: int, parent: int) -> None:
        row = f"ocd-division/country:us/state:az/county:c{number}", "C", "county", "AZ", "", parent, ""
        many.insert_many(Division, names, [row], 1, all_known=True)

    with change(by=None, verb="tried"):
        with pytest.raises(IntegrityError, match="parent"), transaction.atomic():
            insert(1, 2**40)
        insert(2, state.division_id)
        Division.objects.filter(name="C").update(parent_id=2**40)
        Division.objects.filter(name="C").update(parent=state.division)
    assert Division.objects.get(name="C").parent == state.division


def test_rows_that_are_there_already_are_refused():
    with pytest.raises(ValueError, match="Only new rows"):
        many.create_many([factories.make_country()])


def test_no_rows_are_nothing_to_do():
    many.create_many([])
    assert not Division.objects.exists()
