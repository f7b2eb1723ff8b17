"""Sheets of people power: each row is hours a week that one organization's people could work, or that it lacks."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from accounts.models import User
from accounts.visibility import Viewer, Visibility
from mvp_coord.lib import wording
from mvp_coord.lib.tabular import Value
from mvp_coord.lib.written import NotUnderstoodError, read_count
from mvp_coord.sheets.cells import join_items, plain, split_items
from mvp_coord.sheets.fields import Field, layout_of, text_of
from mvp_coord.sheets.kinds import Kind, MayNotImport, Options
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Decision, Said
from mvp_coord.sheets.records import Meant, once
from partners.actions.sheet_records import SheetRecord
from partners.models import LegalEntity, PeopleNeed, PeopleOffer, Program
from partners.models.people_power import LANGUAGES, Role, Skill
from partners.viewers import viewer_of
from states.imports.books import CalendarBooks, calendar_books
from states.imports.words import Choices, as_it_is, read_day, read_line, read_text
from states.models import Division
from states.names import word_key

from .contacts import level_refused
from .directory import Directory, Organization
from .partner_columns import LEVELS
from .record_rows import PARTNER_ID, PARTNER_NAME, Placed
from .record_work import RecordWork
from .senders import may_send, may_undo, sender_of

MOST_HOURS: Final = 100_000
_ANYWHERE: Final = {"anywhere", "from anywhere", "remote", "remotely", "virtual", "online"}
ROLES = Choices(
    "work of people",
    dict(Role.choices),
    {
        **dict.fromkeys(("canvassing", "doors", "door knocking", "canvassers"), "canvass"),
        **dict.fromkeys(("phones", "phonebank", "phone banking", "calls", "callers"), "phone"),
        **dict.fromkeys(("texts", "text banking", "textbank", "texters"), "text"),
        **dict.fromkeys(("postcard", "letters"), "postcards"),
        **dict.fromkeys(("tabling", "event"), "events"),
        **dict.fromkeys(("drivers", "rides"), "driving"),
        **dict.fromkeys(("poll watching", "poll watchers", "voter protection"), "protection"),
        **dict.fromkeys(("trainers", "training"), "training"),
        **dict.fromkeys(("organizers", "volunteer organizing"), "organizing"),
        **dict.fromkeys(("interpreters", "translation"), "interpreting"),
    },
)
SIDES = Choices("side", dict(Program.Side.choices), {"c3": "nonpartisan", "ie": "independent"})
_SKILLS = Choices("skill", dict(Skill.choices))
_LANGUAGES = Choices("language", dict(LANGUAGES), {"espanol": "es"})
_YES_NO = Choices("answer", {"yes": "Yes", "no": "No"}, {"y": "yes", "true": "yes", "n": "no", "false": "no"})


def _read_hours(value: Value, _: Any = None) -> int:
    hours = read_count(value)
    if not hours or hours > MOST_HOURS:
        raise NotUnderstoodError(
            "is no number of hours of one week: write all of these people's together, such as 40"
        )
    return hours


def _several(choices: Choices) -> tuple[Callable[..., tuple[str, ...]], Callable[..., str]]:
    """How cells that hold several of them are read and written."""
    return (
        lambda value, _: tuple(sorted({choices.read(each) for each in split_items(text_of(value))})),
        lambda codes, _: join_items(choices.write(each) for each in codes),
    )


PEOPLE_FIELDS: tuple[Field, ...] = (
    PARTNER_ID,
    PARTNER_NAME,
    Field(
        Column("role", "work", ("work", "role", "what they do", "activity", "task", "kind of work"),
               maybe=("tactic", "type"), tags=("#activity", "#modality"), is_required=True),
        ROLES.read, ROLES.write, is_key=True,
    ),
    Field(
        Column("hours_a_week", "hours a week", ("hours a week", "hours per week", "weekly hours", "hours/week"),
               maybe=("hours",), tags=("#capacity", "#value+hours"), is_required=True, is_figure=True),
        _read_hours, as_it_is,
    ),
    Field(
        Column("state", "state", ("state", "state code", "st"), tags=("#adm1",)),
        lambda value, books: books.read_state(value), as_it_is, is_key=True,
    ),
    Field(
        Column("place", "place", ("place", "county", "where", "county or district", "district"),
               maybe=("location", "area"), tags=("#loc", "#adm2")),
        read_line(200), as_it_is, is_key=True,
    ),
    Field(
        Column("is_remote", "from anywhere", ("from anywhere", "remote", "can be remote")),
        lambda value, _: _YES_NO.read(value) == "yes", lambda said, _: "Yes" if said else "No",
    ),
    Field(
        Column("starts_on", "first day", ("first day", "start", "start date", "from", "begins"),
               tags=("#date+start",), is_required=True),
        read_day, as_it_is, is_key=True,
    ),
    Field(
        Column("ends_on", "last day", ("last day", "end", "end date", "until", "through", "to"),
               tags=("#date+end",), is_required=True),
        read_day, as_it_is,
    ),
    Field(Column("side", "side", ("side", "money side", "c3 or c4")), SIDES.read, SIDES.write),
    Field(Column("skills", "skills", ("skills", "skill")), *_several(_SKILLS), empty=()),
    Field(Column("languages", "languages", ("languages", "language"), tags=("#meta+lang",)),
          *_several(_LANGUAGES), empty=()),
    Field(Column("details", "details", ("details", "what to know", "notes", "description"), tags=("#description",)),
          read_text, as_it_is, empty="", longest=2_000),
    Field(Column("visibility", "seen by", ("seen by", "visibility", "who can see it"), tags=("#access",)),
          LEVELS.read, LEVELS.write),
)  # fmt: skip


@dataclass(frozen=True)
class _Where:
    """The place of a row, None for work from anywhere."""

    division: Division | None


class PeopleShelf:
    """Hours of people of some partners: one is known by partner, work, place and first day."""

    def __init__(self, viewer: Viewer, *, model: Any, books: CalendarBooks) -> None:
        self.viewer, self.model, self.books = viewer, model, books
        self.kept: dict[Hashable, list[Any]] = defaultdict(list)
        self.entities: dict[int, list[LegalEntity]] = defaultdict(list)

    def place(self, row: Any, organization: Organization, directory: Directory) -> _Where:
        """A county, a district or all of a state; nothing but "remote" where it is from anywhere."""
        text, state = row.facts.get("place", ""), row.facts.get("state", "")
        is_anywhere = word_key(text) in _ANYWHERE
        if not state and (is_anywhere or (not text and row.facts.get("is_remote"))):
            return _Where(None)
        if not state:
            raise NotUnderstoodError("Say in which state, or “yes” under “From anywhere”")
        try:
            return _Where(self.books.division(state, "" if is_anywhere else text))
        except NotUnderstoodError as refusal:
            raise NotUnderstoodError(f"“{text}” {refusal}") from refusal

    def load(self, placed: Sequence[Placed]) -> None:
        """Two queries."""
        partners = {each.organization.partner_id for each in placed}
        for each in self.model.objects.visible_to(self.viewer).standing().filter(partner__in=partners).order_by("pk"):
            self.kept[each.partner_id, each.role, each.division_id, each.starts_on].append(each)
        for entity in LegalEntity.objects.filter(partner__in=partners):
            self.entities[entity.partner_id].append(entity)

    def key(self, placed: Placed) -> Hashable:
        facts, division = placed.row.facts, placed.beside.division
        return (placed.organization.partner_id, facts["role"], division and division.pk, facts["starts_on"])

    def find(self, placed: Placed) -> Any:
        return once(self.kept, self.key(placed), "hours of people")

    def facts(self, record: Any) -> dict[str, Any]:
        return {
            "hours_a_week": record.hours_a_week,
            "is_remote": record.is_remote,
            "ends_on": record.ends_on,
            "side": record.side,
            "skills": tuple(sorted(record.skills)),
            "languages": tuple(sorted(record.languages)),
            "details": plain(record.details),
            "visibility": record.visibility,
        }

    def refuse(self, placed: Placed, record: Any, facts: Mapping[str, Any]) -> str:
        first: dt.date = placed.row.facts["starts_on"]
        if facts.get("ends_on", first) < first:
            return f"The last day, {facts['ends_on']}, is before the first, {first}."
        if placed.beside.division is None and facts.get("is_remote") is False:
            return "Without a place it can only be from anywhere: name the state."
        entities = self.entities[int(placed.organization.partner_id or 0)]
        side = facts.get("side", record.side if record else Program.Side.INDEPENDENT)
        if entities and not any(Program.may_be_run_by(entity, side=side) for entity in entities):
            return "All legal entities of this organization are 501(c)(3): write “nonpartisan” as the side."
        return level_refused(self.viewer, placed, facts)

    def said(self, facts: Mapping[str, Any], placed: Placed, record: Any) -> Said:
        division = placed.beside.division
        where = f"{division.name}, {division.state_id}" if division else "From anywhere"
        level = LEVELS.write(facts.get("visibility", Visibility.TABLE))
        hours = f"{wording.plural(facts['hours_a_week'], 'hour')} a week"
        days = wording.days(placed.row.facts["starts_on"], facts["ends_on"])
        return Said(
            ((placed.organization.name, level), (ROLES.write(placed.row.facts["role"]), hours), (where, days))
        )


def _columns(decision: Decision, facts: dict[str, Any]) -> SheetRecord:
    meant: Meant = decision.meant
    facts |= {name: list(facts[name]) for name in ("skills", "languages") if name in facts}
    if meant.record is not None:
        return SheetRecord(meant.record.pk, facts)
    said, division = decision.row.facts, meant.placed.beside.division
    keys = {"partner_id": meant.placed.organization.partner_id, "division_id": division and division.pk}
    keys |= {"is_remote": division is None, "role": said["role"], "starts_on": said["starts_on"]}
    return SheetRecord(None, {**keys, **facts})


def _begin(model: Any, options: Options, user: User) -> RecordWork:
    """Raises `MayNotImport`."""
    viewer = viewer_of(user)
    if not may_send(viewer):
        raise MayNotImport(f"{user.email} may not import people: that is for staff, and for partners' contacts.")
    if options.sender:
        sender_of(state="", user=user, viewer=viewer, slug=options.sender)
    books = calendar_books()
    shelf: Any = partial(PeopleShelf, model=model, books=books)
    return RecordWork(
        options, viewer, PEOPLE_FIELDS, shelf, model, books, _columns, lambda hours: hours.get_absolute_url()
    )


def _words(choices: Choices) -> str:
    return "; ".join(choices.labels.values())


def _kind(model: Any, code: str, label: str, what: str) -> Kind:
    return Kind(
        code=code,
        label=label,
        layout=layout_of(what, PEOPLE_FIELDS),
        headings=("Organization", "Work", "Where and when"),
        needs=(
            "Each row needs a partner, the work, hours a week, a first and a last day, and a state, or “yes” under"
            " “From anywhere”. Hours are known by partner, work, place and first day."
        ),
        may_send=may_send,
        begin=partial(_begin, model),
        may_undo=may_undo,
        hints=(
            "One row is hours a week of one organization's people, all together: which work, where, from when on.",
            f"Work: {_words(ROLES)}.",
            "Place: a county or a district of the state; empty for all of the state. From anywhere: yes or no.",
            f"Side: {_words(SIDES)}. Skills: {_words(_SKILLS)}. Several stand apart by semicolons.",
            f"Languages: {_words(_LANGUAGES)}.",
            "A blank cell changes nothing; (none) takes out what is kept.",
        ),
    )


PEOPLE_OFFERS = _kind(
    PeopleOffer, "people-offers", "People on offer: hours that people could work", "an offer of people"
)
PEOPLE_NEEDS = _kind(PeopleNeed, "people-needs", "People needed: hours that groups lack", "a need of people")
