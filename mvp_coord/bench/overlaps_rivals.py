"""What the overlap engine is measured against: writing alone, a plain join in SQL, a double loop in Python."""

import time
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from django.db import connection

from mvp_coord.lib import binary_copy
from planning.reports.columns import ColumnWorld

PAIRS: Final = "CREATE TEMPORARY TABLE {} (one int8, two int8, first int4, last int4, share float4, basis int2)"
_TABLES: Final = (
    "CREATE TEMPORARY TABLE sql_activity"
    " (id int8, partner int8, kind int8, place int8, starts int8, ends int8, mask int8)",
    "CREATE TEMPORARY TABLE sql_around (place int8, other int8, share float8, basis int8)",
)
_INDEXES: Final = (
    "CREATE INDEX ON sql_activity (kind, place, starts) INCLUDE (ends, partner, mask, id)",
    "CREATE INDEX ON sql_around (place, other)",
)
_JOIN: Final = """
INSERT INTO sql_pairs
SELECT least(a.id, b.id), greatest(a.id, b.id), greatest(a.starts, b.starts), least(a.ends, b.ends), w.share, w.basis
FROM sql_activity a JOIN sql_around w ON w.place = a.place
JOIN sql_activity b ON b.kind = a.kind AND b.place = w.other AND b.starts <= a.ends AND b.ends >= a.starts
WHERE a.partner <> b.partner AND (a.mask = 0 OR b.mask = 0 OR a.mask & b.mask <> 0)
  AND (w.place <> w.other OR a.id < b.id)"""


def sql_join_s(world: ColumnWorld) -> tuple[float, int]:
    """Seconds for the best plain join into a table (closure of places, b-trees; made before), and how many pairs."""
    columns, ways = world.columns, world.terrain.ways
    with connection.cursor() as cursor:
        for words in (*_TABLES, PAIRS.format("sql_pairs")):
            cursor.execute(words)
        names = ("partner", "kind", "place", "starts", "ends", "mask")
        binary_copy.write(
            cursor, "sql_activity", {"id": world.keys} | {name: getattr(columns, name) for name in names}
        )
        around = {"place": ways.one, "other": ways.other, "share": ways.share, "basis": ways.basis}
        binary_copy.write(cursor, "sql_around", {name: column[ways.is_met] for name, column in around.items()})
        for words in (*_INDEXES, "ANALYZE sql_activity", "ANALYZE sql_around"):
            cursor.execute(words)
        begun = time.perf_counter()
        cursor.execute(_JOIN)
        taken, found = time.perf_counter() - begun, cursor.rowcount
        cursor.execute("DROP TABLE sql_activity, sql_around, sql_pairs")
    return taken, found


def loop_s(world: ColumnWorld, most: int) -> tuple[float, int]:
    """Seconds for a double loop over plain tuples of at most so many plans, and how many pairs."""
    ways, columns = world.terrain.ways, world.columns
    meets = set(zip(ways.one.tolist(), ways.other.tolist(), strict=True))
    parts = columns.kind, columns.partner, columns.place, columns.starts, columns.ends, columns.mask
    rows = list(zip(*(part[:most].tolist() for part in parts), strict=True))
    begun, found = time.perf_counter(), 0
    for number, (kind, partner, place, starts, ends, mask) in enumerate(rows):
        for other in rows[number + 1 :]:
            if (
                other[0] == kind
                and other[3] <= ends
                and other[4] >= starts
                and other[1] != partner
                and (not mask or not other[5] or mask & other[5])
                and (place, other[2]) in meets
            ):
                found += 1
    return time.perf_counter() - begun, found


def floor_s(parts: Sequence[dict[str, np.ndarray[Any, Any]]]) -> float:
    """Seconds to COPY the same pairs into a fresh table, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS.format("floor_pairs"))
        begun = time.perf_counter()
        binary_copy.write_parts(cursor, "floor_pairs", parts)
        taken = time.perf_counter() - begun
        cursor.execute("DROP TABLE floor_pairs")
    return taken
