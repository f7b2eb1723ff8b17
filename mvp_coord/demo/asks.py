"""What funders ask one another in the demo, about groups that several of them look at."""

from dataclasses import dataclass
from typing import Final

from accounts.models import User
from funding.models import FunderAsk
from partners.models import Partner

from .directory import Directory


@dataclass(frozen=True)
class Asked:
    """An ask about a group by the demo account of this role, for its funder ("": for staff), to a funder ("": whoever
    else is looking)."""

    group: str
    by: str
    asker: str
    to: str
    words: str


ASKS: Final = (
    Asked(
        "Sweetgum Porch Project",
        "Staff",
        "",
        "",
        "Sweetgum has asked three of us the same question in a month. Would whoever is looking at its second porch "
        "season join a call, so that its director answers once?",
    ),
    Asked(
        "Front Stoop Choir",
        "Funder",
        "Tin Whistle Giving Circle",
        "Quilted River Donors",
        "Our members vote in June and ask what the choir does between elections. May we hear what you have seen?",
    ),
)


def load_asks(directory: Directory, people: dict[str, User]) -> None:
    """Write them down, as if each had been sent today."""
    named: dict[str, Partner] = directory.partners
    for each in ASKS:
        FunderAsk.objects.create(
            group=named[each.group],
            asker=named.get(each.asker),
            to=named.get(each.to),
            words=each.words,
            asked_by=people[each.by],
        )
