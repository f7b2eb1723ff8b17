"""The Valkey of one instance: the doorbell between the pages and the workers, reached by socket only."""

import contextlib
import os
import subprocess
import time

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from . import binaries, processes
from .instance import Instance, LocalError

START_SECONDS = 60


def answers(instance: Instance) -> bool:
    """Whether the instance's Valkey runs and has finished loading."""
    try:
        with _client(instance) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def start(instance: Instance) -> subprocess.Popen[bytes]:
    """Start Valkey and return when it answers. Only for the holder of the servers' lock."""
    end_leftover(instance)
    data, user = instance.state / "valkey", processes.unprivileged_user()
    data.mkdir(mode=0o700, exist_ok=True)
    if user is not None:
        os.chown(data, user.pw_uid, user.pw_gid)
    settings = {
        "port": "0",
        "unixsocket": str(instance.valkey_socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",  # a queued message outlives a restart
        "save": "",
    }
    words = [word for name, value in settings.items() for word in (f"--{name}", value)]
    log = instance.state / "valkey.log"
    with log.open("ab") as file:
        process = processes.spawn(
            [str(binaries.valkey_program()), *words], as_user=user, stdout=file, stderr=file, cwd="/"
        )
    until = time.monotonic() + START_SECONDS
    while not answers(instance):
        if process.poll() is not None or time.monotonic() > until:
            processes.stop(process)
            raise LocalError(f"Valkey did not start; see {log}.")
        time.sleep(0.02)
    return process


def end_leftover(instance: Instance) -> None:
    """End a server that outlived a hard death. Whoever answers in our own socket folder is ours."""
    with contextlib.suppress(redis.RedisError), _client(instance) as client:
        client.shutdown()
    instance.valkey_socket.unlink(missing_ok=True)


def _client(instance: Instance) -> redis.Redis:
    # Without this, the client tries ten times before it says that nobody answers.
    once = Retry(NoBackoff(), retries=0)
    return redis.Redis(unix_socket_path=str(instance.valkey_socket), socket_timeout=5, retry=once)
