"""Fictional plans of any number, skewed over states and tactics as real ones are, written by COPY and INSERT.

The more plans, the more years they are spread over: a million are not those of one season.
"""

import datetime as dt
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from mvp_coord.lib import binary_copy

Ints = NDArray[np.int64]

PLANS_A_PARTNER: Final = 15
PLANS_A_PROGRAM: Final = 4
DAYS: Final = 730
FIRST_DAY: Final = dt.date(2026, 1, 1)
# Out of a thousand plans: in the whole country, state-wide, in a congressional district; the others in a county.
COUNTRY, STATE, DISTRICT = 0.0005, 0.03, 0.01

_TABLE: Final = """
CREATE TEMPORARY TABLE made_up (n bigint, partner bigint, program bigint, tactic bigint, type bigint, division bigint,
  starts bigint, days bigint, universe bigint, attempts bigint, constituency bigint, second bigint)"""
_ELECTORATES: Final = """
INSERT INTO states_electorate (division_id, people, basis, source, as_of)
SELECT d.id, CASE d.kind WHEN 'country' THEN 160000000 WHEN 'county' THEN 2000 + (d.id * 7919 % 97) * 3000
  WHEN 'cd' THEN 370000 ELSE 9000000 END, 'votes', 'Made up', DATE '2024-11-05'
FROM states_division d"""
_PARTNERS: Final = """
INSERT INTO partners_partner (id, slug, name, kind, status, visibility, {0})
SELECT -n, 'made-up-' || n, 'Made up ' || n, 'year_round', 'active', 'partners', {1}
FROM generate_series(1, %s) n"""
_PROGRAMS: Final = """
INSERT INTO partners_program (id, public_id, partner_id, name, side, status, visibility, source, created_at,
  updated_at)
SELECT -program, 'g' || program, -min(partner), 'Program ' || program, 'independent', 'planned', 'partners',
  'Made up', now(), now() FROM made_up GROUP BY program"""
_ACTIVITIES: Final = """
INSERT INTO partners_activity (id, public_id, program_id, program_type_id, tactic_id, division_id, starts_on, ends_on,
  mode, universe, attempts_planned, budget_usd, source_ref, created_at, updated_at)
SELECT -n, 'a' || n, -program, type, tactic, division, %(since)s + starts::int,
  %(since)s + (starts + days - 1)::int, 'presence', nullif(universe, -1), nullif(attempts, -1),
  nullif(attempts, -1) * 2.5, '', now(), now() FROM made_up"""
_CONSTITUENCIES: Final = """
INSERT INTO partners_activity_constituencies (activity_id, constituency_id)
SELECT -n, constituency FROM made_up WHERE constituency > 0
UNION SELECT -n, second FROM made_up WHERE second > 0"""


def fill_plans(size: int, *, seed: int, state: str = "", since: dt.date = FIRST_DAY) -> None:
    """Add that many plans from a day on, with their partners and programs, to a database that holds only reference
    data.

    With a postal code all of them are in that state, or in the whole country.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        binary_copy.write(cursor, "made_up", _plans(cursor, size, np.random.default_rng(seed), state))
        cursor.execute("ANALYZE made_up")
        cursor.execute(_ELECTORATES)
        cursor.execute(_partners(cursor), [size // PLANS_A_PARTNER + 1])
        for words in (_PROGRAMS, _ACTIVITIES, _CONSTITUENCIES):
            cursor.execute(words, {"since": since})
        cursor.execute("DROP TABLE made_up")


def _partners(cursor: Any) -> str:
    """With the columns that may not be empty, as they are now."""
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'partners_partner' "
        "AND is_nullable = 'NO' AND is_identity = 'NO' AND is_generated = 'NEVER' AND column_name NOT IN "
        "('id', 'slug', 'name', 'kind', 'status', 'visibility')"
    )
    plain = {"boolean": "false", "timestamp with time zone": "now()", "integer": "0"}
    columns = [(f'"{name}"', plain.get(kind, "''")) for name, kind in cursor.fetchall()]
    return _PARTNERS.format(*(", ".join(each) for each in zip(*columns, strict=True)))


def _plans(cursor: Any, size: int, dice: np.random.Generator, state: str) -> dict[str, Ints]:
    """The columns of the table: days are counted from the first one on, -1 is a volume that nobody gave."""
    program = dice.integers(0, size // PLANS_A_PROGRAM + 1, size)
    partner = program % (size // PLANS_A_PARTNER + 1)
    years = int(DAYS * max(1.0, (size / 100_000) ** 0.5))
    days = np.minimum(np.rint(dice.lognormal(3.4, 0.6, size)).astype(np.int64) + 1, 300)
    universe = np.rint(dice.lognormal(8.3, 1.2, size)).astype(np.int64)
    attempts = np.rint(universe * dice.uniform(0.5, 5, size)).astype(np.int64)
    for volume in (universe, attempts):
        volume[dice.random(size) < 0.03] = -1
    term, second = (_skewed(cursor, "SELECT id FROM states_constituency ORDER BY id", size, dice) for _ in range(2))
    return {
        "n": np.arange(1, size + 1),
        "partner": partner + 1,
        "program": program + 1,
        "tactic": _skewed(cursor, "SELECT id FROM states_tactic ORDER BY id", size, dice),
        "type": _skewed(cursor, "SELECT id FROM states_programtype ORDER BY id", size, dice),
        "division": _divisions(cursor, size, dice, state),
        # Work thickens toward November.
        "starts": np.rint(dice.beta(3, 1.5, size) * 365).astype(np.int64)
        + 365 * dice.integers(0, years // 365, size),
        "days": days,
        "universe": universe,
        "attempts": attempts,
        "constituency": np.where(dice.random(size) < 0.4, term, 0),
        "second": np.where(dice.random(size) < 0.1, second, 0),
    }


def _skewed(cursor: Any, query: str, size: int, dice: np.random.Generator) -> Ints:
    """Some of many, the early ones far more often."""
    cursor.execute(query)
    ids = np.array([id for (id,) in cursor.fetchall()], dtype=np.int64)
    weights = 1 / np.arange(2, len(ids) + 2)
    return dice.choice(ids, size, p=weights / weights.sum())


def _divisions(cursor: Any, size: int, dice: np.random.Generator, state: str) -> Ints:
    """A place for each plan: the state by its weight, in it a county, a district or all of it."""
    cursor.execute("SELECT code, division_id FROM states_state WHERE %s IN (code, '') ORDER BY code", [state])
    states = cursor.fetchall()
    order = dice.permutation(len(states))
    weights = 1 / (order + 3.0)
    chosen = dice.choice(len(states), size, p=weights / weights.sum())
    how = dice.random(size)
    found = np.zeros(size, dtype=np.int64)
    for number, (code, division) in enumerate(states):
        here = np.flatnonzero(chosen == number)
        for kind, part in (("county", here), ("cd", here[how[here] < COUNTRY + STATE + DISTRICT])):
            query = f"SELECT id FROM states_division WHERE state_id = '{code}' AND kind = '{kind}' ORDER BY id"  # noqa: S608
            cursor.execute(query)
            found[part] = _skewed(cursor, query, len(part), dice) if cursor.rowcount else division
        found[here[how[here] < COUNTRY + STATE]] = division
    cursor.execute("SELECT id FROM states_division WHERE kind = 'country'")
    found[how < COUNTRY] = cursor.fetchone()[0]
    return found
