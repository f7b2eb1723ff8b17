"""A database that exists only for a bench: made by the same migrations as any, filled, and dropped at the end."""

import contextlib
import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from mvp_coord.local import instance, roles
from mvp_coord.management.commands.setup import connected_to


def _url(role: str, database: str) -> str:
    """The address of a database of this server for "app_rw", "mvp_owner", or whoever may create databases."""
    if not os.environ.get("DATABASE_URL"):
        return instance().database_url("postgres" if role == "admin" else role, database)
    address = os.environ["DATABASE_URL" if role == "app_rw" else "DATABASE_OWNER_URL"]
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))


def _maintenance() -> str:
    given = os.environ.get("DATABASE_OWNER_URL", "") if os.environ.get("DATABASE_URL") else ""
    return urlsplit(given).path.lstrip("/") or "postgres"


@contextlib.contextmanager
def database(name: str, *, like: str = "") -> Iterator[str]:
    """A new database of this name, empty or a copy of another one; dropped at the end, whatever happens."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if not os.environ.get("DATABASE_URL"):
        create += sql.SQL(" OWNER mvp_owner")
    if like:
        create += sql.SQL(" TEMPLATE {}").format(sql.Identifier(like))
    with psycopg.connect(_url("admin", _maintenance()), autocommit=True) as server:
        server.execute(drop)
        server.execute(create)
        try:
            yield name
        finally:
            connection.close()
            server.execute(drop)


@contextlib.contextmanager
def with_tables(name: str) -> Iterator[str]:
    """A new database with all tables and the reference data."""
    with database(name):
        owner = _url("mvp_owner", name)
        roles.grant(owner)
        with connected_to(owner):
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        with connected_to(_url("app_rw", name)):
            call_command("load_reference", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
        yield name


@contextlib.contextmanager
def as_owner(name: str) -> Iterator[None]:
    """Django's connection leads to that database as the owner of its tables, who may switch off triggers."""
    with connected_to(_url("mvp_owner", name)):
        yield


@contextlib.contextmanager
def as_pages(name: str) -> Iterator[None]:
    """Django's connection leads to that database as the pages connect."""
    with connected_to(_url("app_rw", name)):
        yield
