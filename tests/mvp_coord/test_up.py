"""``manage.py up`` as a person uses it: real servers, real processes, real signals."""

import contextlib
import http.client
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mvp_coord.local import Instance
from tests.cluster import CHECKOUT

# One instance for the whole module, because setting one up takes longer than all that is tested on it.
pytestmark = pytest.mark.slow
PATIENCE = 240


class Running:
    """One instance, and the ``up`` that runs for it at this moment."""

    def __init__(self, home: Path) -> None:
        self.instance = Instance(home)
        given = {
            key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "REDIS_", "MVP_"))
        }
        self.environment = {**given, "MVP_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mvp_coord.settings"}
        self.log = home / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def up(self, port: int, *, until: str = "Open http") -> None:
        self.log.unlink(missing_ok=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--no-demo", "--port", str(port)],
                cwd=CHECKOUT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(lambda: until in self.said() or self.process.poll() is not None, self.said)

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    @property
    def port(self) -> int:
        return int(self.said().split("Open http://127.0.0.1:")[1].split("/")[0])

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()

    def pids(self, word: str) -> list[int]:
        """The processes that ``up`` started whose command line has this word in it."""
        shown = subprocess.run(["ps", "-ewwo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in shown.splitlines()]
        ours = {self.process.pid}
        for _ in range(4):  # children, and their children
            ours |= {int(pid) for pid, parent, _ in rows if int(parent) in ours}
        return [int(pid) for pid, _, args in rows if int(pid) in ours and word in args]

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)

    def kill_everything(self) -> None:
        everybody = self.pids("")
        for pid in everybody:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


def wait_until(is_so, explain=lambda: "", seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, explain()
        time.sleep(0.1)


@contextlib.contextmanager
def a_new_home() -> Iterator[Running]:
    home = Path(tempfile.mkdtemp(prefix="mvp up "))  # a blank in the path, as people have it
    one = Running(home)
    try:
        yield one
    finally:
        one.stop()
        for folder in (home, one.instance.state, one.instance.sockets):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with a_new_home() as one, socket.create_server(("127.0.0.1", 0)) as taken:
        one.taken = taken.getsockname()[1]
        one.up(one.taken)
        yield one


def test_it_becomes_ready_and_serves_the_sign_in_page(running):
    status, body = running.get("/readyz")
    assert (status, json.loads(body)["ready"]) == (200, True)
    status, body = running.get("/accounts/login/")
    assert status == 200
    assert b"<form" in body


def test_the_first_invitation_that_it_proposes_is_to_the_same_instance(running):
    named = f"MVP_HOME={shlex.quote(str(running.instance.home))}"
    assert f"{named} .venv/bin/python manage.py invite" in running.said()


def test_a_taken_port_is_passed_over_and_that_is_said(running):
    assert running.port > running.taken
    assert f"port {running.taken} is taken, so this runs on port {running.port}" in running.said()


def test_a_second_up_is_refused_and_says_where_the_first_one_is(running):
    second = running.manage("up")
    assert second.returncode == 1
    assert f"is already running: http://127.0.0.1:{running.port}/" in second.stderr


def test_other_commands_use_the_running_servers_as_app_rw(running):
    code = (
        "from django.db import connection as c; u = c.cursor(); u.execute('SELECT current_user'); print(u.fetchone())"
    )
    done = running.manage("shell", "-v0", "-c", code)
    assert done.stdout.strip() == "('app_rw',)", done.stderr


def test_data_in_use_is_not_deleted(running):
    refused = running.manage("reset", "--yes")
    assert refused.returncode == 1
    assert "Another command" in refused.stderr
    assert running.get("/readyz")[0] == 200


def test_a_killed_worker_is_started_again(running):
    (worker, *_) = running.pids("celery -A mvp_coord --quiet worker")
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: "worker runs again" in running.said(), running.said)
    wait_until(lambda: running.pids("celery -A mvp_coord --quiet worker"), running.said)
    assert worker not in running.pids("celery -A mvp_coord --quiet worker")


def test_pages_work_without_the_broker_and_it_comes_back(running):
    (valkey,) = running.pids("valkey-server")
    os.kill(valkey, signal.SIGKILL)
    assert running.get("/accounts/login/")[0] == 200
    wait_until(lambda: running.get("/readyz")[0] == 200, running.said)


def test_what_became_due_while_the_broker_hung_is_done_when_it_answers_again(running):
    (valkey,) = running.pids("valkey-server")
    os.kill(valkey, signal.SIGSTOP)
    try:
        record = "from mvp_coord.jobs.actions import record_due_work as r; r(kind='overlaps', key='az')"
        assert running.manage("shell", "-v0", "-c", record).returncode == 0
        begun = time.monotonic()
        assert running.get("/accounts/login/")[0] == 200
        assert time.monotonic() - begun < 5
        status, body = running.get("/readyz")
        assert (status, json.loads(body)["broker"]) == (503, False)
    finally:
        os.kill(valkey, signal.SIGCONT)
    count = "from mvp_coord.jobs.models import DueWork; print(DueWork.objects.count())"
    wait_until(lambda: running.manage("shell", "-v0", "-c", count).stdout.strip() == "0", running.said)
    receipts = "from mvp_coord.jobs.models import JobRun; print(*JobRun.objects.values_list('name', 'status'))"
    done = running.manage("shell", "-v0", "-c", receipts).stdout
    assert "'done'" in done
    assert "'failed'" not in done


def test_after_kill_9_of_everything_the_next_up_recovers(running):
    code = "from accounts.models import User; print(User.objects.count())"
    before = running.manage("shell", "-v0", "-c", code).stdout
    running.kill_everything()
    running.up(running.taken)
    assert running.get("/readyz")[0] == 200, running.said()
    assert running.manage("shell", "-v0", "-c", code).stdout == before


def test_ctrl_c_stops_everything(running):
    everybody = running.pids("")
    assert len(everybody) > 6
    begun = time.monotonic()
    running.stop()
    assert running.process.returncode == 0
    assert time.monotonic() - begun < 30
    assert "up       | stopped in" in running.said()
    assert running.pids("") == []
    left = subprocess.run(["ps", "-o", "pid=", "-p", ",".join(map(str, everybody))], capture_output=True, text=True)
    assert left.stdout == ""


def test_reset_deletes_the_data(running):
    assert (running.instance.state / "pgdata").exists()
    assert "is deleted" in running.manage("reset", "--yes").stdout
    left = {path.name for path in running.instance.state.glob("*")}
    assert left <= {running.log.name}, "this test's own log lies there, where root does not run it"
    assert "There is no data" in running.manage("reset").stdout


def test_ctrl_c_in_the_middle_of_the_first_setup_stops_at_once():
    with a_new_home() as one:
        one.up(8000, until="valkey is ready")
        begun = time.monotonic()
        one.stop()
        assert (one.process.returncode, "Traceback" in one.said()) == (0, False), one.said()
        assert time.monotonic() - begun < 10
        assert "web" not in one.said()
