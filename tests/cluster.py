"""The databases of a test run: migrated once, copied for each worker, thrown away at the end.

The run has its own PostgreSQL and Valkey in a folder of its own, never the user's data, and tests connect
as ``app_rw``, as the pages do. The first process starts the servers and migrates a template as the owner;
each worker of pytest-xdist gets a copy of it. A test that commits (``transactional_db``, ``live_server``)
leaves its database dirty; ``app_rw`` may not TRUNCATE, so the next test gets a fresh copy instead.

Migrating takes longer than most test files, so the migrated cluster is kept in ``.dev/test-cluster`` for the
next run, under a name that changes with everything that went into it.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections
from psycopg import sql

from mvp_coord.local import Instance, pair, processes, roles

CHECKOUT = Path(__file__).resolve().parent.parent
# The first process names the run; workers and programs that tests start inherit the name.
RUN = os.environ.setdefault("MVP_TEST_RUN", str(os.getpid()))
IN_MEMORY, ENOUGH_BYTES = Path("/dev/shm"), 2 * 1024**3


def _folder_of_runs() -> Path:
    """Where runs live: in memory where there is room, because copying a database there takes a tenth of the time."""
    may = "TMPDIR" not in os.environ and os.access(IN_MEMORY, os.W_OK)
    has_room = may and shutil.disk_usage(IN_MEMORY).free >= ENOUGH_BYTES
    return IN_MEMORY if has_room else Path(tempfile.gettempdir())


HOME = Path(os.environ.setdefault("MVP_TEST_HOME", str(_folder_of_runs() / f"mvp-tests-{RUN}")))
OWN_SERVER = not os.environ.get("DATABASE_URL")
TEMPLATE = "mvp_test_template" if OWN_SERVER else f"mvp_test_{RUN}"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATABASE = f"mvp_test_{RUN}_{WORKER}"
INSTANCE = Instance(HOME, folder=HOME)

KEPT = CHECKOUT / ".dev" / "test-cluster"
MOST_KEPT = 4  # of 80 MB each: going to another branch and back migrates nothing again
MAKES_THE_SCHEMA = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/sql/*.sql",
    "*/*/sql/*.sql",
    "mvp_coord/local/*.py",
)
ALSO = ("mvp_coord/settings.py", "requirements.lock", "tests/cluster.py")

_started = contextlib.ExitStack()
_READY = "MVP_TEST_READY"


def database_url(role: str, database: str = DATABASE) -> str:
    """The address of one of this run's databases: ``role`` is app_rw, mvp_owner, backup_ro, or admin."""
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
    """Start the servers (unless they are given) and have the migrated template, once per run."""
    if os.environ.get(_READY):
        return
    if not OWN_SERVER:
        _started.callback(drop, TEMPLATE)
        _make_template()
    else:
        _sweep()
        _started.callback(_remove, INSTANCE)
        kept = KEPT / f"{_fingerprint()}.tar"
        if _unpack(kept):
            _started.enter_context(pair.started(INSTANCE, throwaway=True))
        else:
            with pair.started(INSTANCE, throwaway=True):
                with psycopg.connect(database_url("admin", "postgres"), autocommit=True) as connection:
                    roles.run_file(connection, "roles.sql")
                _make_template()
            if kept.stem == _fingerprint():  # nobody has edited a migration meanwhile
                _pack(kept)
            _started.enter_context(pair.started(INSTANCE, throwaway=True))
    os.environ[_READY] = "1"


def _remove(instance: Instance) -> None:
    for folder in (instance.state, instance.sockets):
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Remove what runs left behind that were killed; their servers have died with them."""
    for folder in (*HOME.parent.glob("mvp-tests-*"), *Path(tempfile.gettempdir()).glob("mvp-tests-*")):
        run = folder.name.removeprefix("mvp-tests-")
        with contextlib.suppress(FileNotFoundError):  # another run sweeps, too
            if run.isdigit() and folder.stat().st_uid == os.geteuid() and not processes.command_line(int(run)):
                _remove(Instance(folder, folder=folder))


def stop() -> None:
    """Stop what this process started."""
    _started.close()


def drop(name: str) -> None:
    """Drop a database of this run, whoever is connected."""
    with _admin() as connection:
        connection.execute(_dropping(name))


def _dropping(name: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))


def fresh_copy() -> None:
    """Give this worker a new copy of the template, whatever the last test committed."""
    connections.close_all()
    _create(DATABASE, template=TEMPLATE)


@contextlib.contextmanager
def scratch(name: str, *, empty: bool = False) -> Iterator[str]:
    """A database for one test beside the worker's own, empty or with all tables; its owner's address."""
    name = f"{DATABASE}_{name}"
    _create(name, template=None if empty else TEMPLATE)
    try:
        if empty:
            roles.grant(database_url("mvp_owner", name))
        yield database_url("mvp_owner", name)
    finally:
        drop(name)


@contextlib.contextmanager
def _admin() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection that may create and drop databases."""
    name = "postgres" if OWN_SERVER else urlsplit(os.environ["DATABASE_OWNER_URL"]).path.lstrip("/")
    with psycopg.connect(database_url("admin", name), autocommit=True) as connection:
        yield connection


def _create(name: str, *, template: str | None = None) -> None:
    words = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if OWN_SERVER:
        words += sql.SQL(" OWNER mvp_owner")
    if template:
        words += sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template))
    with _admin() as connection:
        connection.execute(_dropping(name))
        connection.execute(words)


def _make_template() -> None:
    """An empty database with all tables, made by the same commands as anywhere else."""
    _create(TEMPLATE)
    owner_url = database_url("mvp_owner", TEMPLATE)
    roles.grant(owner_url)
    owner = {**environment(), "MVP_DB_ROLE": "owner", "DATABASE_OWNER_URL": owner_url}
    for words in (["migrate", "-v0"], ["createcachetable", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *words], cwd=CHECKOUT, env=owner, check=True)


def _fingerprint() -> str:
    """A name for everything that the empty, migrated cluster was made from."""
    found = hashlib.sha256(str(os.environ.get("MVP_PG_BIN")).encode())
    for path in sorted(path for pattern in (*MAKES_THE_SCHEMA, *ALSO) for path in CHECKOUT.glob(pattern)):
        found.update(f"{path.relative_to(CHECKOUT)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _pack(kept: Path) -> None:
    """Keep the stopped cluster; not being able to (a checkout of somebody else's) is no fault."""
    with contextlib.suppress(OSError):
        KEPT.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(f".{RUN}")
        with tarfile.open(draft, "w") as archive:
            archive.add(HOME / "pgdata", "pgdata")
        draft.rename(kept)
        for old in sorted(KEPT.glob("*.tar"), key=lambda each: each.stat().st_mtime)[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def _unpack(kept: Path) -> bool:
    """Whether there was such a cluster to unpack; another run may have replaced it by its own."""
    pair.prepare(INSTANCE)
    user = processes.unprivileged_user()
    try:
        with tarfile.open(kept) as archive:
            # What we have packed is trusted; said like this, Python before 3.11.4 understands it too.
            archive.extraction_filter = lambda member, path: member
            archive.extractall(HOME, numeric_owner=True)
    except FileNotFoundError:
        return False
    with contextlib.suppress(OSError):
        kept.touch()  # used, so not the first to be thrown away
    for folder, _, files in os.walk(HOME / "pgdata"):
        for path in (folder, *(os.path.join(folder, name) for name in files)):  # noqa: PTH118 - thousands of files
            if user is not None:
                os.chown(path, user.pw_uid, user.pw_gid)
    return True
