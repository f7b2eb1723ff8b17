"""Programs are started in order, started again when they die, and ended in reverse order."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest

from mvp_coord.local import processes, supervisor
from mvp_coord.local.supervisor import Child, Supervisor
from tests import cluster

PATIENT = "import time; print('here', flush=True); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('here', flush=True); time.sleep(60)"


@pytest.fixture
def lines():
    return []


@pytest.fixture
def watched(lines, monkeypatch):
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(supervisor, "POLL", 0.02)
    it = Supervisor(say=lambda name, line: lines.append((name, line)))
    yield it
    it.stop()


def child(name: str, code: str, **options) -> Child:
    def start() -> subprocess.Popen[bytes]:
        return processes.spawn([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    return Child(name, start, pause=supervisor.FIRST_PAUSE, **options)


def runs(pid: int) -> bool:
    """Whether the process is there and not just waiting to be buried."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return "Z" not in subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return False


def soon(is_so, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return bool(is_so())


def test_each_line_is_shown_with_who_says_it(watched, lines):
    watched.add(child("web", "print('one'); print('two\\xe9', end='', flush=True); import time; time.sleep(60)"))
    watched.add(child("worker", PATIENT))
    assert watched.watch(until=lambda: len(lines) >= 2)
    assert set(lines) == {("web", "one"), ("worker", "here")}


def test_a_program_that_dies_is_started_again_and_that_is_said(watched, lines):
    watched.add(child("worker", PATIENT))
    first = watched.children[0].process.pid
    assert watched.watch(until=lambda: ("worker", "here") in lines)
    os.kill(first, signal.SIGKILL)
    assert watched.watch(until=lambda: lines.count(("worker", "here")) == 2)
    assert watched.children[0].process.pid != first
    said = [line for name, line in lines if name == "up"]
    assert said == ["worker ended with -9; it starts again in 0 s", "worker runs again"]


def test_a_program_that_dies_again_and_again_is_given_longer_pauses(watched, lines):
    watched.add(child("web", "raise SystemExit(3)"))
    assert watched.watch(until=lambda: sum("ended with 3" in line for _, line in lines) == 4)
    assert watched.children[0].pause == pytest.approx(0.05 * 2**4)


def test_what_a_dead_program_left_behind_is_ended_too(watched, lines):
    code = "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True)"
    watched.add(child("worker", code))
    assert watched.watch(until=lambda: any("ended with 0" in line for _, line in lines))
    left = int(next(line for name, line in lines if name == "worker"))
    assert soon(lambda: not runs(left))


def test_everything_is_ended_in_reverse_order(watched, lines, monkeypatch):
    for name in ("postgres", "web", "worker"):
        watched.add(child(name, PATIENT))
    ended, stop = [], processes.stop
    monkeypatch.setattr(
        processes, "stop", lambda process, *a, **k: ended.append(process.pid) or stop(process, *a, **k)
    )
    pids = [it.process.pid for it in watched.children]
    watched.stop()
    assert ended == pids[::-1]
    assert not any(runs(pid) for pid in pids)


def test_a_program_that_will_not_end_is_killed(watched, lines):
    watched.add(child("web", STUBBORN, patience=0.2))
    pid = watched.children[0].process.pid
    assert watched.watch(until=lambda: ("web", "here") in lines)
    watched.stop()
    assert not runs(pid)
    assert ("up", "web ended with -9") in lines


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells programs of their parent's death")
def test_programs_die_with_a_killed_supervisor():
    code = f"""
import sys, time
from mvp_coord.local import processes
child = processes.spawn([sys.executable, "-c", {PATIENT!r}])
print(child.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=cluster.CHECKOUT, stdout=subprocess.PIPE)
    with parent, parent.stdout as said:
        pid = int(said.readline())
        assert runs(pid)
        parent.kill()
        parent.wait(10)
        assert soon(lambda: not runs(pid))
