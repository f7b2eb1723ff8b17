"""Starting and ending programs so that none outlives the one who started it, and locks between programs."""

import contextlib
import ctypes
import fcntl
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .instance import LocalError

PR_SET_PDEATHSIG = 1


def spawn(
    args: list[str],
    *,
    dies_by: int = signal.SIGTERM,
    as_user: pwd.struct_passwd | None = None,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own: Ctrl-C at the terminal reaches only who started it.

    If the starter dies, the kernel sends ``dies_by`` to the program (on Linux). The kernel counts the
    *thread* that started it, so call this from the main thread only.
    """
    if as_user is not None:
        options.update(user=as_user.pw_uid, group=as_user.pw_gid, extra_groups=[])
    return subprocess.Popen(
        args,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=_die_with_parent(dies_by),
        **options,
    )


def _die_with_parent(number: int) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    prctl, starter = ctypes.CDLL(None).prctl, os.getpid()

    def in_child() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != starter:  # it died before we could ask
            os._exit(1)

    return in_child


def stop(process: subprocess.Popen[bytes], number: int = signal.SIGTERM, *, patience: float = 10) -> int:
    """Ask a program to end, wait ``patience`` seconds, then kill it and all it started; its return code."""
    if process.poll() is None:
        process.send_signal(number)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return process.returncode


def command_line(pid: int) -> str:
    """The words a running program was started with, or "" if no such program runs (or it cannot be told)."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return shown.stdout.strip()


def unprivileged_user() -> pwd.struct_passwd | None:
    """The user that the servers run as when root starts them; None for anybody else, who runs them as is."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError as error:
        raise LocalError(
            "PostgreSQL refuses to run as root, and this machine has no user named nobody to run it as. "
            "Start as a normal user, or set DATABASE_URL to use another server."
        ) from error


def check_user_has_name() -> None:
    """Raise LocalError for a user id that the machine has no name for, as some containers have."""
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError as error:
        raise LocalError(
            f"The user id {os.geteuid()} has no name on this machine (no entry in /etc/passwd), and "
            "PostgreSQL cannot start without one. Start as a user with a name, or set DATABASE_URL to use "
            "another server."
        ) from error


@contextlib.contextmanager
def locked(path: Path, *, shared: bool = False, wait: bool = False) -> Iterator[int | None]:
    """Hold a file lock; yields the open file, or None when somebody else holds it and ``wait`` is off.

    The kernel lets go of the lock when the holder dies, however it dies, so a lock is never stale.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        kind = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(descriptor, kind)
        except BlockingIOError:
            yield None
        else:
            yield descriptor
    finally:
        os.close(descriptor)
