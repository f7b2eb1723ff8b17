"""Notes that the demo's staff keep of talks with its partners, some with a next action that is due."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from accounts.models import User
from partners.models import Note

from .directory import Directory


@dataclass(frozen=True)
class Talk:
    """A note: with whom, `age` days ago, by the demo account of this role. `due` is in days from the loading, and
    negative where it is past; `done` says that the next action was done."""

    partner: str
    age: int
    text: str
    by: str = "Staff"
    kind: str = "call"
    tags: tuple[str, ...] = ()
    action: str = ""
    due: int | None = None
    done: bool = False


TALKS: Final = (
    Talk(
        "Dairy Bell Workers",
        9,
        "Marisol says that the Rock County walk lists are cut by precinct now, and that she would trade the two "
        "east-side ones with Doorbell & Thermos if somebody set up the call.",
        tags=("lists", "rock-county"),
        action="Set up the call with Doorbell & Thermos about the walk lists",
        due=-2,
    ),
    Talk(
        "Three Wells Workers",
        4,
        "Their texting vendor can stagger weeks, not days. They want to know the other group's weeks first.",
        tags=("texting", "vendors"),
        action="Ask Ten Thousand Porches for its text weeks in Maricopa County",
        due=0,
    ),
    Talk(
        "Late Shift Lanterns",
        12,
        "They sent a phone plan without volumes since the budget is not voted on yet. The board meets in two weeks.",
        kind="email",
        tags=("budget",),
        action="Ask for phone volumes after the board meeting",
        due=5,
    ),
    Talk(
        "Basin Neighbors Bureau",
        15,
        "Walked two turfs with them near the library. The scripts from the shared shelf work; they asked for one in "
        "Spanish, with shorter answers.",
        kind="visit",
        tags=("scripts", "spanish"),
    ),
    Talk(
        "Birchbark Table",
        21,
        "Saginaw phones are listed twice, once by the table and once by the group that makes the calls. They take "
        "theirs out of the next sheet.",
        kind="meeting",
        tags=("lists",),
        action="Look whether the next sheet still has both lines",
        due=20,
    ),
    Talk(
        "Sweetgum Porch Project",
        30,
        "Their sponsor asks which of their events count as nonpartisan. Counsel has sent the two-page guide.",
        by="Counsel",
        tags=("compliance",),
        action="Send the guide on nonpartisan events",
        due=-25,
        done=True,
    ),
    Talk(
        "Front Stoop Choir",
        6,
        "New volunteer lead since the first of the month. She would rather be written to than called.",
        tags=("people",),
        action="Write to the new volunteer lead and introduce the table",
    ),
)


def load_talks(directory: Directory, people: dict[str, User]) -> None:
    """All notes, as old as the story makes them."""
    for talk in TALKS:
        by, happened = people[talk.by], directory.day(talk.age)
        Note.objects.create(
            partner=directory.partners[talk.partner],
            written_by=by,
            kind=talk.kind,
            happened_on=happened,
            text=talk.text,
            tags=sorted(talk.tags),
            next_action=talk.action,
            due_on=None if talk.due is None else directory.day(-talk.due),
            assigned_to=by if talk.action else None,
            done_at=timezone.now() - dt.timedelta(days=talk.age - 1) if talk.done else None,
            done_by=by if talk.done else None,
        )
