"""What pytest does around a run: servers before the first test, a database per worker, all gone after it.

``tests/conftest.py`` loads it with ``pytest_plugins = ["tests.plugin"]``; ``tests/cluster.py`` does the work.
"""

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import TransactionTestCase

from tests import cluster

BROWSER = "tests/browser/"
# Minutes of independent tests: each goes to whichever worker is free, before all others, so that none of them works
# on alone at the end.
LONG = ("tests/canary/", "tests/test_access.py")


def pytest_configure(config: pytest.Config) -> None:
    """Let tests that commit leave a fresh copy behind, instead of a TRUNCATE that app_rw may not do."""
    TransactionTestCase._fixture_teardown = lambda case: cluster.fresh_copy()
    config.option.loadscopereorder = False  # the order below


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, those of the browser, which only one worker can do, before all."""
    items.sort(key=lambda item: (not item.nodeid.startswith(BROWSER), not item.nodeid.startswith(LONG)))


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make, not again and again among all that was imported for them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: object) -> None:
    """Have the template ready before pytest-xdist starts its workers."""
    cluster.start()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Tests of one file run on one worker, but for the long ones; those of the browser all together, because they
    share one site."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith(BROWSER):
                return BROWSER
            return nodeid if nodeid.startswith(LONG) else super()._split_scope(nodeid)

    return ByFile(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers at the end of the run, also after Ctrl-C; workers started none."""
    cluster.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker) -> Iterator[None]:
    """This worker's database, in place of the one that Django's test runner would make."""
    cluster.start()
    with django_db_blocker.unblock():
        cluster.fresh_copy()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    cluster.drop(cluster.DATABASE)


@pytest.fixture(scope="module")
def for_all_tests(django_db_setup: None, django_db_blocker) -> Iterator[Callable[..., Any]]:
    """`for_all_tests(build, …)` gives what `build(…)` made, in a transaction that lasts for all tests of the module.

    Each test that uses the database works on a savepoint of it, so that it finds the world as it was built; what it
    is given should be a copy of its own (`copy.deepcopy`), because a row in memory is not rolled back. Tests that
    commit (`transaction=True`) cannot share a module with it.
    """
    world = transaction.atomic()
    world._from_testcase = True  # a durable block of ours is the outermost in its own eyes

    def made_once(build: Callable[..., Any], *given: Any) -> Any:
        with django_db_blocker.unblock():
            made = build(*given)
            connection.check_constraints()  # now, instead of at the end of each test
        return made

    with django_db_blocker.unblock():
        world.__enter__()
    yield made_once
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        world.__exit__(None, None, None)
