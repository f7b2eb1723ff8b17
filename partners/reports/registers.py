"""What registers say beside what we hold: what waits for a look, what was decided, what a partner's page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from accounts.visibility import Viewer
from partners.models import EntityStatement, Fact, LegalEntity
from partners.models.family import Vehicle
from partners.models.statement import held_value
from partners.registers import Said, Shown, choose, said_in_words

SHOWN: Final = 50
_LATEST: Final = 20


@dataclass(frozen=True)
class Question:
    """A statement that says otherwise than our record: both in words, and `held` as the form sends it back."""

    statement: EntityStatement
    fact: str
    ours: str
    theirs: str
    held: str


@dataclass(frozen=True)
class Asked:
    """An entity with what registers say of it that nobody has decided on."""

    entity: LegalEntity
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Waiting:
    """What waits for a look: some entities, and how many statements wait in all."""

    entities: tuple[Asked, ...]
    shown: int
    total: int


@dataclass(frozen=True)
class FactLine:
    """One fact of an entity for its page: the value in words, its source and day, and what stands beside it."""

    label: str
    value: str
    shown: Shown
    beside: tuple[tuple[str, Said], ...]


def waiting_statements(viewer: Viewer, *, most: int = SHOWN) -> Waiting:
    """What waits, entity by entity. Two queries."""
    rows = EntityStatement.objects.visible_to(viewer).open().select_related("entity__partner")
    total = rows.count()
    ordered = rows.order_by("entity__partner__name", "entity_id", "fact", "-as_of")[:most]
    groups = [(key, tuple(group)) for key, group in groupby(ordered, lambda row: row.entity_id)]
    asked = tuple(Asked(group[0].entity, tuple(_question(row) for row in group)) for _, group in groups)
    return Waiting(asked, sum(len(each.questions) for each in asked), total)


def decided_statements(viewer: Viewer) -> list[dict[str, Any]]:
    """The latest decisions, newest first: the statement, and what it says in words. One query."""
    decided = (EntityStatement.Decision.ACCEPTED, EntityStatement.Decision.KEPT)
    rows = EntityStatement.objects.visible_to(viewer).filter(decision__in=decided)
    latest = rows.select_related("entity__partner", "decided_by").order_by("-decided_at", "-pk")[:_LATEST]
    return [{"statement": row, "said": in_words(row.fact, row.value)} for row in latest]


def fact_lines(entities: Sequence[LegalEntity], viewer: Viewer) -> dict[int, tuple[FactLine, ...]]:
    """What is shown of each entity's facts beside its name and vehicle, by entity. One query.

    Others than insiders and its own contacts read only what our record says, with the register that says the same.
    """
    said: dict[tuple[int, str], list[Said]] = {}
    rows = EntityStatement.objects.filter(entity__in=[each.pk for each in entities]).visible_to(viewer)
    for row in rows.order_by("as_of", "pk"):
        statement = Said(row.value, row.source, row.as_of, row.decision)
        said.setdefault((row.entity_id, row.fact), []).append(statement)
    return {each.pk: tuple(_lines(each, said, viewer)) for each in entities}


def in_words(fact: str, value: str) -> str:
    """A statement's value as people read it; "nothing" for none."""
    if not value:
        return "nothing"
    if fact == Fact.VEHICLE:
        return str(dict(Vehicle.choices).get(value, value))
    return said_in_words(fact, value)


def _question(row: Any) -> Question:
    fact = str(Fact(row.fact).label)
    return Question(row, fact, in_words(row.fact, row.held), in_words(row.fact, row.value), row.held)


def _lines(entity: LegalEntity, said: dict[tuple[int, str], list[Said]], viewer: Viewer) -> Iterable[FactLine]:
    for fact in Fact:
        statements = said.get((entity.pk, fact.value), [])
        source, as_of = "", entity.verified_on
        if viewer.is_insider or entity.partner_id in viewer.partner_ids:
            source = entity.source
        shown = choose(held_value(entity, fact), statements, source=source, as_of=as_of)
        if shown is None:
            continue
        beside = tuple((in_words(fact, each.value), each) for each in shown.beside)
        if beside or fact not in (Fact.LEGAL_NAME, Fact.VEHICLE):
            yield FactLine(str(fact.label), in_words(fact, shown.value), shown, beside)
