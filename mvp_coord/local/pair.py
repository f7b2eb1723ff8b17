"""Both servers of an instance together: use the pair that runs, or run one for as long as it is needed."""

import contextlib
import os
import stat
import time
from collections.abc import Iterator

from . import postgres, processes, valkey
from .instance import Instance, LocalError

WAIT_SECONDS = 120


class ServersHeldError(LocalError):
    """Another program of the same instance has started the servers, or is starting or stopping them."""


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
def held(instance: Instance, *, patience: float = 0) -> Iterator[None]:
    """Be the one program that may start and stop the servers of the instance.

    Raises ServersHeldError when another program of this instance still is after ``patience`` seconds.
    """
    prepare(instance)
    until = time.monotonic() + patience
    while True:
        with processes.locked(instance.state / "servers.lock") as lock:
            if lock is not None:
                yield
                return
        if time.monotonic() >= until:
            raise ServersHeldError(
                f"Another command of {instance.home} runs the database servers at this moment. "
                "Wait for it to end, or end it, and try again."
            )
        time.sleep(0.1)


@contextlib.contextmanager
def started(instance: Instance, *, throwaway: bool = False) -> Iterator[None]:
    """Start both servers, and stop them in reverse order at the end, whatever happens in between.

    Raises ServersHeldError when another program of this instance has them.
    """
    with held(instance), contextlib.ExitStack() as stack:
        stack.callback(postgres.stop, postgres.start(instance, throwaway=throwaway))
        stack.callback(processes.stop, valkey.start(instance))
        yield


@contextlib.contextmanager
def available(instance: Instance) -> Iterator[None]:
    """Use the running servers, or start them until the end of the block.

    Whoever started them for a short time waits at the end for other commands that came to use them too.
    """
    prepare(instance)
    users = instance.state / "users.lock"
    until = time.monotonic() + WAIT_SECONDS
    with contextlib.ExitStack() as servers:
        while True:
            with processes.locked(users, shared=True, wait=True):
                # Without its broker everything works, only later: a doorbell is no reason to wait.
                if postgres.answers(instance):
                    yield
                    return
            with contextlib.suppress(ServersHeldError) if time.monotonic() < until else contextlib.nullcontext():
                servers.enter_context(started(instance))
                break
            time.sleep(0.1)  # somebody is starting or stopping them at this moment
        try:
            yield
        finally:
            with processes.locked(users, wait=True):
                servers.close()
