"""People power of the demo: hours that its organizations offer one another, and hours that they lack."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from partners.models import PeopleNeed, PeopleOffer

from .directory import Directory
from .shapes import SOURCE


@dataclass(frozen=True)
class Hours:
    """Hours a week of one organization; `where` is a place of the demo, empty for work from anywhere."""

    partner: str
    role: str
    a_week: int
    where: str
    weeks: tuple[str, str]
    side: str = "independent"
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    visibility: str = "table"
    details: str = ""


FALL: Final = ("2028-09-05", "2028-11-07")
OFFERS: Final = (
    Hours(
        "Jackrabbit Doorbell Club",
        "canvass",
        160,
        "AZ Pima County",
        ("2028-10-02", "2028-11-07"),
        languages=("en", "es"),
        visibility="partners",
        details="Forty members, four hours each, on weekends. They bring their own cars.",
        skills=("licensed",),
    ),
    Hours(
        "Three Wells Workers",
        "phone",
        90,
        "",
        FALL,
        languages=("es",),
        visibility="partners",
        details="Evenings, by the hub’s dialer or anybody’s.",
    ),
    Hours(
        "Monsoon Season Youth",
        "text",
        60,
        "",
        FALL,
        side="nonpartisan",
        visibility="partners",
        details="Members on campus, from the middle of September on.",
    ),
    Hours(
        "Ten Thousand Porches",
        "phone",
        240,
        "",
        FALL,
        visibility="partners",
        skills=("leads", "trains"),
        details="A national evening bank: tell us a week ahead which list.",
    ),
    Hours("Doorbell & Thermos", "canvass", 80, "WI Rock County", FALL, details="Two teams that know the east side."),
    Hours("Second Bell School", "training", 12, "WI", ("2028-07-10", "2028-09-29"), side="nonpartisan"),
)
NEEDS: Final = (
    Hours(
        "Three Wells Workers",
        "canvass",
        220,
        "AZ Maricopa County",
        FALL,
        languages=("es",),
        visibility="partners",
        details="West side, where most doors are answered in Spanish.",
    ),
    Hours(
        "Jackrabbit Doorbell Club",
        "driving",
        30,
        "AZ Pima County",
        ("2028-10-11", "2028-11-07"),
        skills=("licensed",),
        details="Rides to early voting, three afternoons a week.",
    ),
    Hours("Dairy Bell Workers", "canvass", 120, "WI Rock County", FALL, visibility="partners"),
    Hours("Northern Pike Youth", "text", 40, "", FALL, side="nonpartisan", visibility="partners"),
    Hours("Front Stoop Choir", "protection", 64, "GA", ("2028-10-16", "2028-11-07"), skills=("lawyer",)),
)


def load_people_power(directory: Directory) -> None:
    """All offers and needs, as their organizations would have written them."""
    for model, lines in ((PeopleOffer, OFFERS), (PeopleNeed, NEEDS)):
        for line in lines:
            first, last = map(dt.date.fromisoformat, line.weeks)
            model.objects.create(
                partner=directory.partners[line.partner],
                role=line.role,
                hours_a_week=line.a_week,
                division_id=directory.places[line.where] if line.where else None,
                is_remote=not line.where,
                starts_on=first,
                ends_on=last,
                side=line.side,
                skills=list(line.skills),
                languages=list(line.languages),
                visibility=line.visibility,
                details=line.details,
                source=SOURCE,
            )
