"""An import on its way through the pages: sent, asked about, queued, applied by a job, or discarded."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.jobs.actions import drain_due_work, record_due_work
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.sheets.models import ImportBatch
from partners.actions.sheet_plans import add_other_name
from partners.models import Partner
from partners.viewers import viewer_of
from states.models import State

from .batches import store, stored_sheets
from .directory import NEW
from .names import name_key
from .run import apply, books_of, preview, read_files
from .senders import MayNotImport, sender_of

logger = logging.getLogger(__name__)

KIND = JOB = "apply imports"
_ONE = 1


class ImportClosed(Exception):
    """This import was applied, queued or discarded already."""


class StillAsked(Exception):
    """Some organizations may be known already, and nobody has said yet whether they are."""


@dataclass(frozen=True)
class Question:
    """A name in the sheet that may be an organization of the directory: those it may be, as (slug, name)."""

    key: str
    name: str
    like: tuple[tuple[str, str], ...]
    answer: str


def send(*, files: Sequence[tuple[str, bytes]], state: State, sender: str, by: User, viewer: Viewer) -> ImportBatch:
    """Read files (name, content) and keep what applying them would do. Raises `UnreadableError`, `MayNotImport`."""
    books = books_of(state)
    who = sender_of(state=state.pk, user=by, viewer=viewer, slug=sender)
    outcome = preview(read_files(files, books), books=books, sender=who, viewer=viewer)
    batch = ImportBatch(created_by=by, options={"state": state.pk, "from": sender, "choices": {}})
    with transaction.atomic():
        store(batch, outcome)
    return batch


def questions_of(batch: ImportBatch) -> list[Question]:
    """Names that a person should look at before the import is applied, with the answers given so far."""
    choices = batch.options.get("choices", {})
    asked = []
    for twin in batch.report.get("likely_twins", []):
        like = tuple((each["slug"], each["name"]) for each in twin["like"] if each["slug"])
        if like:
            key = name_key(twin["name"])
            asked.append(Question(key, twin["name"], like, choices.get(key, "")))
    return asked


def answer(*, batch: ImportBatch, choices: Mapping[str, str], by: User) -> ImportBatch:
    """Keep a person's answers (name's key → slug, or `NEW`) and work out anew what applying would do."""
    with transaction.atomic():
        kept = _locked(batch, ImportBatch.Status.PREVIEW)
        kept.options = {**kept.options, "choices": {**kept.options.get("choices", {}), **choices}}
        state, viewer = _state(kept), viewer_of(kept.created_by)
        who = sender_of(state=state.pk, user=kept.created_by, viewer=viewer, slug=kept.options.get("from", ""))
        outcome = preview(
            stored_sheets(kept),
            books=books_of(state),
            sender=who,
            viewer=viewer,
            choices=kept.options["choices"],
        )
        asked = kept.report.get("likely_twins", [])
        store(kept, outcome)
        # What was asked stays on the page with its answer, so that it can be changed before applying.
        kept.report = {**kept.report, "likely_twins": asked}
        kept.save(update_fields=["report"])
    return kept


def queue(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Have a worker apply it. Raises `StillAsked`, and `ImportClosed` the second time."""
    with transaction.atomic():
        kept = _locked(batch, ImportBatch.Status.PREVIEW)
        if any(not question.answer for question in questions_of(kept)):
            raise StillAsked("Say first which organizations are meant.")
        kept.status = ImportBatch.Status.QUEUED
        kept.save(update_fields=["status"])
        record_due_work(kind=KIND, key=kept.public_id, by=by)
    return kept


def discard(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Take it off the list of what waits. Nothing of it was written; its receipt stays."""
    with transaction.atomic():
        kept = _locked(batch, ImportBatch.Status.PREVIEW)
        kept.status = ImportBatch.Status.DISCARDED
        kept.save(update_fields=["status"])
    return kept


def apply_due_imports() -> JobRun | None:
    """Apply the import that has waited longest; the receipt of the job, None when none waits."""
    return drain_due_work(kind=KIND, name=JOB, work=_apply, limit=_ONE)


def _apply(rows: Iterable[DueWork]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        batch = ImportBatch.objects.select_for_update().filter(public_id=row.key).first()
        if batch and batch.status == ImportBatch.Status.QUEUED:
            counts = _apply_batch(batch, by=row.asked_by or batch.created_by)
    return counts


def _apply_batch(batch: ImportBatch, *, by: User) -> dict[str, int]:
    """Write it, all good rows or none; a refusal is kept with the import, in words."""
    state, viewer, options = _state(batch), viewer_of(batch.created_by), batch.options
    try:
        with transaction.atomic():
            who = sender_of(state=state.pk, user=batch.created_by, viewer=viewer, slug=options.get("from", ""))
            sheets, choices = stored_sheets(batch), options.get("choices", {})
            outcome = apply(sheets, books=books_of(state), sender=who, viewer=viewer, by=by, choices=choices)
            _remember_names(batch, viewer=viewer, by=by)
    except MayNotImport as refusal:
        return _failed(batch, str(refusal))
    except OperationalError:
        raise  # the database is away or busy: the job tries again by itself
    except Exception:
        # Whatever went wrong would go wrong again, and keep all later imports waiting.
        logger.exception("import %s failed", batch.public_id)
        return _failed(batch, "Something went wrong on our side. Staff can find it in the log.")
    batch.status, batch.applied_at = ImportBatch.Status.APPLIED, timezone.now()
    store(batch, outcome)
    return {name: number for name, number in outcome.counts.items() if number}


def _failed(batch: ImportBatch, reason: str) -> dict[str, int]:
    batch.status, batch.error = ImportBatch.Status.FAILED, reason
    batch.save(update_fields=["status", "error"])
    return {"failed": 1}


def _remember_names(batch: ImportBatch, *, viewer: Viewer, by: User) -> None:
    """A name that somebody said is a known organization's is met without asking from now on."""
    partners = {
        partner.slug: partner
        for partner in Partner.objects.editable_by(viewer).filter(slug__in=batch.options.get("choices", {}).values())
    }
    for question in questions_of(batch):
        if question.answer in partners:
            add_other_name(partners[question.answer], name=question.name, by=by, reason=str(batch))


def _locked(batch: ImportBatch, status: str) -> ImportBatch:
    kept = ImportBatch.objects.select_for_update(of=("self",)).select_related("created_by").get(pk=batch.pk)
    if kept.status != status:
        raise ImportClosed(f"Nothing was changed: this import is not open any more ({kept.get_status_display()}).")
    return kept


def _state(batch: ImportBatch) -> State:
    return State.objects.select_related("division").get(pk=batch.options["state"])


def choices_from(questions: Iterable[Question], given: Mapping[str, Any]) -> dict[str, str]:
    """The answers among what was given: a slug that was offered, or `NEW`; anything else is no answer."""
    found = {}
    for number, question in enumerate(questions):
        value = str(given.get(f"question-{number}", ""))
        if value == NEW or value in {slug for slug, _ in question.like}:
            found[question.key] = value
    return found
