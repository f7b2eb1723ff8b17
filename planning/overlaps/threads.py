"""Several parts of one check reckoned at once: machine code and numpy let go of the interpreter while at work."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

# More would hold as many times the columns of a part in memory.
AT_ONCE = 2
# With a million plans two parts at a time stay below two gigabytes; with many more only one does.
ROOM = 3_000_000

Part = TypeVar("Part")
Found = TypeVar("Found")


@contextmanager
def meanwhile(work: Callable[[], Found]) -> Iterator[Callable[[], Found]]:
    """Begin some work at once, in a thread of its own: what waits for it, and gives what came of it."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(work)
        del work  # what it holds may be large, and is of no use once it is done
        yield coming.result


def side_by_side(work: Callable[[Part], Found], parts: Iterable[Part], *, plans: int) -> Iterator[Found]:
    """What comes of each part of a check of so many plans, in their order. `work` may change nothing that another
    part reads. Of more plans than `ROOM` one part after the other is worked on."""
    coming = iter(parts)
    first = list(islice(coming, 2))
    if len(first) < 2 or plans > ROOM:
        yield from map(work, chain(first, coming))
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting: deque[Future[Found]] = deque()
        for part in chain(first, coming):
            waiting.append(pool.submit(work, part))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
