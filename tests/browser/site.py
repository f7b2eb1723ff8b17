"""A demo instance for the browser: `manage.py up` in a folder of its own, known by its address."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mvp_coord.local import binaries, pair, roles
from mvp_coord.local.instance import Instance
from tests import cluster

CHECKOUT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 240
SECONDS_TO_STOP = 30
# What would lead the instance to other servers, another key or a real mail server.
_OTHERS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "MVP_DB_ROLE",
    "SECRET_KEY",
    "EMAIL_URL",
    "MVP_PRODUCTION",
)


@dataclass(frozen=True)
class Site:
    """A running instance: where it answers, and its folder."""

    address: str
    home: Path

    def command(self, *words: str) -> str:
        """What a management command prints, run beside the instance."""
        program = [sys.executable, "manage.py", *words]
        return subprocess.run(
            program, cwd=CHECKOUT, env=_environment(self.home), check=True, capture_output=True, text=True
        ).stdout


class NotReady(Exception):
    """The instance did not start in time, or ended; the message holds its last lines."""


@contextmanager
def running_demo(home: Path) -> Iterator[Site]:
    """A demo instance with its state in `home`, stopped in order at the end.

    MVP_SITE names an instance that runs already (`http://127.0.0.1:8000`), for whoever works on a page and does
    not want to wait for a start, and MVP_SITE_HOME its folder. What the tests settle there stays settled.
    """
    if running := os.environ.get("MVP_SITE"):
        yield Site(running.rstrip("/"), Path(os.environ.get("MVP_SITE_HOME", CHECKOUT / ".local")))
        return
    if cluster.OWN_SERVER:
        _take_tables(Instance(home))
    port, log = _free_port(), home / "up.log"
    with log.open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port)],
            cwd=CHECKOUT,
            env=_environment(home),
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(f"http://127.0.0.1:{port}", home)
    try:
        _wait_until_ready(site, process, log)
        yield site
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        here = Instance(home)
        for folder in (here.state, here.sockets):
            shutil.rmtree(folder, ignore_errors=True)


def _take_tables(instance: Instance) -> None:
    """The empty tables that this run has migrated already; tests/mvp_coord/test_up.py starts without any."""
    cluster.start()
    programs = binaries.postgres_folder()
    with pair.started(instance, throwaway=True):
        roles.create_database(instance)
        taken, given = cluster.database_url("admin", cluster.TEMPLATE), instance.database_url("postgres")
        dump = subprocess.run([programs / "pg_dump", "-d", taken], check=True, capture_output=True)
        restore = [str(programs / "psql"), "--quiet", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-d", given]
        subprocess.run(restore, input=dump.stdout, check=True, capture_output=True)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OTHERS}
    return kept | {"MVP_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mvp_coord.settings", "PYTHONUNBUFFERED": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(site: Site, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{site.address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.3)
    raise NotReady(f"The site did not become ready. It said:\n{log.read_text()[-3000:]}")
