"""Changing many partners as one change: what was chosen, what it would do, doing it, and taking it back."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from accounts.undo import undo_change
from accounts.visibility import Viewer
from mvp_coord.lib.facts import token_of
from partners.models import Activity, BulkEdit, Partner, PartnerState
from partners.reports.bulk import CONFLICT, ONE, facts_of_partners, fields_of, refusals, rows_of
from states.models import Constituency, IssueArea

from .due import check_money_again, check_plans_again
from .refusals import AlreadyUndone, StaleEdit

KEPT_OPEN_FOR: Final = dt.timedelta(days=30)
_VERB = "changed several partners"


class NotYours(Exception):
    """Among its partners are some that this person may not change."""


class NoLongerOpen(Exception):
    """This bulk edit was applied already."""


def start_bulk_edit(partner_ids: Sequence[int], *, by: User, chosen: str, back: str) -> BulkEdit:
    """Remember which partners somebody has chosen, in the order of the list, and in words. Changes none of them."""
    return BulkEdit.objects.create(partner_ids=list(partner_ids), created_by=by, chosen=chosen, back=back)


def preview_bulk_edit(
    edit: BulkEdit, *, by: User, viewer: Viewer, changes: Mapping[str, Any], reason: str = ""
) -> BulkEdit:
    """Work out, partner by partner, what these changes would do. Raises `NoLongerOpen`."""
    with transaction.atomic():
        edit = _locked(edit)
        if not edit.is_open:
            raise NoLongerOpen
        edit.changes, edit.reason = dict(changes), reason
        edit.rows = rows_of(viewer, edit.partner_ids, edit.changes)
        edit.status = BulkEdit.Status.PREVIEW
        edit.save()
        return edit


def token_of_preview(edit: BulkEdit) -> str:
    """Of what somebody was shown that would be done, partner by partner."""
    return token_of(
        {"changes": edit.changes, "rows": [[row["id"], row["before"], row["after"]] for row in edit.rows]}
    )


def apply_bulk_edit(edit: BulkEdit, *, by: User, viewer: Viewer, seen: str) -> BulkEdit:
    """Change, as one change, every partner that is still as it was looked at; the others say why not.

    Sent twice, it is applied once. Where nothing is left to change, it stays open with its reasons. Raises
    `StaleEdit` where something else was previewed since what this person has `seen` (`token_of_preview`).
    """
    with change(by=by, verb=_VERB, reason=edit.reason) as change_id:
        edit = _locked(edit)
        if edit.status != BulkEdit.Status.PREVIEW:
            return edit
        if token_of_preview(edit) != seen:
            raise StaleEdit
        todo = _still_as_seen(edit, viewer)
        if todo:
            _write(todo, edit.changes)
            if "status" in edit.changes:
                _check_plans(todo, by)
            check_money_again(_levels(todo, "before"), _levels(todo, "after"), by=by)
            edit.status, edit.applied_at, edit.change_id = BulkEdit.Status.APPLIED, timezone.now(), change_id
        edit.save()
        return edit


def undo_bulk_edit(edit: BulkEdit, *, by: User, viewer: Viewer) -> BulkEdit:
    """Make all its partners again what they were.

    Raises `AlreadyUndone`, `NotYours` where this person may not change one of them, or `accounts.undo.CannotUndo`.
    """
    with change(by=by, verb="undid a bulk edit"):
        edit = _locked(edit)
        if edit.status != BulkEdit.Status.APPLIED:
            raise AlreadyUndone
        ids = _changing(edit)
        if Partner.objects.editable_by(viewer).filter(pk__in=ids).count() < len(ids):
            raise NotYours
        undo_change(_known(edit.change_id), by=by, verb="undid a bulk edit")
        if "status" in edit.changes:
            _check_plans(edit.rows, by)
        check_money_again(_levels(edit.rows, "after"), _levels(edit.rows, "before"), by=by)
        edit.status = BulkEdit.Status.UNDONE
        edit.save()
        return edit


def forget_left_bulk_edits() -> int:
    """Delete what was begun a month ago and never applied; how many."""
    left = BulkEdit.objects.filter(applied_at=None, created_at__lt=timezone.now() - KEPT_OPEN_FOR)
    return left.delete()[0]


def _known(change_id: uuid.UUID | None) -> uuid.UUID:
    assert change_id is not None  # a constraint holds it
    return change_id


def _locked(edit: BulkEdit) -> BulkEdit:
    return BulkEdit.objects.select_for_update().get(pk=edit.pk)


def _changing(edit: BulkEdit) -> list[int]:
    """The partners that it changes, or has changed."""
    return [row["id"] for row in edit.rows if row["before"] != row["after"] and not row["why"]]


def _still_as_seen(edit: BulkEdit, viewer: Viewer) -> list[dict[str, Any]]:
    """The rows to write, their partners held from here on; the others are told why they are not."""
    ids = _changing(edit)
    list(Partner.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    now, why = facts_of_partners(ids, fields_of(edit.changes)), refusals(viewer, ids, edit.changes)
    todo = []
    for row in edit.rows:
        if row["id"] in ids:
            row["why"] = why.get(row["id"], "") or (CONFLICT if now.get(row["id"]) != row["before"] else "")
            if not row["why"]:
                todo.append(row)
    return todo


def _check_plans(rows: Iterable[Mapping[str, Any]], by: User) -> None:
    check_plans_again(Activity.objects.filter(program__partner_id__in=[row["id"] for row in rows]), by=by)


def _levels(rows: Iterable[Mapping[str, Any]], when: str) -> set[str | None]:
    """Who could see these partners ("before"), or can ("after"), where that changes."""
    changing = (row for row in rows if row["before"].get("visibility") != row["after"].get("visibility"))
    return {row[when]["visibility"] for row in changing}


def _write(rows: Sequence[Mapping[str, Any]], changes: Mapping[str, Any]) -> None:
    """The same few statements, however many partners there are; the triggers keep every row's history."""
    one = {name: changes[name] for name in ONE if changes.get(name)}
    Partner.objects.filter(pk__in=[row["id"] for row in rows]).update(**one, updated_at=timezone.now())
    _write_several(
        PartnerState, "states", "state_id", rows, scope=changes.get("scope") or PartnerState.Scope.STATEWIDE
    )
    for name, column, model in (
        ("constituencies", "constituency_id", Constituency),
        ("issues", "issuearea_id", IssueArea),
    ):
        if rows and name in rows[0]["before"]:
            table: Any = getattr(Partner, name).through
            _write_several(table, name, column, rows, keys=dict(model.objects.values_list("code", "pk")))


def _write_several(
    table: Any,
    name: str,
    column: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    keys: Mapping[str, Any] | None = None,
    **facts: Any,
) -> None:
    """Rows between a partner and what it has several of: those that go by code, and those that come."""
    gone: dict[str, list[int]] = {}
    new = []
    for row in rows:
        before, after = set(row["before"].get(name, ())), set(row["after"].get(name, ()))
        for code in before - after:
            gone.setdefault(code, []).append(row["id"])
        new += [(row["id"], code) for code in sorted(after - before)]
    for code, ids in gone.items():
        table._base_manager.filter(partner_id__in=ids, **{column: keys[code] if keys else code}).delete()
    table._base_manager.bulk_create(
        [table(partner_id=pk, **{column: keys[code] if keys else code}, **facts) for pk, code in new],
        ignore_conflicts=True,
    )
