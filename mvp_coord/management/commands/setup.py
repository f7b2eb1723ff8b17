"""``manage.py setup``: bring an instance, new or old, to the state that this version of the product needs."""

import contextlib
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

import environ
import psycopg
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections

from mvp_coord.local import instance, pair, roles


class Command(BaseCommand):
    """Servers, roles, migrations, reference data and, on request, the demo. Run it as often as you like."""

    help = "Create or update the database: roles, tables, reference data and, with --demo, the demo."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The one choice: with the demo or without."""
        parser.add_argument("--demo", action="store_true", help="also load the demo, if the database has none")

    def handle(self, *args: Any, demo: bool = False, **options: Any) -> None:
        """Do all steps in order."""
        quiet = {"verbosity": 0, "stdout": self.stdout}
        servers = contextlib.nullcontext() if os.environ.get("DATABASE_URL") else pair.available(instance())
        with servers:
            owner_url = self._database()
            with connected_to(owner_url):
                call_command("migrate", interactive=False, **quiet)
                call_command("createcachetable", **quiet)
            roles.grant(owner_url)
            self.stdout.write("The database is up to date")
            call_command("load_reference", stdout=self.stdout)
            if demo:
                call_command("load_demo", if_empty=True, stdout=self.stdout)
            connections.close_all()

    def _database(self) -> str:
        """Roles and database, on the embedded server or elsewhere; the address for the owner of the tables."""
        app_url = os.environ.get("DATABASE_URL", "")
        if not app_url:
            roles.create_database(instance())
            return instance().database_url("mvp_owner")
        owner_url = os.environ.get("DATABASE_OWNER_URL", "")
        if not owner_url:
            raise CommandError(
                "DATABASE_URL is set, but DATABASE_OWNER_URL is not. Set it to the address for the role that owns "
                "the tables: only that role may change them, and only setup and migrate use it."
            )
        try:
            roles.create_roles_elsewhere(owner_url=owner_url, app_url=app_url)
            roles.grant(owner_url)
        except psycopg.OperationalError as error:
            raise CommandError(f"The database of DATABASE_OWNER_URL does not answer: {error}") from error
        return owner_url


@contextlib.contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Django's connection leads to ``url`` inside the block, and to where it led before after it."""
    connection = connections["default"]
    kept = connection.settings_dict
    connection.close()
    connection.settings_dict = {**kept, **environ.Env.db_url_config(url)}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = kept
