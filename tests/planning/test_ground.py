"""The ground of a state stays in memory: as long as nobody has written any of it, and never longer."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction

from planning.reports import ground
from planning.reports.ground import ground_of, load_ground
from states.actions.reference import load_reference
from states.models import Division, DivisionShare, Electorate, GroundStamp
from tests import factories
from tests.place_factories import make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def pima():
    return factories.make_county(electorate=500_000)


def people(county: Division) -> int | None:
    return ground_of("AZ").places[county.ocd_id].electorate


def test_what_was_read_stays_until_something_is_written(pima, django_assert_num_queries):
    first = ground_of("AZ")
    with django_assert_num_queries(1):
        assert ground_of("AZ") is first
    assert load_ground(["AZ"]) is first
    assert first.ids[pima.pk] == pima.ocd_id
    factories.make_partner()
    assert ground_of("AZ") is first


def copied(county: Division) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY states_electorate (division_id, people, basis, source, as_of) FROM STDIN") as copy,
    ):
        copy.write_row((county.pk, 600_000, "votes", "test", "2025-11-05"))


def said_in_sql(county: Division) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE states_electorate SET people = 600000 WHERE division_id = %s", [county.pk])


@pytest.mark.parametrize(
    "write",
    [
        copied,
        said_in_sql,
        lambda county: Electorate.objects.filter(division=county).update(people=600_000),
        lambda county: Electorate.objects.bulk_create(
            [Electorate(division=county, people=600_000, basis="votes", source="test", as_of="2025-11-05")]
        ),
    ],
    ids=["COPY", "SQL", "update", "bulk_create"],
)
def test_a_count_is_known_at_once_however_it_was_written(pima, write):
    assert people(pima) == 500_000
    write(pima)
    assert people(pima) == 600_000


def test_places_shares_and_constituencies_are_known_at_once_and_gone_at_once(pima):
    assert len(ground_of("AZ").places) == 3
    sixth = make_district()
    assert sixth.ocd_id in ground_of("AZ").places
    parts = {"share_of_a": Decimal("0.5"), "share_of_b": Decimal("0.75"), "basis": "votes", "source": "test"}
    first, second = sorted((pima, sixth), key=lambda each: each.pk)
    share = DivisionShare.objects.create(division_a=first, division_b=second, **parts)
    assert ground_of("AZ").shares[first.ocd_id, second.ocd_id] == 0.5
    share.delete()
    assert not ground_of("AZ").shares
    youth = factories.make_constituency("youth")
    Electorate.objects.create(
        division=pima, constituency=youth, people=9, basis="votes", source="test", as_of="2024-11-05"
    )
    assert ground_of("AZ").constituency_electorates == {(pima.ocd_id, "youth"): 9}
    youth.code = "young"
    youth.save()
    assert ground_of("AZ").constituency_electorates == {(pima.ocd_id, "young"): 9}
    Division.objects.filter(pk=sixth.pk).delete()
    assert sixth.ocd_id not in ground_of("AZ").places


def test_what_was_taken_back_is_forgotten(pima):
    with transaction.atomic():
        factories.make_electorate(make_district(), 700_000)
        assert len(ground_of("AZ").places) == 4
        transaction.set_rollback(True)
    assert len(ground_of("AZ").places) == 3


def test_without_a_stamp_everything_is_read_anew(pima):
    GroundStamp.objects.all().delete()
    assert people(pima) == 500_000
    assert ground_of("AZ") is not ground_of("AZ")


def test_reference_data_that_is_there_already_gives_no_new_stamp(pima):
    load_reference(by=None)
    stamps = list(GroundStamp.objects.values_list())
    load_reference(by=None)
    assert list(GroundStamp.objects.values_list()) == stamps


def test_what_was_compared_is_forgotten_where_it_would_grow_without_end(pima, monkeypatch):
    atlas = ground_of("AZ").atlas
    atlas.relation(pima.ocd_id, pima.parent.ocd_id)
    ground_of("AZ")
    assert atlas._relations
    monkeypatch.setattr(ground, "_MOST_PAIRS", 0)
    assert ground_of("AZ").atlas is atlas
    assert not atlas._relations


def test_several_states_are_read_anew_with_the_places_of_each(pima):
    other = factories.make_county("Dane County", "WI", electorate=400_000)
    both = load_ground(["AZ", "WI"])
    assert {pima.ocd_id, other.ocd_id} <= both.places.keys()
    assert other.ocd_id not in ground_of("AZ").places
    assert load_ground(None).places.keys() == both.places.keys()


class TestWhileAnotherWrites:
    """Two at once."""

    pytestmark = [pytest.mark.django_db(transaction=True)]

    def test_nobody_reads_what_is_not_written_for_good_and_everybody_once_it_is(self):
        pima = factories.make_county(electorate=500_000)
        seen: list[int | None] = []

        def look() -> None:
            seen.append(people(pima))
            connection.close()

        def another_looks() -> None:
            other = threading.Thread(target=look)
            other.start()
            other.join()

        with transaction.atomic():
            said_in_sql(pima)
            assert people(pima) == 600_000
            another_looks()
            assert people(pima) == 600_000
        another_looks()
        assert seen == [500_000, 600_000]

    def test_nobody_waits_for_whoever_writes_other_places(self):
        """Also who locks rows first and writes them later, as imports do, while an admin writes at once."""
        pima, gila = factories.make_county(electorate=500_000), factories.make_county("Gila County", electorate=9)

        def write() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
                said_in_sql(gila)
            connection.close()

        with transaction.atomic(), ThreadPoolExecutor(1) as pool:
            list(Electorate.objects.select_for_update().filter(division=pima))
            said_in_sql(pima)
            pool.submit(write).result()
        assert [people(each) for each in (pima, gila)] == [600_000, 600_000]

    def test_who_locked_a_row_writes_it_while_another_waits_for_it(self):
        pima = factories.make_county(electorate=500_000)

        def write() -> None:
            said_in_sql(pima)
            connection.close()

        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                (held,) = Electorate.objects.select_for_update().filter(division=pima)
                other = pool.submit(write)
                wait_until(lambda: waiting() == 1)
                held.people = 550_000
                held.save()
            other.result()
        assert people(pima) == 600_000


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return int(cursor.fetchone()[0])


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("It never came to that.")
