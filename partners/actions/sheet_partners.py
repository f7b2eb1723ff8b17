"""Keeping the partners of a sheet: new ones and changes of known ones, many at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from accounts.many import create_many
from accounts.models import User
from mvp_coord.lib.public_id import new_public_id
from partners.models import Activity, LegalEntity, Partner, PartnerState

from .due import check_again
from .profile import PLANS_REST_ON, StateFacts

_AT_ONCE = 500
_MANY: dict[str, tuple[Any, str]] = {
    "constituencies": (Partner.constituencies.through, "constituency_id"),
    "issues": (Partner.issues.through, "issuearea_id"),
}


@dataclass(frozen=True)
class SheetPartner:
    """One partner to be kept: `partner_id` None for a new one.

    `facts` are columns of its own row, `states` all its states (None where nothing is said of them), `terms` ids by
    "constituencies" and "issues" where they change, `eins` numbers of a new partner's entities.
    """

    partner_id: int | None
    facts: Mapping[str, Any]
    states: Sequence[StateFacts] | None = None
    terms: Mapping[str, frozenset[int]] = field(default_factory=dict)
    eins: tuple[str, ...] = ()


@dataclass
class KeptPartners:
    """What was written: the new partners in the order of their rows, and the states whose overlaps are due."""

    partners: list[Partner] = field(default_factory=list)
    states: list[str] = field(default_factory=list)


def keep_sheet_partners(
    rows: Sequence[SheetPartner],
    *,
    by: User,
    slugs: "Slugs | None" = None,
    progress: Callable[[int], None] = lambda _: None,
) -> KeptPartners:
    """Write all of them, inside the change of their import. Overlaps are due where a name or a status changed.

    Whoever calls it for one portion after the other keeps the `slugs`.
    """
    kept, done = KeptPartners(), 0
    slugs = slugs or Slugs()
    for batch in _batches([row for row in rows if row.partner_id is None]):
        kept.partners += _add(batch, slugs)
        done += len(batch)
        progress(done)
    renamed: set[int] = set()
    for batch in _batches([row for row in rows if row.partner_id is not None]):
        renamed |= _change(batch)
        done += len(batch)
        progress(done)
    resting = Activity.objects.filter(program__partner__in=renamed).order_by()
    states = set(resting.values_list("division__state_id", flat=True).distinct())
    if states:
        check_again(states, by=by)
    kept.states = sorted(code or "" for code in states)
    return kept


def _batches(rows: list[SheetPartner]) -> Iterable[list[SheetPartner]]:
    for first in range(0, len(rows), _AT_ONCE):
        yield rows[first : first + _AT_ONCE]


def _add(rows: list[SheetPartner], slugs: "Slugs") -> list[Partner]:
    made = [Partner(slug=slugs.free(row.facts["name"]), **row.facts) for row in rows]
    create_many(made)
    pairs = list(zip(made, rows, strict=True))
    _set_states([(partner, row.states or ()) for partner, row in pairs])
    _set_terms(pairs)
    taken = set(
        LegalEntity.objects.filter(ein__in=[ein for row in rows for ein in row.eins]).values_list("ein", flat=True)
    )
    entities = []
    for partner, row in pairs:
        for ein in row.eins:
            if ein not in taken:
                taken.add(ein)
                entities.append(LegalEntity(partner=partner, legal_name=partner.name, ein=ein, source=partner.source))
    LegalEntity.objects.bulk_create(entities)
    return made


def _change(rows: list[SheetPartner]) -> set[int]:
    """The ids of those whose plans must be looked at again."""
    known = Partner.objects.select_for_update().order_by("pk").in_bulk([row.partner_id for row in rows])
    pairs = [(known[row.partner_id], row) for row in rows if row.partner_id in known]
    changed, names, now = [], set[str](), timezone.now()
    for partner, row in pairs:
        for name, value in row.facts.items():
            setattr(partner, name, value)
        partner.updated_at = now  # also where only its states or terms change: exports say by it as of when they are
        names |= row.facts.keys()
        changed.append(partner)
    if changed:
        Partner.objects.bulk_update(changed, [*sorted(names), "updated_at"], batch_size=_AT_ONCE)
    _set_states([(partner, row.states) for partner, row in pairs if row.states is not None])
    _set_terms(pairs)
    return {partner.pk for partner, row in pairs if PLANS_REST_ON & row.facts.keys()}


def _set_states(wanted: Sequence[tuple[Partner, Sequence[StateFacts]]]) -> None:
    there: dict[int, dict[str, PartnerState]] = defaultdict(dict)
    for row in PartnerState.objects.select_for_update().filter(partner__in=[partner.pk for partner, _ in wanted]):
        there[row.partner_id][row.state_id] = row
    new: list[PartnerState] = []
    gone: list[int] = []
    for partner, states in wanted:
        known = there[partner.pk]
        gone += [row.pk for code, row in known.items() if code not in {each.state for each in states}]
        for each in states:
            old = known.get(each.state)
            if old is None:
                new.append(PartnerState(partner=partner, state_id=each.state, scope=each.scope, role=each.role))
            elif (old.scope, old.role) != (each.scope, each.role):
                old.scope, old.role = each.scope, each.role
                old.save()
    PartnerState.objects.filter(pk__in=gone).delete()
    PartnerState.objects.bulk_create(new)


def _set_terms(pairs: Sequence[tuple[Partner, SheetPartner]]) -> None:
    for name, (through, column) in _MANY.items():
        wanted = {partner.pk: row.terms[name] for partner, row in pairs if name in row.terms}
        there: dict[int, set[int]] = defaultdict(set)
        for pk, term in through.objects.filter(partner__in=wanted).values_list("partner_id", column):
            there[pk].add(term)
        for pk, terms in wanted.items():
            if there[pk] - terms:
                through.objects.filter(partner=pk, **{f"{column}__in": there[pk] - terms}).delete()
        new = [(pk, term) for pk, terms in wanted.items() for term in sorted(terms - there[pk])]
        through.objects.bulk_create([through(partner_id=pk, **{column: term}) for pk, term in new])


class Slugs:
    """Addresses for new partners, none of them taken."""

    def __init__(self) -> None:
        self.taken = {*Partner.objects.values_list("slug", flat=True), *Partner.RESERVED_SLUGS}

    def free(self, name: str) -> str:
        start = slugify(name)[:100].strip("-")
        slug = start or f"partner-{new_public_id()[:4]}"
        while slug in self.taken:
            slug = f"{start}-{new_public_id()[:4]}".strip("-")
        self.taken.add(slug)
        return slug
