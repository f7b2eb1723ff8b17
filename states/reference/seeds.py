"""The shape of typed-in reference data: one seed per row that a fresh database should hold."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class TermSeed:
    """A term of a code list: `facts` are the columns that only its own list has."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    external_codes: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class FamilySeed:
    """A family of tactics; bands are attempts for one person on the list in 28 days, leads the days that it takes
    from money, and from people, to the first attempt; tries an hour are those of one volunteer."""

    code: str
    label: str
    works: str
    band_low: Decimal | None = None
    band_high: Decimal | None = None
    money_lead_days: int = 21
    people_lead_days: int = 7
    tries_an_hour: Decimal | None = None


def words(text: str) -> tuple[str, ...]:
    """Aliases typed as one text, a bar between each two."""
    return tuple(each.strip() for each in text.replace("\n", " ").split("|") if each.strip())
