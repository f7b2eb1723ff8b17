"""Both servers of an instance together: use the pair that runs, or run one for as long as it is needed."""

import contextlib
import os
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import postgres, processes, valkey
from .instance import Instance, LocalError

WAIT_SECONDS = 120


class ServersHeldError(LocalError):
    """Another program of the same instance has started the servers, or is starting or stopping them."""


@dataclass
class Pair:
    """The two servers that this program started."""

    postgres: subprocess.Popen[bytes]
    valkey: subprocess.Popen[bytes]


def running(instance: Instance) -> bool:
    """Whether both servers of the instance answer."""
    return postgres.answers(instance) and valkey.answers(instance)


def prepare(instance: Instance) -> None:
    """Create the folders of the instance, and refuse a socket folder that somebody else made."""
    user = processes.unprivileged_user()
    instance.make_state()
    sockets = instance.sockets
    sockets.mkdir(mode=0o700, exist_ok=True)
    found = sockets.lstat()
    owners = {os.geteuid()} | ({user.pw_uid} if user else set())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o077:
        raise LocalError(f"{sockets} was made by somebody else, so the servers will not use it. Remove it first.")
    if user is not None:
        os.chown(sockets, user.pw_uid, user.pw_gid)


@contextlib.contextmanager
def started(
    instance: Instance, *, throwaway: bool = False, say: Callable[[str], None] = lambda _: None
) -> Iterator[Pair]:
    """Start both servers, and stop them in reverse order at the end, whatever happens in between.

    Raises ServersHeldError when another program of this instance holds them.
    """
    prepare(instance)
    with processes.locked(instance.state / "servers.lock") as lock, contextlib.ExitStack() as stack:
        if lock is None:
            raise ServersHeldError(f"Another command of {instance.home} runs the servers; wait for it to end.")
        database = postgres.start(instance, throwaway=throwaway)
        stack.callback(postgres.stop, database)
        say("PostgreSQL is ready")
        broker = valkey.start(instance)
        stack.callback(processes.stop, broker)
        say("Valkey is ready")
        yield Pair(database, broker)


@contextlib.contextmanager
def available(instance: Instance) -> Iterator[None]:
    """Use the running servers, or start them until the end of the block.

    Whoever started them for a short time waits at the end for other commands that came to use them too.
    """
    until = time.monotonic() + WAIT_SECONDS
    prepare(instance)
    users = instance.state / "users.lock"
    while True:
        with processes.locked(users, shared=True, wait=True):
            if running(instance):
                yield
                return
        with contextlib.ExitStack() as servers:
            try:
                servers.enter_context(started(instance))
            except ServersHeldError:  # somebody is starting or stopping them at this moment
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
                continue
            try:
                yield
            finally:
                with processes.locked(users, wait=True):
                    servers.close()
            return
