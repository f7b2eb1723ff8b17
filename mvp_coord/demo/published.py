"""Grants of the demo's funders as their lists publish them: fictional, of several years, some known only roughly."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from accounts.visibility import Visibility
from funding.models import Allocation, Grant
from mvp_coord.lib.rough_dates import read_rough_date

from .directory import Directory
from .shapes import SOURCE
from .shapes import Grant as Award


@dataclass(frozen=True)
class Line:
    """One line of a funder's list: `years` ago it was awarded (None: not known), `day` in EDTF within that year (""
    for all of it). `known` names the fund whose allocation is the same money."""

    funder: str
    to: str
    amount: str
    title: str
    years: int | None = 1
    day: str = ""
    currency: str = "USD"
    program: str = "Civic life"
    known: str = ""


LINES: Final = (
    Line("Tin Whistle Giving Circle", "Dairy Bell Workers", "18000", "Walk lists and thermoses", 1, "-05-12"),
    Line("Tin Whistle Giving Circle", "Dairy Bell Workers", "12500.50", "A second walk season", 3),
    Line("Quilted River Donors", "Dairy Bell Workers", "40000", "General support", 2, "-10"),
    Line("Night Heron Collaborative", "Dairy Bell Workers", "25000", "Young workers at the door", 1, "-09-30"),
    Line("Night Heron Collaborative", "Dairy Bell Workers", "9000", "A van for the north", None),
    Line("Quilted River Donors", "Doorbell & Thermos", "30000", "General support", 2, "-10"),
    Line("Tin Whistle Giving Circle", "Three Wells Workers", "22000", "Two languages at every door", 1, "-04-02"),
    Line("Night Heron Collaborative", "Three Wells Workers", "15000", "Heat relief and registration", 2, "-07"),
    Line("Quilted River Donors", "Front Stoop Choir", "120000", "Two years of choirs", 0, known="Long Thread Fund"),
    Line("Night Heron Collaborative", "Front Stoop Choir", "8000", "A stage on wheels", 1, "-06-21", currency="CAD"),
)  # fmt: skip


def load_published(directory: Directory, made: dict[Award, Allocation]) -> None:
    """Grants that everybody here may know of; the one that is also an allocation says so."""
    for number, line in enumerate(LINES, start=1):
        Grant.objects.create(**_facts(line, number, directory), allocation=_same(line, directory, made))


def _facts(line: Line, number: int, directory: Directory) -> dict[str, object]:
    year = None if line.years is None else directory.today.year - line.years
    awarded = read_rough_date(f"{year}{line.day}" if year else None)
    slug = directory.partners[line.funder].slug
    return {
        "identifier": f"360G-{slug}-{number:03}",
        "title": line.title,
        "description": f"{line.title}, as the list of {line.funder} has it. Fictional.",
        "currency": line.currency,
        "amount": Decimal(line.amount),
        "awarded_on": awarded.first,
        "awarded_until": awarded.last,
        "award_precision": awarded.precision.value,
        "funder": directory.partners[line.funder],
        "recipient": directory.partners[line.to],
        "program_name": line.program,
        "source": SOURCE,
        "license": "Fictional: may be used for anything",
        "visibility": Visibility.PUBLIC if awarded.first else Visibility.PARTNERS,
    }


def _same(line: Line, directory: Directory, made: dict[Award, Allocation]) -> Allocation | None:
    partner = directory.partners[line.to]
    same = (row for award, row in made.items() if award.fund == line.known and row.entity.partner_id == partner.pk)
    return next(same, None)
