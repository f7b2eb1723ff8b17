"""The federal election clock, by law and arithmetic. Pure: every date comes in as an argument."""

import datetime as dt


def general_election_day(year: int) -> dt.date:
    """The Tuesday after the first Monday of November (2 U.S.C. § 7 for even years; most states for odd ones)."""
    first = dt.date(year, 11, 1)
    first_monday = first + dt.timedelta(days=(7 - first.weekday()) % 7)
    return first_monday + dt.timedelta(days=1)


def next_federal_general(today: dt.date) -> dt.date:
    """The next general election for Congress on or after `today`: even years only."""
    year = today.year + today.year % 2
    day = general_election_day(year)
    return day if day >= today else general_election_day(year + 2)


def elects_to_congress(code: str, year: int) -> bool:
    """Whether a state or territory (postal code) has a federal general election in a year: all in even ones.

    But Puerto Rico elects its Resident Commissioner every fourth year only, with the President (48 U.S.C. § 891).
    """
    return year % (4 if code == "PR" else 2) == 0


def days_until(day: dt.date, today: dt.date) -> int:
    """Whole days from `today` to `day`; negative once it is past."""
    return (day - today).days
