"""The database's three roles, and what each may do (the statements are in ``mvp_coord/sql``).

============  ===========================================================================
``mvp_owner``  owns the tables; migrations run as it, and nothing else does
``app_rw``     web, workers, commands and tests: reads and writes rows, owns nothing
``backup_ro``  reads, to save copies
============  ===========================================================================

On a server of your own the owner may have any name; ``app_rw`` and ``backup_ro`` are named in the grants.
"""

from pathlib import Path
from typing import Any, LiteralString, cast
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from .instance import DATABASE, Instance, LocalError

SQL = Path(__file__).resolve().parent.parent / "sql"


def create_database(instance: Instance) -> None:
    """Create the roles and the empty database on the embedded server, unless they are there."""
    with psycopg.connect(instance.database_url("postgres", "postgres"), autocommit=True) as connection:
        run_file(connection, "roles.sql")
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if found is None:
            words = sql.SQL("CREATE DATABASE {} OWNER mvp_owner")
            connection.execute(words.format(sql.Identifier(DATABASE)))


def has_tables(instance: Instance) -> bool:
    """Whether the embedded database was ever set up."""
    try:
        with psycopg.connect(instance.database_url("app_rw")) as connection:
            return connection.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone() == (True,)
    except psycopg.OperationalError:
        return False


def create_roles_elsewhere(*, owner_url: str, app_url: str) -> None:
    """Create the missing roles on a server of your own, or say what its administrator must run.

    ``app_rw`` gets the password that ``app_url`` carries.
    """
    with psycopg.connect(owner_url, autocommit=True) as connection:
        found = connection.execute("SELECT rolname FROM pg_roles").fetchall()
        missing = [role for role in ("app_rw", "backup_ro") if (role,) not in found]
        may = connection.execute(
            "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if missing and may != (True,):
            raise LocalError(
                f"The database has no role {' and '.join(missing)}, and the role of DATABASE_OWNER_URL may not "
                "create roles. Have an administrator of the server run:\n  "
                + "\n  ".join(f"CREATE ROLE {role} LOGIN PASSWORD '…';" for role in missing)
            )
        password = unquote(urlsplit(app_url).password or "")
        for role in missing:
            words = sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))
            if role == "app_rw" and password:
                words += sql.SQL(" PASSWORD {}").format(sql.Literal(password))
            connection.execute(words)


def grant(owner_url: str) -> None:
    """Give each role its rights on what is there and on what later migrations create."""
    with psycopg.connect(owner_url) as connection:
        run_file(connection, "grants.sql")


def run_file(connection: psycopg.Connection[Any], name: str) -> None:
    """Run one of the statement files of ``mvp_coord/sql``."""
    connection.execute(cast(LiteralString, (SQL / name).read_text("utf-8")))
