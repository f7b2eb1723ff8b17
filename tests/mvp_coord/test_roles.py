"""The database binds whoever serves people: rows yes, structure no."""

import subprocess
import sys

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from mvp_coord.database_role import check_serving_role
from mvp_coord.management.commands.setup import connected_to
from tests import cluster


def ask(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def test_tests_and_pages_connect_as_app_rw(db):
    assert ask("SELECT current_user") == "app_rw"
    assert (
        ask("SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = user")
        is False
    )


def test_app_rw_owns_nothing(db):
    assert ask("SELECT count(*) FROM pg_class WHERE relowner = 'app_rw'::regrole") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE accounts_user CASCADE",
        "DROP TABLE django_session",
        "ALTER TABLE accounts_user DISABLE TRIGGER ALL",
        "CREATE TABLE mine (id int)",
        "CREATE ROLE mine",
        "SET ROLE mvp_owner",
    ],
)
def test_app_rw_may_not_change_the_structure(db, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_views_show_nobody_more_than_the_tables_behind_them(db):
    views = "FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'"
    assert ask(f"SELECT count(*) {views}")
    assert ask(f"SELECT count(*) {views} AND NOT coalesce('security_invoker=true' = ANY(reloptions), false)") == 0


def test_app_rw_may_write_rows_of_every_table(db):
    refused = ask(
        """
        SELECT coalesce(string_agg(relname, ', '), '') FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND NOT has_table_privilege('app_rw', oid, 'SELECT, INSERT')
        """
    )
    assert refused == ""


@pytest.mark.skipif(not cluster.OWN_SERVER, reason="a server of your own has a backup role of your own")
def test_backup_role_reads_everything_and_writes_nothing(db):
    address = cluster.database_url("backup_ro")
    with psycopg.connect(address) as backup:
        tables = backup.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        assert len(tables) > 20
        for (table,) in tables:
            backup.execute(psycopg.sql.SQL("SELECT count(*) FROM {}").format(psycopg.sql.Identifier(table)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            backup.execute("DELETE FROM accounts_user")


@pytest.fixture
def any_connection(django_db_setup, django_db_blocker):
    """The database without a test's transaction around it, which a change of roles would break."""
    with django_db_blocker.unblock():
        yield
        connection.close()


def test_app_rw_may_serve(any_connection):
    check_serving_role()


def test_owner_of_the_tables_may_not_serve(any_connection):
    with (
        connected_to(cluster.database_url("mvp_owner")),
        pytest.raises(ImproperlyConfigured, match=r"owns tables.*DATABASE_OWNER_URL"),
    ):
        check_serving_role()


@pytest.mark.skipif(not cluster.OWN_SERVER, reason="there is no superuser's address for a server of your own")
def test_superuser_may_not_serve(any_connection):
    with connected_to(cluster.database_url("admin")), pytest.raises(ImproperlyConfigured, match="is a superuser"):
        check_serving_role()


@pytest.mark.slow
@pytest.mark.parametrize(
    "program",
    [
        ["-c", "import mvp_coord.wsgi"],
        ["-m", "celery", "-A", "mvp_coord", "worker", "-c", "1"],
        ["-m", "celery", "-A", "mvp_coord", "beat", "-s", "{folder}/schedule"],
    ],
    ids=["web", "worker", "beat"],
)
def test_no_program_serves_as_owner(django_db_setup, tmp_path, program):
    """Each real program ends by itself, and says why."""
    environment = {**cluster.environment(), "DATABASE_URL": cluster.database_url("mvp_owner")}
    ended = subprocess.run(
        [sys.executable, *(word.format(folder=tmp_path) for word in program)],
        cwd=cluster.CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode != 0
    assert "owns tables" in ended.stderr
