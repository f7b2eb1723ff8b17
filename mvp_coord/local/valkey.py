"""The Valkey of one instance: the doorbell between the pages and the workers, reached by socket only."""

import contextlib
import os
import socket
import subprocess
import time

from . import binaries, processes
from .instance import Instance, LocalError

START_SECONDS = 60


def answers(instance: Instance) -> bool:
    """Whether the instance's Valkey runs and has finished loading."""
    return _ask(instance, b"PING") == b"+PONG"


def start(instance: Instance) -> subprocess.Popen[bytes]:
    """Start Valkey and return when it answers. Only for the holder of the servers' lock."""
    end_leftover(instance)
    data, user = instance.state / "valkey", processes.unprivileged_user()
    data.mkdir(mode=0o700, exist_ok=True)
    if user is not None:
        os.chown(data, user.pw_uid, user.pw_gid)
    log = instance.state / "valkey.log"
    with log.open("ab") as file:
        process = processes.spawn(
            [str(binaries.valkey_program()), *_settings(instance)], as_user=user, stdout=file, stderr=file, cwd="/"
        )
    until = time.monotonic() + START_SECONDS
    while not answers(instance):
        if process.poll() is not None or time.monotonic() > until:
            processes.stop(process)
            raise LocalError(f"Valkey did not start; see {log}.")
        time.sleep(0.02)
    return process


def _settings(instance: Instance) -> list[str]:
    settings = {
        "port": "0",
        "unixsocket": str(instance.valkey_socket),
        "unixsocketperm": "700",
        "dir": str(instance.state / "valkey"),
        "appendonly": "yes",  # a queued message outlives a restart
        "save": "",
    }
    return [word for name, value in settings.items() for word in (f"--{name}", value)]


def end_leftover(instance: Instance) -> None:
    """End a server that outlived a hard death. Whoever answers in our own socket folder is ours."""
    _ask(instance, b"SHUTDOWN")
    instance.valkey_socket.unlink(missing_ok=True)


def _ask(instance: Instance, command: bytes) -> bytes:
    """The first line of the answer to one command; nothing where nobody answers.

    Two words over a socket need no client, whose import alone would slow every command line down.
    """
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(5)
        asking.connect(str(instance.valkey_socket))
        asking.sendall(command + b"\r\n")
        return asking.recv(1000).partition(b"\r\n")[0]
    return b""
