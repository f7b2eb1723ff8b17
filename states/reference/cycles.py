"""Two-year federal election cycles, as the Federal Election Commission counts them."""

import datetime as dt

CYCLES = tuple(
    (f"{year}-{(year + 1) % 100}", f"{year}–{(year + 1) % 100}", dt.date(year, 1, 1), dt.date(year + 1, 12, 31))
    for year in range(2019, 2031, 2)
)
