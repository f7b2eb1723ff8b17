"""Keeps a set of programs running: shows what they say, starts again what dies, ends them in reverse order.

One thread does it all, because the kernel ties the life of a program to the *thread* that started it.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from . import processes

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a program is started again
SETTLED = 60.0  # a program that ran this long is well again
POLL = 0.25


@dataclass
class Child:
    """One program: how to start it, how to end it, and how it has fared."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    stop_by: int = signal.SIGTERM
    patience: float = 10  # seconds to end by itself before it is killed
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float | None = None
    rest: bytes = b""  # the beginning of a line whose end has not come yet


@dataclass
class Supervisor:
    """Programs in the order of their start. ``say(name, line)`` shows one line."""

    say: Callable[[str, str], None]
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def __post_init__(self) -> None:
        self._output = selectors.DefaultSelector()
        self._interrupts = False

    def stop_on_signals(self) -> None:
        """Let Ctrl-C, a closed terminal and ``kill`` end everything in order; a second one changes nothing."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    @contextlib.contextmanager
    def interruptible(self) -> Iterator[None]:
        """Inside the block, such a signal raises KeyboardInterrupt; elsewhere it is seen by ``watch``."""
        self._interrupts = True
        try:
            yield
        finally:
            self._interrupts = False

    def _on_signal(self, *_: object) -> None:
        self.stopping = True
        if self._interrupts:
            raise KeyboardInterrupt

    def add(self, child: Child) -> None:
        """Start a program and keep it running from now on."""
        self.children.append(child)
        self._start(child)

    def watch(self, *, until: Callable[[], bool]) -> bool:
        """Keep everything running until ``until()`` is true (True) or somebody asks to stop (False)."""
        while not self.stopping:
            if until():
                return True
            self._show(POLL)
            for child in self.children:
                self._look_after(child)
        return False

    def stop(self) -> None:
        """End everything in reverse order, and show what they say until then."""
        self.stopping = True
        for child in reversed(self.children):
            if child.process is not None:
                code = processes.stop(child.process, child.stop_by, patience=child.patience)
                self._show(0)
                self._forget(child)
                if code not in (0, -child.stop_by):
                    self.say("up", f"{child.name} ended with {code}")

    def _start(self, child: Child) -> None:
        child.process, child.started_at, child.again_at = child.start(), time.monotonic(), None
        if child.process.stdout is not None:
            os.set_blocking(child.process.stdout.fileno(), False)
            self._output.register(child.process.stdout, selectors.EVENT_READ, child)

    def _look_after(self, child: Child) -> None:
        """Notice a death, and start the program again after a pause that grows with each failure."""
        now = time.monotonic()
        if child.process is not None and child.process.poll() is not None:
            code = child.process.returncode
            self._show(0)
            self._forget(child)
            child.pause = FIRST_PAUSE if now - child.started_at > SETTLED else child.pause
            child.again_at = now + child.pause
            self.say("up", f"{child.name} ended with {code}; it starts again in {child.pause:.0f} s")
            child.pause = min(child.pause * 2, LONGEST_PAUSE)
        elif child.again_at is not None and now >= child.again_at and not self.stopping:
            self._start_again(child)

    def _start_again(self, child: Child) -> None:
        try:
            self._start(child)
        except Exception as error:
            child.again_at = time.monotonic() + child.pause
            self.say("up", f"{child.name} does not start ({error}); next try in {child.pause:.0f} s")
            child.pause = min(child.pause * 2, LONGEST_PAUSE)
        else:
            self.say("up", f"{child.name} runs again")

    def _forget(self, child: Child) -> None:
        """End what a dead program left behind in its group, and its output."""
        process, child.process = child.process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.stdout is not None:
            with contextlib.suppress(KeyError):  # its end was seen already
                self._output.unregister(process.stdout)
            process.stdout.close()

    def _show(self, seconds: float) -> None:
        """Wait at most ``seconds`` for output, and show the whole lines of it."""
        for key, _ in self._output.select(seconds):
            child = key.data
            with contextlib.suppress(BlockingIOError):
                said = os.read(key.fd, 65536)
                if not said:
                    self._output.unregister(key.fileobj)
                *lines, child.rest = (child.rest + said).split(b"\n")
                for line in filter(bytes.strip, lines):
                    self.say(child.name, line.decode(errors="replace").rstrip())
