"""The PostgreSQL of one instance: made at the first start, recovered after any death, on a socket only."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg

from . import binaries, processes
from .instance import Instance, LocalError

# Recovery after a hard death replays what was not yet written; a big database may need minutes.
START_SECONDS = 300
CLUSTER = ["-U", "postgres", "--auth=trust", "--no-instructions", "--encoding=UTF8", "--locale=C"]
CLUSTER += ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
SERVING = {
    "max_connections": "60",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    # A killed worker lets go of its locks within seconds, even in the middle of a long query.
    "client_connection_check_interval": "2s",
}
# For tests alone: nothing survives a crash, and nothing needs to.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def answers(instance: Instance) -> bool:
    """Whether the instance's PostgreSQL runs and answers a query."""
    try:
        with psycopg.connect(instance.database_url("postgres", "postgres"), connect_timeout=5) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def start(instance: Instance, *, throwaway: bool = False) -> subprocess.Popen[bytes]:
    """Start PostgreSQL and return when it answers ``SELECT 1``. Only for the holder of the servers' lock."""
    processes.check_user_has_name()
    data, programs = instance.state / "pgdata", binaries.postgres_folder()
    _create(data, programs, throwaway=throwaway)
    _check_version(data, programs)
    _clear_leftovers(instance, data)
    log = instance.state / "postgres.log"
    with log.open("ab") as file:
        process = processes.spawn(
            [str(programs / "postgres"), "-D", str(data), "-k", str(instance.sockets), *_settings(throwaway)],
            dies_by=signal.SIGINT,
            as_user=processes.unprivileged_user(),
            stdout=file,
            stderr=file,
            cwd="/",
        )
    try:
        _wait(instance, process, log)
    except BaseException:
        stop(process)
        raise
    return process


def stop(process: subprocess.Popen[bytes]) -> int:
    """The fast stop: open transactions are rolled back, everything else is kept."""
    return processes.stop(process, signal.SIGINT, patience=60)


def _settings(throwaway: bool) -> list[str]:
    settings = {**SERVING, **(THROWAWAY if throwaway else {}), "listen_addresses": ""}
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


def _create(data: Path, programs: Path, *, throwaway: bool) -> None:
    """Make the empty database cluster, unless it is there. A half-made one is made again."""
    if (data / "PG_VERSION").exists():
        return
    draft, user = data.with_name("pgdata.new"), processes.unprivileged_user()
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    identity: dict[str, Any] = {}
    if user is not None:
        os.chown(draft, user.pw_uid, user.pw_gid)
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    words = [str(programs / "initdb"), "-D", str(draft), *CLUSTER, *(["--no-sync"] if throwaway else [])]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/", **identity)
    if done.returncode != 0:
        raise LocalError(f"PostgreSQL could not create its data folder {data}:\n{done.stderr.strip()}")
    draft.rename(data)


def _check_version(data: Path, programs: Path) -> None:
    """Refuse data of another major version with a sentence instead of a crash."""
    kept = (data / "PG_VERSION").read_text().strip()
    shown = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True)
    runs = shown.stdout.split()[2].split(".")[0]
    if kept != runs:
        raise LocalError(
            f"The data in {data} was written by PostgreSQL {kept}, but PostgreSQL {runs} is installed. "
            f"Point MVP_PG_BIN to the programs of PostgreSQL {kept}, or set it aside and start empty."
        )


def _clear_leftovers(instance: Instance, data: Path) -> None:
    """After a hard death: end a server that still holds the data, and forget one whose number has passed on.

    PostgreSQL notes the process number of its server. After a restart of the machine another program may
    have got that number, and PostgreSQL would refuse to start; so compare the command line.
    """
    note = data / "postmaster.pid"
    pid = _noted_pid(note)
    if pid is not None and _is_server_of(pid, data):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        until = time.monotonic() + 60
        while _is_server_of(pid, data):
            if time.monotonic() > until:
                raise LocalError(f"Another PostgreSQL (process {pid}) holds {data} and does not stop.")
            time.sleep(0.05)
    _end_workers(data)
    for path in (note, *instance.sockets.glob(".s.PGSQL.*")):
        path.unlink(missing_ok=True)


def _end_workers(data: Path) -> None:
    """End what a killed server left behind: its processes live on for a moment, and write to the same files.

    PostgreSQL itself would find them by the note that we are about to remove.
    """
    until = time.monotonic() + 60
    while left := _workers_of(data):
        if time.monotonic() > until:
            raise LocalError(f"Processes of a killed PostgreSQL still hold {data} and do not stop: {left}.")
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        time.sleep(0.02)


def _workers_of(data: Path) -> list[int]:
    """The processes at work in this folder, as all of a server's are."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # ended meanwhile, or somebody else's
            if (entry / "cwd").readlink() == data.resolve():
                found.append(int(entry.name))
    return found


def _noted_pid(note: Path) -> int | None:
    try:
        return abs(int(note.read_text().split("\n", 1)[0]))
    except (OSError, ValueError):
        return None


def _is_server_of(pid: int, data: Path) -> bool:
    command = processes.command_line(pid)
    return "postgres" in command and str(data) in command


def _wait(instance: Instance, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not answers(instance):
        if process.poll() is not None:
            last = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
            raise LocalError(f"PostgreSQL did not start. The end of {log}:\n{last}")
        if time.monotonic() > until:
            raise LocalError(f"PostgreSQL did not answer within {START_SECONDS} seconds; see {log}.")
        time.sleep(0.03)
