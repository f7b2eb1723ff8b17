"""Making one of two records of an organization, taking that back, and saying that they are two after all."""

from typing import Any

from django.db import IntegrityError, models, transaction

from accounts.history import change
from accounts.models import User
from accounts.undo import undo_change
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from mvp_coord.lib.relations import is_derived, pointing_at
from partners.models import Membership, PairDecision, Partner
from states.names import word_key

from .due import activities_of_partner, check_money_again, check_plans_again
from .refusals import AlreadyUndone, StaleEdit, WasMerged

# What a person chooses from either record.
CHOSEN = (
    "name",
    "kind",
    "status",
    "visibility",
    "website",
    "direct_giving_url",
    "summary",
    "founded_year",
    "starts_on",
    "ends_on",
)


def token_of_pair(one: Partner, other: Partner) -> str:
    """Of what somebody saw of both records."""
    return token_of({str(each.pk): facts_of(each, (*CHOSEN, "other_names", "merged_into")) for each in (one, other)})


def merge_partners(
    *, kept: Partner, gone: Partner, facts: Facts, seen: str, by: User, reason: str = ""
) -> PairDecision:
    """Make one partner of two: `kept` gets these facts and all that belonged to `gone`, which becomes an address.

    Names, states, constituencies and issues are joined; where both have the same row (a state, a seat at a table),
    that of `kept` stays. Raises `WasMerged` or `StaleEdit` if either is no more what was `seen`.
    """
    with change(by=by, verb="merged two records", reason=reason) as change_id:
        kept, gone = _locked(kept, gone)
        if token_of_pair(kept, gone) != seen:
            raise StaleEdit
        names = _joined_names(kept, gone, facts.get("name", kept.name))
        for each in (kept, gone):  # the work of both now has one partner, and perhaps another name
            check_plans_again(activities_of_partner(each.pk), by=by)
        levels = [kept.visibility, gone.visibility]
        for relation in pointing_at(Partner):
            _move(relation, gone, kept)
        write(kept, {**{name: value for name, value in facts.items() if name in CHOSEN}, "other_names": names})
        write(gone, {"status": Partner.Status.MERGED, "merged_into": kept})
        check_money_again(levels, [kept.visibility], by=by)
        return _decide(kept, gone, PairDecision.Decision.MERGED, by=by, reason=reason, change_id=change_id)


def undo_merge(decision: PairDecision, *, by: User) -> Partner:
    """Make two of them again, as they were; the one that comes back.

    Raises `AlreadyUndone`, or `accounts.undo.CannotUndo`.
    """
    first, second = decision.first, decision.second
    gone = first if first.status == Partner.Status.MERGED else second
    with change(by=by, verb="undid a merge"):
        before = [each.visibility for each in _lock(first, second).values()]
        if not PairDecision.objects.filter(pk=decision.pk).exists():
            raise AlreadyUndone
        undo_change(decision.change_id, by=by, verb="undid a merge")  # type: ignore[arg-type]
        for each in (first, second):
            check_plans_again(activities_of_partner(each.pk), by=by)
        after = Partner.objects.filter(pk__in=[first.pk, second.pk]).values_list("visibility", flat=True)
        check_money_again(before, list(after), by=by)
    gone.refresh_from_db()
    return gone


def keep_apart(one: Partner, other: Partner, *, by: User, reason: str = "") -> PairDecision:
    """Remember that two records that look alike are two organizations. Twice is the same as once."""
    with change(by=by, verb="kept two records apart", reason=reason):
        one, other = _locked(one, other)
        first, second = sorted((one, other), key=lambda each: each.pk)
        known = PairDecision.objects.filter(first=first, second=second).first()
        return known or _decide(one, other, PairDecision.Decision.DIFFERENT, by=by, reason=reason)


def _decide(one: Partner, other: Partner, decision: str, **facts: Any) -> PairDecision:
    first, second = sorted((one, other), key=lambda each: each.pk)
    by = facts.pop("by")
    PairDecision.objects.filter(first=first, second=second).delete()
    return PairDecision.objects.create(first=first, second=second, decision=decision, decided_by=by, **facts)


def _lock(*partners: Partner) -> dict[int, Partner]:
    """In the order of their numbers, so that two merges never wait for each other."""
    rows = Partner.objects.select_for_update().filter(pk__in=[each.pk for each in partners]).order_by("pk")
    return {row.pk: row for row in rows}


def _locked(one: Partner, other: Partner) -> tuple[Partner, Partner]:
    if one.pk == other.pk:
        raise ValueError("A record cannot be merged with itself, nor kept apart from itself.")
    rows = _lock(one, other)
    if any(row.status == Partner.Status.MERGED for row in rows.values()):
        raise WasMerged
    return rows[one.pk], rows[other.pk]


def _joined_names(kept: Partner, gone: Partner, name: str) -> str:
    """All names that either has gone by, each once, without the one that it is called now."""
    found = {word_key(name): ""}
    for each in (*kept.other_names.splitlines(), kept.name, gone.name, *gone.other_names.splitlines()):
        found.setdefault(word_key(each), each)
    return "\n".join(filter(None, found.values()))


def _move(relation: Any, gone: Partner, kept: Partner) -> None:
    """Let all rows that point at one record point at the other; what that has already is not doubled."""
    model, column = relation.related_model, relation.field.attname
    if is_derived(model) or model is PairDecision:
        return
    rows = model._base_manager.filter(**{column: gone.pk})
    if model._meta.auto_created:
        _join(model, rows, column, kept)
        return
    try:
        with transaction.atomic():
            rows.update(**{column: kept.pk})
    except IntegrityError:
        for row in rows.order_by("pk"):
            _move_one(row, relation, kept)


def _join(table: Any, rows: Any, column: str, kept: Partner) -> None:
    """The terms of both. Rows between two records are added and removed, since their history knows no change."""
    (other,) = {field.attname for field in table._meta.fields if field.is_relation} - {column}
    terms = set(rows.values_list(other, flat=True))
    there = set(table._base_manager.filter(**{column: kept.pk}).values_list(other, flat=True))
    rows.delete()
    table._base_manager.bulk_create(table(**{column: kept.pk, other: term}) for term in sorted(terms - there))


def _move_one(row: Any, relation: Any, kept: Partner) -> None:
    """A row that the other has as well goes, if it only belongs to the record; of anything more, none is lost."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            rows.update(**{relation.field.attname: kept.pk})
    except IntegrityError:
        if isinstance(row, Membership) and row.can_edit:
            Membership.objects.filter(user_id=row.user_id, partner=kept).update(can_edit=True)
        if relation.on_delete is models.CASCADE:
            rows.delete()
