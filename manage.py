#!/usr/bin/env python
"""The command line of the product.

Every command that needs the servers uses the running pair of its instance (``MVP_HOME``), or starts one
for its own lifetime; with ``DATABASE_URL`` set it uses that server. Commands that change the schema
connect as the owner of the tables, all others as ``app_rw``, like the pages.
"""

import contextlib
import os
import sys
import warnings

# These work without any server, or look after the servers themselves.
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "setup",
    "startapp",
    "up",
    "version",
}
AS_OWNER = {"createcachetable", "flush", "migrate", "pgtrigger", "sqlflush"}


def main(argv: list[str]) -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mvp_coord.settings")
    command = argv[1] if len(argv) > 1 else "help"
    if command in AS_OWNER:
        os.environ.setdefault("MVP_DB_ROLE", "owner")
    if command == "makemigrations":  # comparing with a database is a courtesy; no server is no fault
        warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    from django.core.management import execute_from_command_line

    from mvp_coord.local import LocalError

    try:
        with _servers(command, argv):
            execute_from_command_line(argv)
    except LocalError as error:
        sys.exit(f"{error}")


def _servers(command: str, argv: list[str]) -> contextlib.AbstractContextManager[None]:
    """The servers that the command needs, or nothing where other servers are named in the environment."""
    only_help = {"-h", "--help", "--version"} & set(argv)
    if command in WITHOUT_SERVERS or command.startswith("-") or only_help or os.environ.get("DATABASE_URL"):
        return contextlib.nullcontext()
    from mvp_coord.local import instance, pair

    return pair.available(instance())


if __name__ == "__main__":
    main(sys.argv)
