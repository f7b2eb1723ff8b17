"""Where each of the 56 states and territories stands in the tile map: a grid of 11 columns and 8 rows.

Every place has a tile of the same size, so that the District of Columbia is as easy to hit as Texas. Neighbors
stay near each other; the Pacific territories stand beside Hawaii, the Caribbean ones off Florida.
"""

from typing import Final

_GRID: Final = """
AK .  .  .  .  .  .  .  .  .  ME
.  .  .  .  .  WI .  .  .  VT NH
WA ID MT ND MN IL MI .  NY MA .
OR NV WY SD IA IN OH PA NJ CT RI
CA UT CO NE MO KY WV VA MD DE .
.  AZ NM KS AR TN NC SC DC .  .
GU MP .  OK LA MS AL GA .  .  .
HI AS .  TX .  .  .  .  FL PR VI
"""

TILE_PLACES: Final[dict[str, tuple[int, int]]] = {
    code: (row, column)
    for row, line in enumerate(_GRID.split("\n")[1:-1], start=1)
    for column, code in enumerate(line.split(), start=1)
    if code != "."
}
"""Row (1–8) and column (1–11) of each postal code."""
