"""The embedded servers survive every kind of death, and are shared by the commands of one instance."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import psycopg
import pytest
import redis

from mvp_coord.local import Instance, LocalError, pair, postgres, processes, roles, valkey
from mvp_coord.local.pair import ServersHeldError
from tests.cluster import CHECKOUT

# Each test starts a real PostgreSQL and Valkey of its own, and most kill them.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def here():
    folder = Path(tempfile.mkdtemp(prefix="mvp-instance-"))
    one = Instance(folder, folder=folder)
    yield one
    for path in (folder, one.sockets):
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def servers(here):
    with pair.started(here):
        yield here


def written(here: Instance, value: int | None = None) -> list[int]:
    """What the owner's table holds, after writing ``value`` to it."""
    roles.create_database(here)
    with psycopg.connect(here.database_url("mvp_owner")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (value int)")
        if value is not None:
            connection.execute("INSERT INTO kept VALUES (%s)", [value])
        return [row[0] for row in connection.execute("SELECT value FROM kept ORDER BY value")]


def noted_pid(here: Instance) -> int:
    return int((here.state / "pgdata" / "postmaster.pid").read_text().split()[0])


def test_servers_answer_and_are_gone_after_the_block(here):
    with pair.started(here):
        assert postgres.answers(here)
        assert valkey.answers(here)
        assert here.sockets.stat().st_mode & 0o777 == 0o700
    assert not postgres.answers(here)
    assert not valkey.answers(here)


def test_postgres_listens_on_no_network(servers):
    with psycopg.connect(servers.database_url("postgres", "postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)


def test_a_second_owner_of_the_servers_is_refused(servers):
    with pytest.raises(ServersHeldError, match="Another command"), pair.started(servers):
        pytest.fail("two programs run the same servers")


def test_what_was_committed_survives_kill_9_of_both_servers(here):
    with pair.started(here):
        before = written(here, 1)
        server = noted_pid(here)
        os.kill(server, signal.SIGKILL)
        with redis.Redis(unix_socket_path=str(here.valkey_socket)) as client:
            os.kill(client.info("server")["process_id"], signal.SIGKILL)
    with pair.started(here):
        assert written(here) == before


def test_what_a_killed_server_left_at_work_is_ended_before_the_next_one_begins(here):
    """Two servers writing to the same files would ruin them."""
    with pair.started(here):
        busy = psycopg.connect(here.database_url("postgres", "postgres"))
        left = busy.info.backend_pid
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000000000)")
        os.kill(noted_pid(here), signal.SIGKILL)
    assert processes.command_line(left), "it does not notice that its server is gone"
    with pair.started(here):
        assert not processes.command_line(left)
    busy.close()


def test_a_stale_note_that_names_somebody_elses_process_is_no_obstacle(here):
    """After a crash of the machine the noted number may belong to any program: here to this test."""
    with pair.started(here):
        before = written(here, 2)
        os.kill(noted_pid(here), signal.SIGKILL)
    note = here.state / "pgdata" / "postmaster.pid"
    lines = note.read_text().split("\n")
    note.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    with pair.started(here):
        assert noted_pid(here) != os.getpid()
        assert written(here) == before
    assert threading.main_thread().is_alive(), "and nobody was hurt"


def test_a_server_that_outlived_its_starter_is_ended_and_its_data_kept(here, monkeypatch):
    monkeypatch.setattr(processes, "_die_with_parent", lambda number: None)
    pair.prepare(here)
    orphan = postgres.start(here)
    before = written(here, 3)
    with pair.started(here):
        assert orphan.wait(10) == 0
        assert written(here) == before


def test_data_of_another_major_version_is_refused_in_words(here):
    with pair.started(here):
        pass
    version = here.state / "pgdata" / "PG_VERSION"
    kept = version.read_text()
    version.write_text("15\n")
    try:
        with pytest.raises(LocalError, match=r"written by PostgreSQL 15.*MVP_PG_BIN"), pair.started(here):
            pytest.fail("it started on data that it cannot read")
    finally:
        version.write_text(kept)


def test_commands_at_the_same_time_share_one_pair(here):
    """The one that started the servers waits at its end for the one that came to use them."""
    inside, finish, log = threading.Event(), threading.Event(), []

    def second():
        with pair.available(here):
            inside.set()
            finish.wait(20)
            log.append(postgres.answers(here))

    thread = threading.Thread(target=second)
    with pair.available(here):
        thread.start()
        assert inside.wait(20)
        threading.Timer(0.3, finish.set).start()
    thread.join(20)
    assert log == [True], "the servers were there until the second was done"
    assert not postgres.answers(here)


def test_a_command_on_an_empty_instance_says_what_to_run_first():
    folder = Path(tempfile.mkdtemp(prefix="mvp-empty-"))
    given = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "REDIS_", "MVP_"))}
    try:
        done = subprocess.run(
            [sys.executable, "manage.py", "clearsessions"],
            cwd=CHECKOUT,
            env={**given, "MVP_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "mvp_coord.settings"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.strip().endswith("Run `manage.py setup` first.")
    finally:
        for path in (folder, Instance(folder).state, Instance(folder).sockets):
            shutil.rmtree(path, ignore_errors=True)
