"""A small world in which every free text is a canary: a word that stands nowhere else, with who may read it."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from accounts.models import User
from partners.models import FileContent, Partner, PartnerState, ResourceFile
from tests import factories, talks
from tests import people as people_power
from tests.addresses import INSIDERS, STAFF, WITH_ROLE
from tests.saved import make_view

from .calendar import plant_priorities
from .families import plant_family, plant_reading
from .needs import plant_needs
from .rules import DONORS, LEVELS, NOBODY, by_level, people_of

# What is no free text: addresses of records, codes that a constraint holds, and what a machine writes for itself.
NOT_FREE = {
    "slug",
    "public_id",
    "creation_key",
    "currency",
    "source_ref",
    "content_type",
    "label",
    "irs_status",
    "ruled_in",
    "ntee_code",
    "password",
    "fingerprint",
}


# Numbers that a constraint holds sing in digits: the beginning is in no other number of the tests.
NUMBERS = {"ein": "6670{:05}", "fec_id": "c6670{:04}"}


@dataclass(frozen=True)
class Planted:
    """One canary: its word, the field that holds it, and which of the cast may read it."""

    word: str
    where: str
    may: frozenset[str]
    field: str = ""  # such as "partners.Contact.email"


@dataclass
class World:
    """What was planted, by word, and the records, by model, for addresses that name one."""

    planted: dict[str, Planted] = field(default_factory=dict)
    records: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    shared: dict[str, Any] = field(default_factory=dict)

    def plant(self, record: Any, may: frozenset[str], *, but: frozenset[str] = NOBODY) -> Any:
        """Fill every free text of a saved record with canaries of its own; fields named in `but` stay as they are."""
        texts = {}
        for each in free_texts(type(record)):
            if each.name in but:
                continue
            word = self.word(str(record), may, field=f"{record._meta.label}.{each.name}")
            texts[each.name] = _written(each, word)
        type(record).objects.filter(pk=record.pk).update(**texts)
        record.refresh_from_db()
        return self.add(record)

    def add(self, record: Any) -> Any:
        """A record whose address is worth trying, whatever stands in it."""
        self.records.setdefault(type(record), []).append(record)
        return record

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What hidden and open records hang on alike, made when it is first asked for: its page tells them apart."""
        if name not in self.shared:
            self.shared[name] = make()
        return self.shared[name]

    def of(self, words: set[str]) -> list[Planted]:
        """What these words were planted as."""
        return [self.planted[word] for word in sorted(words)]

    def word(self, where: str, may: frozenset[str], *, field: str = "") -> str:
        """A new canary for what is written at `where`, or in this field of it."""
        number, name = next(self.numbers), field.rpartition(".")[2]
        word = NUMBERS[name].format(number) if name in NUMBERS else f"canary{_letters(number)}"
        self.planted[word] = Planted(word, f"{field} of {where}" if field else where, may, field)
        return word


def _letters(number: int) -> str:
    letters = ""
    for _ in range(4):
        number, digit = divmod(number, 20)
        letters += "bcdfghjklmnprstvwxyz"[digit]
    return letters


def free_texts(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The fields of a model that hold words somebody wrote."""
    texts = (models.CharField, models.TextField)
    return [
        each
        for each in model._meta.concrete_fields
        if isinstance(each, texts)
        and not isinstance(each, SearchVectorField)
        and not each.choices
        and not each.primary_key
        and each.name not in NOT_FREE
    ]


def _written(text: "models.Field[Any, Any]", word: str) -> str:
    if text.name in NUMBERS:
        return word.upper()
    if isinstance(text, models.EmailField):
        return f"{word}@example.org"
    return f"https://{word}.example.org/" if isinstance(text, models.URLField) else word


def build(cast: dict[str, User | None], partners: dict[str, Partner]) -> World:
    """Partners of every level with everything of that level, a public one with records of every level, and their own.

    `partners` are the organizations of the cast's contacts, by member.
    """
    world = World()
    plant_reading(world)
    plant_priorities(world)
    factories.make_county("Pima County", electorate=500_000)
    factories.make_county("Dane County", "WI", electorate=400_000)
    for level in LEVELS:
        kind = Partner.Kind.PEER_FUNDER if level in ("private", "funders") else Partner.Kind.YEAR_ROUND
        partner = factories.make_partner(f"Of level {level}", visibility=level, kind=kind)
        _furnish(world, partner, by_level(level), (level,))
    elsewhere = factories.make_partner("Elsewhere", visibility="table", states=("WI",))
    _furnish(world, elsewhere, by_level("table", state="WI"), ("partners",), state="WI")
    _furnish(world, factories.make_partner("For all", visibility="public"), by_level("public"), LEVELS)
    for owner, partner in partners.items():
        Partner.objects.filter(pk=partner.pk).update(visibility="private")
        _furnish(world, partner, frozenset({owner}), ("private", "staff"), owner=owner)
    for sharing, may in (("nobody", frozenset({"staff"})), ("staff", INSIDERS), ("everybody", WITH_ROLE)):
        world.plant(make_view(cast["staff"], shared_with=sharing), may)
    return world


def _furnish(
    world: World,
    partner: Partner,
    seen: frozenset[str],
    levels: tuple[str, ...],
    *,
    owner: str = "",
    state: str = "AZ",
) -> None:
    """Everything that hangs on a partner which `seen` may know of, with one record of each kind for each level."""
    world.plant(partner, seen)
    for each in PartnerState.objects.filter(partner=partner):
        world.plant(each, seen)
    entity = world.plant(factories.make_entity(partner), seen)
    plant_family(world, entity, seen & (INSIDERS | {owner}))
    consents = ("staff", "funders", "public")
    plant_needs(world, entity, seen, [each for each in consents if each in levels or len(levels) == 1], owner=owner)
    for level, staff in (("staff", STAFF), ("private", NOBODY)):  # by a colleague, who is not of the cast
        world.plant(talks.make_note(partner, next_action="Call", visibility=level), seen & staff)
    county = factories.make_county("Pima County" if state == "AZ" else "Dane County", state)
    for level in levels:
        read = seen & by_level(level, owner=owner, state=state)
        people = people_of(seen, level, owner=owner, state=state)
        world.plant(factories.make_contact(partner, visibility=level), people)
        for kind in people_power.KINDS:
            world.plant(people_power.make_hours(kind, partner, division=county, visibility=level), people)
        program = world.plant(factories.make_program(partner, entity=entity, visibility=level), read)
        world.add(factories.make_activity(program, division=county, universe=200_000, attempts_planned=640_000))
        resource = world.plant(factories.make_resource(partner, visibility=level), read)
        _talk_about(world, resource, read)
        kept = factories.make_resource(partner, visibility=level, file=("guide.md", b"Listen first."))
        world.plant(kept, read, but=frozenset({"link"}))
        name = world.word(f"the name of a file of {kept}", read)
        ResourceFile.objects.filter(pk=kept.file_id).update(name=f"{name}.md")
        body = world.word(f"the file of a resource of level {level} of {partner}", read)
        FileContent.objects.filter(file=kept.file_id).update(body=body.encode())


def _talk_about(world: World, resource: Any, read: frozenset[str]) -> None:
    """What others say of a resource is for its readers, but for donors."""
    user = world.once("User", lambda: factories.make_partner("User of everything", visibility="public"))
    world.plant(factories.make_use(resource, user), read - DONORS)
    world.plant(factories.make_comment(resource), read - DONORS)
