"""A bench measured in a process of its own, so that its memory is its own too."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .registry import Report


def measured(name: str, database: str, size: int, *, seed: int, rounds: int) -> "Report":
    """What the bench of this name finds in this database (filled for this size)."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(_measured, name, database, size, seed, rounds).result()


def _measured(name: str, database: str, size: int, seed: int, rounds: int) -> "Report":
    import django

    django.setup()
    from django.urls import get_resolver

    from mvp_coord.lib.loaded import keep_loaded

    from . import scratch
    from .registry import BENCHES

    # As the web server does.
    get_resolver().url_patterns  # noqa: B018
    keep_loaded()
    with scratch.as_pages(database):
        return BENCHES[name].measure(size, seed=seed, rounds=rounds)
