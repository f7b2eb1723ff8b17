"""``manage.py up``: the whole product with one command, until Ctrl-C."""

import contextlib
import http.client
import os
import shlex
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections

from accounts.demo import DEMO_PASSWORD, demo_logins
from accounts.models import User
from mvp_coord.local import instance, pair, processes
from mvp_coord.local.programs import HOST, free_port, programs, servers
from mvp_coord.local.supervisor import Child, Supervisor

READY_SECONDS = 120
INVITE = ".venv/bin/python manage.py invite you@example.org --role admin"


class Command(BaseCommand):
    """PostgreSQL, Valkey, the pages, a worker and the schedule; what dies is started again."""

    help = "Start everything: the servers, the pages, a worker and the schedule. Ctrl-C stops it in order."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and with what data to begin."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--no-demo", action="store_true", help="start without loading the demo")

    def handle(self, *args: Any, port: int, no_demo: bool = False, **options: Any) -> None:
        """Start in order, watch, stop in reverse."""
        begun = time.monotonic()
        supervisor = Supervisor(say=self.say)
        with contextlib.ExitStack() as stack, contextlib.suppress(KeyboardInterrupt):
            note = stack.enter_context(self.only_one())
            starting = servers(instance())
            if starting:
                stack.enter_context(pair.held(instance(), patience=30))
            supervisor.stop_on_signals()
            stack.callback(self.stop, supervisor)
            with supervisor.interruptible():
                self.prepare(supervisor, starting, demo=not no_demo)
            port = self.choose_port(port)
            for child in programs(instance(), port):
                supervisor.add(child)
            note.write_text(f"http://{HOST}:{port}/ (process {os.getpid()})")
            until = time.monotonic() + READY_SECONDS
            if supervisor.watch(until=lambda: is_ready(port) or time.monotonic() > until):
                self.greet(port, time.monotonic() - begun)
                supervisor.watch(until=lambda: False)

    def prepare(self, supervisor: Supervisor, starting: list[Child], *, demo: bool) -> None:
        """The servers, and all that must be in the database."""
        for child in starting:
            supervisor.add(child)
            self.say("up", f"{child.name} is ready")
        call_command("setup", demo=demo, stdout=self.stdout)

    def say(self, name: str, line: str) -> None:
        """One line of the log, with who says it."""
        self.stdout.write(f"{name:8} | {line}")
        self.stdout.flush()

    @contextlib.contextmanager
    def only_one(self) -> Iterator[Path]:
        """Refuse to run twice for the same instance; yields the file that says where it runs."""
        here = instance()
        pair.prepare(here)
        note = here.note
        with processes.locked(here.state / "up.lock") as lock:
            if lock is None:
                where = note.read_text() if note.exists() else "it is just starting"
                raise CommandError(f"{here.home} is already running: {where}. Stop it there with Ctrl-C.")
            note.unlink(missing_ok=True)
            yield note
            note.unlink(missing_ok=True)

    def choose_port(self, wished: int) -> int:
        """The wished port or the next free one, and say so if it is another."""
        port = free_port(wished)
        if port != wished:
            self.say("up", f"port {wished} is taken, so this runs on port {port}")
        return port

    def greet(self, port: int, seconds: float) -> None:
        """Say where it is, and who may sign in."""
        address = f"http://{HOST}:{port}/"
        if not is_ready(port):
            self.say("up", f"{address} does not say that it is ready; see the lines above")
        self.stdout.write(f"\n  Open {address}   (ready after {seconds:.0f} s; Ctrl-C stops everything)\n\n")
        for line in self.who_may_sign_in():
            self.stdout.write(f"  {line}")
        self.stdout.write("\n")
        self.stdout.flush()

    def who_may_sign_in(self) -> list[str]:
        """The demo's accounts, or how to make the first real one."""
        logins, nobody = demo_logins(), not User.objects.exists()
        connections.close_all()
        if logins:
            first = f"This is a demo. Sign in with the password {DEMO_PASSWORD} as"
            return [first, *(f"  {login.email}" for login in logins)]
        if nobody:
            # Without its name, the other terminal would invite to the instance of the checkout.
            named = f"MVP_HOME={shlex.quote(str(instance().home))} " if os.environ.get("MVP_HOME") else ""
            return ["Nobody can sign in yet. Make the first account, in another terminal:", f"  {named}{INVITE}"]
        return []

    def stop(self, supervisor: Supervisor) -> None:
        """End everything in reverse order."""
        begun = time.monotonic()
        self.say("up", "stopping")
        supervisor.stop()
        self.say("up", f"stopped in {time.monotonic() - begun:.1f} s")


def is_ready(port: int) -> bool:
    """Whether the pages, the database, the broker, a worker and the schedule all work."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
