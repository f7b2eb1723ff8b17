"""The servers that one command of ``manage.py`` needs."""

import contextlib
import os
from collections.abc import Iterator

from . import pair, roles
from .instance import LocalError, instance

# These work without any server, or look after the servers themselves.
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "diffsettings",
    "findstatic",
    "help",
    "makemigrations",
    "reset",
    "score_matcher",
    "setup",
    "startapp",
    "up",
    "version",
}
# These change the schema, as the owner of the tables; all others connect as the pages do.
AS_OWNER = {"createcachetable", "flush", "migrate", "pgtrigger", "sqlflush"}
# These make a database of their own beside the instance's, which may be empty.
BESIDE = {"bench"}


@contextlib.contextmanager
def servers_for(argv: list[str]) -> Iterator[None]:
    """Have the instance's servers run while a command runs, unless it needs none or uses others."""
    name = argv[1] if len(argv) > 1 else "help"
    if name in AS_OWNER:
        os.environ.setdefault("MVP_DB_ROLE", "owner")
    only_words = name.startswith("-") or {"-h", "--help", "--version"} & set(argv)
    if only_words or name in WITHOUT_SERVERS or os.environ.get("DATABASE_URL"):
        yield
        return
    with pair.available(instance()):
        if name in AS_OWNER | BESIDE:
            roles.create_database(instance())
        elif not roles.has_tables(instance()):
            raise LocalError(f"There is no data in {instance().home} yet. Run `manage.py setup` first.")
        yield
