"""The databases of a test run: migrated once, copied for each worker, thrown away at the end.

The run has its own PostgreSQL and Valkey in a folder of its own, never the user's data, and tests connect
as ``app_rw``, as the pages do. The first process starts the servers and migrates a template as the owner;
each worker of pytest-xdist gets a copy of it. A test that commits (``transactional_db``, ``live_server``)
leaves its database dirty; ``app_rw`` may not TRUNCATE, so the next test gets a fresh copy instead.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections
from psycopg import sql

from mvp_coord.local import Instance, pair, roles

CHECKOUT = Path(__file__).resolve().parent.parent
# The first process names the run; workers and programs that tests start inherit the name.
RUN = os.environ.setdefault("MVP_TEST_RUN", str(os.getpid()))
HOME = Path(tempfile.gettempdir()) / f"mvp-tests-{RUN}"
OWN_SERVER = not os.environ.get("DATABASE_URL")
TEMPLATE = f"mvp_test_{RUN}"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATABASE = f"{TEMPLATE}_{WORKER}"
INSTANCE = Instance(HOME, folder=HOME)

_started = contextlib.ExitStack()
_ready = "MVP_TEST_READY"


def database_url(role: str, database: str = DATABASE) -> str:
    """The address of one of this run's databases: ``role`` is app_rw, mvp_owner, or admin."""
    if OWN_SERVER:
        return INSTANCE.database_url("postgres" if role == "admin" else role, database)
    address = os.environ["DATABASE_URL" if role == "app_rw" else "DATABASE_OWNER_URL"]
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))


def redis_url() -> str:
    """The broker of this run; each worker has a numbered database of its own in it."""
    if os.environ.get("REDIS_URL") and not OWN_SERVER:
        return os.environ["REDIS_URL"]
    number = 0 if WORKER == "main" else int(WORKER.removeprefix("gw")) + 1
    return f"{INSTANCE.redis_url}?virtual_host={number}"


def environment() -> dict[str, str]:
    """The environment with which a program started by a test works on this test's database and broker."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mvp_coord.settings",
        "DATABASE_URL": database_url("app_rw"),
        "DATABASE_OWNER_URL": database_url("mvp_owner"),
        "REDIS_URL": redis_url(),
    }


def start() -> None:
    """Start the servers (unless they are given) and migrate the template, once per run."""
    if os.environ.get(_ready):
        return
    if OWN_SERVER:
        for folder in (HOME, INSTANCE.sockets):
            _started.callback(shutil.rmtree, folder, ignore_errors=True)
        _started.enter_context(pair.started(INSTANCE, throwaway=True))
        with psycopg.connect(INSTANCE.database_url("postgres", "postgres"), autocommit=True) as connection:
            roles.run_file(connection, "roles.sql")
    else:
        _started.callback(drop, TEMPLATE)
    _create(TEMPLATE)
    with psycopg.connect(database_url("mvp_owner", TEMPLATE)) as connection:
        roles.run_file(connection, "grants.sql")
    owner = {
        **environment(),
        "MVP_DB_ROLE": "owner",
        "DATABASE_OWNER_URL": database_url("mvp_owner", TEMPLATE),
    }
    for words in (["migrate", "-v0"], ["createcachetable", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *words], cwd=CHECKOUT, env=owner, check=True)
    os.environ[_ready] = "1"


def stop() -> None:
    """Stop what this process started."""
    _started.close()


@contextlib.contextmanager
def _admin() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection that may create and drop databases."""
    name = "postgres" if OWN_SERVER else urlsplit(os.environ["DATABASE_OWNER_URL"]).path.lstrip("/")
    with psycopg.connect(database_url("admin", name), autocommit=True) as connection:
        yield connection


def drop(name: str) -> None:
    with _admin() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _create(name: str, *, template: str | None = None) -> None:
    words = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if OWN_SERVER:
        words += sql.SQL(" OWNER mvp_owner")
    if template:
        words += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
    drop(name)
    with _admin() as connection:
        connection.execute(words)


def fresh_copy() -> None:
    """Give this worker a new copy of the template, whatever the last test committed."""
    connections.close_all()
    _create(DATABASE, template=TEMPLATE)
