"""The search for overlaps over columns: load, compute and write all pairs, beside writing alone, SQL and a loop; the
whole check to kept cases, one changed plan, and the matrix that gaps are counted in."""

import datetime as dt
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from django.db import connection, transaction

from mvp_coord.lib import binary_copy
from planning.actions import refresh_overlaps
from planning.gaps.matrix import Cell, Matrix, Plans
from planning.overlaps import Window
from planning.overlaps.arrays import ints
from planning.overlaps.sweep import sweep
from planning.reports.case_board import find_cases
from planning.reports.columns import ColumnWorld, load_columns

from .overlaps_edits import edited
from .overlaps_rivals import PAIRS, floor_s, loop_s, sql_join_s
from .overlaps_world import fill_plans

ROWS: Final = "activities"
SIZES: Final[Sequence[int]] = (10_000, 100_000, 1_000_000)
# The join is run up to this size; the loop over so many plans, and extrapolated by their square.
LOOP_SIZE, JOIN_SIZE = 10_000, 100_000
TURNS = 3
# For each round that a bench is asked for.
EDITS = 10
HALF_YEAR: Final = Window(dt.date(2026, 5, 4), dt.date(2026, 11, 3))
Pairs = dict[str, np.ndarray[Any, Any]]
_STATUS: Final = Path("/proc/self/status")


@dataclass(frozen=True)
class Found:
    """Seconds, unless said otherwise; None where it was not run."""

    n: int
    seed: int
    pairs: int
    load_s: float
    compute_s: float
    write_s: float
    floor_s: float
    sql_join_s: float | None
    loop_s: float
    loop_is_extrapolated: bool
    peak_mb: int
    cases: int
    refresh_s: float
    again_s: float
    find_ms_p50: float
    find_ms_p95: float
    judge_ms_p50: float
    judge_ms_p95: float
    save_ms_p50: float
    save_ms_p95: float
    gap_matrix_s: float

    def as_json(self) -> dict[str, object]:
        """Plain values for `--json`."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}

    def as_text(self) -> str:
        """The same for people."""
        own = self.load_s + self.compute_s + self.write_s
        lines = [
            f"overlaps, {self.n:,} {ROWS}, seed {self.seed}: {self.pairs:,} pairs, {self.peak_mb:,} MB at most",
            f"  load {self.load_s:.2f} s, compute {self.compute_s:.2f} s, write {self.write_s:.2f} s: {own:.2f} s",
            f"  writing alone {self.floor_s:.2f} s: {own / self.floor_s:.1f} times that",
        ]
        if self.sql_join_s is not None:
            lines.append(f"  join in SQL {self.sql_join_s:.2f} s: {own / self.sql_join_s:.2f} of that")
        times = self.refresh_s / self.floor_s
        lines.append(
            f"  the whole check to {self.cases:,} kept cases {self.refresh_s:.1f} s: {times:.0f} times that; "
            f"once more, with nothing changed, {self.again_s:.1f} s"
        )
        how = " (extrapolated)" if self.loop_is_extrapolated else ""
        lines.append(f"  double loop in Python {self.loop_s:,.1f} s{how}")
        lines.append(
            f"  one changed plan, milliseconds (median, 95th percentile): saved {self.save_ms_p50:.1f}, "
            f"{self.save_ms_p95:.1f}; whom it meets {self.find_ms_p50:.1f}, {self.find_ms_p95:.1f}; judged "
            f"{self.judge_ms_p50:.1f}, {self.judge_ms_p95:.1f}"
        )
        lines.append(f"  matrix of gaps for half a year {self.gap_matrix_s:.3f} s")
        return "\n".join(lines)


def fill(size: int, *, seed: int) -> None:
    """That many plans."""
    fill_plans(size, seed=seed)


def prepare() -> None:
    """Nothing: what is compared makes its own tables."""


def measure(size: int, *, seed: int, rounds: int) -> Found:
    """All of it, the best of a few turns. Raises `ValueError` where a rival counts other pairs."""
    _forget_peak()
    founds, owns, floors = zip(*(_turn() for _ in range(TURNS)), strict=True)
    own, found = min(owns, key=sum), founds[-1]
    _warm()
    cases, refresh = _refreshed()
    again = _refreshed()[1]
    peak = _peak_mb()
    # Only now: a worker that checks holds no columns but its own.
    world = load_columns()
    join = sql_join_s(world) if size <= JOIN_SIZE else None
    loop, looped = loop_s(world, LOOP_SIZE)
    for rival in (join, (loop, looped) if size <= LOOP_SIZE else None):
        if rival and rival[1] != found:
            raise ValueError(f"The engine finds {found} pairs, a rival {rival[1]}.")
    return Found(
        n=size, seed=seed, pairs=found, peak_mb=peak,
        load_s=own[0], compute_s=own[1], write_s=own[2], cases=cases, refresh_s=refresh,
        again_s=again,
        floor_s=min(floors), sql_join_s=join[0] if join else None,
        loop_s=loop * max(1.0, size / LOOP_SIZE) ** 2, loop_is_extrapolated=size > LOOP_SIZE,
        gap_matrix_s=min(_gap_matrix_s(world) for _ in range(TURNS)),
        **edited(world.keys, seed=seed, many=EDITS * rounds).figures(),
    )  # fmt: skip


def _turn() -> tuple[int, tuple[float, float, float], float]:
    """Load, compute and write, and writing alone right after it: how many pairs, and seconds.

    The next pairs are found while the server takes in some: only what it has to wait for is counted as computing.
    """
    begun = time.perf_counter()
    world = load_columns()
    loaded = time.perf_counter()
    pairs = _Timed(_ahead(find_pairs(world)))
    with connection.cursor() as cursor:
        cursor.execute(PAIRS.format("bench_pairs"))
        found = binary_copy.write_parts(cursor, "bench_pairs", pairs)
        written = time.perf_counter()
        cursor.execute("DROP TABLE bench_pairs")
    seconds = loaded - begun, pairs.seconds, written - loaded - pairs.seconds
    return found, seconds, floor_s(pairs.parts)


def _ahead(parts: Iterator[Pairs]) -> Iterator[Pairs]:
    """The same parts, each made while the one before it is put to use."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, parts, None)
        while (part := coming.result()) is not None:
            coming = pool.submit(next, parts, None)
            yield part


class _Timed:
    """Parts that are kept as they come, and how long they took to come."""

    def __init__(self, coming: Iterator[Pairs]) -> None:
        self.coming, self.seconds = coming, 0.0
        self.parts: list[Pairs] = []

    def __iter__(self) -> Iterator[Pairs]:
        while True:
            begun = time.perf_counter()
            part = next(self.coming, None)
            self.seconds += time.perf_counter() - begun
            if part is None:
                return
            self.parts.append(part)
            yield part


def _warm() -> None:
    """A worker makes or loads its machine code once, with its first large check."""
    find_cases(None).reckon()


def _refreshed() -> tuple[int, float]:
    """The whole check, from plans to kept cases: how many, and in how many seconds."""
    begun = time.perf_counter()
    with transaction.atomic():
        counts = refresh_overlaps()
    return counts["cases"], time.perf_counter() - begun


def find_pairs(world: ColumnWorld) -> Iterator[Pairs]:
    """All pairs as columns of a table, some at a time."""
    columns, ways = world.columns, world.terrain.ways
    share, basis = ways.share.astype(np.float32), ways.basis.astype(np.int16)
    starts, ends = columns.starts.astype(np.int32), columns.ends.astype(np.int32)
    for met in sweep(columns, world.terrain):
        one, two = world.keys[met.one], world.keys[met.two]
        yield {
            "one": np.minimum(one, two), "two": np.maximum(one, two),
            "first": np.maximum(starts[met.one], starts[met.two]), "last": np.minimum(ends[met.one], ends[met.two]),
            "share": share[met.way], "basis": basis[met.way],
        }  # fmt: skip


def _gap_matrix_s(world: ColumnWorld) -> float:
    """Seconds to count the tries of all plans in half a year, by place, kind of work and constituencies."""
    columns = world.columns
    begun = time.perf_counter()
    kinds = int(columns.kind.max(initial=0)) + 1
    masks, mask = np.unique(columns.mask, return_inverse=True)
    key = (columns.place * kinds + columns.kind) * len(masks) + mask
    cells, cell = np.unique(key, return_inverse=True)
    named = cast(Sequence[Cell], range(len(cells)))
    Matrix.within(Plans(named, ints(cell), columns.starts, columns.ends, columns.attempts), HALF_YEAR)
    return time.perf_counter() - begun


def _forget_peak() -> None:
    """What was used before does not count, where the system can tell (Linux)."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5")


def _peak_mb() -> int:
    """The most memory that this process has held, in MB."""
    if _STATUS.exists():
        lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)
