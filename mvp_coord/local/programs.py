"""The programs that make up a running product, each with how it is started."""

import os
import signal
import socket
import subprocess
import sys
from typing import Any

from . import postgres, processes, valkey
from .instance import CHECKOUT, Instance, LocalError
from .supervisor import Child

HOST = "127.0.0.1"  # the demo's passwords are public, so no other machine may reach it
PORTS_TO_TRY = 50
# One web process with a few threads, each with a database connection that it keeps.
WEB = "granian --interface wsgi --workers 1 --blocking-threads 4 --no-ws --log-level warning --workers-kill-timeout 5"
WORKER = "celery -A mvp_coord --quiet worker -c 2 --without-gossip --without-mingle --loglevel warning"
BEAT = "celery -A mvp_coord --quiet beat --loglevel warning"


def servers(instance: Instance) -> list[Child]:
    """The embedded servers that are not replaced by others in the environment, in the order of their start."""
    children = []
    if not os.environ.get("DATABASE_URL"):
        start = lambda: postgres.start(instance)  # noqa: E731 - it is a value here
        children.append(Child("postgres", start, stop_by=signal.SIGINT, patience=60))
    if not os.environ.get("REDIS_URL"):
        children.append(Child("valkey", lambda: valkey.start(instance)))
    return children


def programs(instance: Instance, port: int) -> list[Child]:
    """The pages, a worker and the schedule."""
    schedule = ["-s", str(instance.state / "beat-schedule")]
    return [
        _program("web", [*WEB.split(), "--host", HOST, "--port", str(port), "mvp_coord.wsgi:application"], port),
        _program("worker", WORKER.split(), port),
        _program("beat", [*BEAT.split(), *schedule], port),
    ]


def _program(name: str, words: list[str], port: int) -> Child:
    # Root's workers are no danger here: messages are JSON, and only our own socket folder leads to them.
    quiet = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
    environment = {
        "SITE_URL": f"http://{HOST}:{port}",  # for links in mail; another one can be set outside
        **os.environ,
        **(quiet if os.geteuid() == 0 else {}),
        "DJANGO_SETTINGS_MODULE": "mvp_coord.settings",
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONUNBUFFERED": "1",
    }
    environment.pop("MVP_DB_ROLE", None)
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "cwd": CHECKOUT}
    return Child(name, lambda: processes.spawn([sys.executable, "-m", *words], env=environment, **options))


def free_port(wished: int) -> int:
    """The wished port, or the next one that nobody listens on."""
    for port in range(wished, min(wished + PORTS_TO_TRY, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError as error:
                raise LocalError(
                    f"Port {port} may only be used by root. Choose another: make up PORT=8000"
                ) from error
            except OSError:
                continue
            return port
    raise LocalError(f"No port from {wished} on is free. Choose another: make up PORT=9000")
