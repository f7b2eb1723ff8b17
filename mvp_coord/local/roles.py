"""The database's three roles, and what each may do (the statements are in ``mvp_coord/sql``).

============  ===========================================================================
``mvp_owner``  owns the tables; migrations run as it, and nothing else does
``app_rw``     web, workers, commands and tests: reads and writes rows, owns nothing
``backup_ro``  reads, to save copies
============  ===========================================================================
"""

from pathlib import Path
from typing import Any, LiteralString, cast

import psycopg
from psycopg import sql

from .instance import DATABASE, Instance

SQL = Path(__file__).resolve().parent.parent / "sql"


def create_database(instance: Instance) -> None:
    """Create the roles and the empty database on the embedded server, unless they are there."""
    with psycopg.connect(instance.database_url("postgres", "postgres"), autocommit=True) as connection:
        run_file(connection, "roles.sql")
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if found is None:
            words = sql.SQL("CREATE DATABASE {} OWNER mvp_owner")
            connection.execute(words.format(sql.Identifier(DATABASE)))


def run_file(connection: psycopg.Connection[Any], name: str) -> None:
    """Run one of the statement files of ``mvp_coord/sql``."""
    connection.execute(cast(LiteralString, (SQL / name).read_text("utf-8")))
