"""An empty database is soon ready, and ends as one does that has lived through all migrations.

`MVP_PROVE_SQUASHED=1` migrates both ways and compares the two databases, which takes minutes; the suite compares the
models, and counts.
"""

import contextlib
import datetime as dt
import os
import re
import subprocess
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection, connections, migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from mvp_coord.jobs.models import DueWork
from mvp_coord.lib.days import FIRST, LAST
from mvp_coord.lib.migrating import Together
from mvp_coord.local.binaries import postgres_folder
from mvp_coord.management.commands.setup import connected_to
from planning.models import Overlap
from states.models import Deadline, Election
from tests import cluster, factories
from tests.calendar_factories import make_deadline, make_election

OURS = {"accounts", "jobs", "sheets", "states", "partners", "funding", "planning"}
# Each takes a sixth of a second on an empty database, because Django renders most models anew after it.
MOST_OPERATIONS = 100
KEY, AGE = models.BigAutoField(primary_key=True), models.IntegerField(null=True)


def test_an_empty_database_goes_through_few_operations():
    graph = MigrationLoader(None).graph
    plan = dict.fromkeys(node for leaf in graph.leaf_nodes() for node in graph.forwards_plan(leaf))
    counts = Counter(
        {
            node: sum(not isinstance(each, Together) for each in graph.nodes[node].operations)
            for node in plan
            if node[0] in OURS
        }
    )
    assert counts.total() <= MOST_OPERATIONS, (
        "The first start becomes slow. Wrap the operations of the newest migrations in Together "
        f"(mvp_coord/lib/migrating.py), or squash: docs/squash_migrations.py. The largest: {counts.most_common(5)}"
    )


@pytest.mark.parametrize(
    "operations",
    [
        [migrations.CreateModel("Tree", [("id", KEY)]), migrations.AddField("Tree", "age", models.IntegerField())],
        [migrations.AddField("tree", "age", AGE), migrations.AlterField("tree", "age", AGE)],
        [migrations.RenameField("tree", "age", "years")],
        [migrations.RunPython(migrations.RunPython.noop)],
    ],
)
def test_what_rests_on_another_operation_is_not_done_together_with_it(operations):
    with pytest.raises(ValueError):
        Together(operations)


def test_the_squashed_migrations_make_the_models_of_those_they_replace():
    replaced = MigrationLoader(None, replace_migrations=False).project_state()
    squashed = MigrationLoader(None).project_state()
    plain = MigrationAutodetector(squashed, replaced).deep_deconstruct

    def words(model):  # the fields in their order, which is that of the columns
        return plain(list(model.fields.items())), plain(model.options), model.bases, model.managers

    assert squashed.models.keys() == replaced.models.keys()
    assert not [key for key, model in replaced.models.items() if words(squashed.models[key]) != words(model)]


@pytest.fixture
def owning(django_db_setup, django_db_blocker):
    """`with owning("name"):` Django works as the owner of a database that is there for this alone."""

    @contextlib.contextmanager
    def of(name, *, empty=False):
        with django_db_blocker.unblock(), cluster.scratch(name, empty=empty) as url, connected_to(url):
            yield url

    return of


def test_the_squashed_migrations_can_be_taken_back_and_done_again(owning):
    with owning("back"):
        before = objects()
        for app in ("planning", "funding", "partners"):
            call_command("migrate", app, "zero", verbosity=0)
        assert not [each for each in objects() if re.match(r"(planning|funding|partners)_", each)]
        call_command("migrate", verbosity=0)
        assert objects() == before


def test_cases_outlive_the_way_back_to_their_stored_words_and_are_checked_anew(owning):
    with owning("words"):
        kept = [factories.make_overlap().pk for _ in range(2)]
        call_command("migrate", "planning", "0010", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, sentence FROM planning_overlap ORDER BY id")
            assert cursor.fetchall() == [(key, "") for key in kept]
        call_command("migrate", verbosity=0)
        assert list(Overlap.objects.order_by("pk").values_list("pk", flat=True)) == kept
        assert DueWork.objects.filter(kind="overlaps", key="").exists()


def test_days_that_no_calendar_draws_become_the_nearest_that_one_does(owning):
    with owning("days"):
        call_command("migrate", "partners", "0019", verbosity=0)
        call_command("migrate", "states", "0009", verbosity=0)
        plan = factories.make_activity(starts_on=dt.date(1, 1, 1), ends_on=dt.date.max)
        days = [dt.date(2400, 1, 1), dt.date.max]
        elections = [make_election(held_on=day, kind="special", name="Runoff " * 17) for day in days]
        make_deadline(elections[0], on=days[0])
        call_command("migrate", verbosity=0)
        plan.refresh_from_db()
        assert (plan.starts_on, plan.ends_on) == (FIRST, LAST)
        assert {each.held_on for each in Election.objects.all()} == {LAST} == {Deadline.objects.get().on}
        assert [each.name[-10:] for each in Election.objects.order_by("pk")] == ["2400-01-01", "9999-12-31"]


def objects():
    """Tables, views and functions of our own."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
            UNION SELECT proname FROM pg_proc JOIN pg_language lang ON lang.oid = prolang
            WHERE pronamespace = 'public'::regnamespace AND lanname = 'plpgsql' ORDER BY 1
        """)
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.slow
@pytest.mark.skipif("MVP_PROVE_SQUASHED" not in os.environ, reason="MVP_PROVE_SQUASHED=1 asks for these minutes")
@pytest.mark.parametrize("halfway", [False, True])
def test_a_database_that_went_through_all_migrations_ends_as_a_new_one(owning, halfway):
    with owning("new", empty=True) as url:
        call_command("migrate", verbosity=0)
        new = schema(url)
    with owning("old", empty=True) as url:
        for app in sorted(filter(replaced_of, OURS)):
            names = sorted(replaced_of(app))
            # All that are replaced; or half of those of each app, with what they need of others.
            end = (app, names[len(names) // 2 if halfway else -1])
            executor = MigrationExecutor(connection)
            executor.loader = MigrationLoader(connection, replace_migrations=False)
            if end not in executor.loader.applied_migrations:
                executor.migrate([end])
        call_command("migrate", verbosity=0)
        assert schema(url) == new


def replaced_of(app):
    """The migrations of this app that a squashed one replaces."""
    squashed = [each for each in MigrationLoader(None).disk_migrations.values() if each.app_label == app]
    return {name for each in squashed for _, name in each.replaces}


def schema(url):
    """All that makes the tables of a database, in the words of PostgreSQL."""
    connections.close_all()
    words = [postgres_folder() / "pg_dump", "--schema-only", "--no-owner", url]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
