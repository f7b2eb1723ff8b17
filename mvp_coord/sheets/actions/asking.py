"""What a person is asked before an import is applied: what columns are, and which organizations are meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.history import change
from accounts.models import User
from mvp_coord.sheets.memory import remember
from mvp_coord.sheets.models import ImportBatch

from .previews import work_out
from .steps import held, refuse_other


@dataclass(frozen=True)
class Question:
    """A name in the sheet that may be an organization of the directory, or a row that may correct a record: those it
    may be, as (key, name, why).

    `title` is how it is asked, `it_is` and `none` the words of the answers.
    """

    name: str
    like: tuple[tuple[str, str, str], ...]
    answer: str
    title: str
    it_is: str
    none: str


def questions_of(batch: ImportBatch) -> list[Question]:
    """What a person should look at before the import is applied, with the answers given so far."""
    choices, may_add = batch.options.get("choices", {}), batch.report.get("may_add", True)
    none = "It is a new organization" if may_add else "It is none of these: leave its rows out"
    asked = []
    for twin in batch.report.get("likely_twins", []):
        if like := _offered(twin["like"]):
            answer = choices.get(twin["name"], "")
            asked.append(Question(twin["name"], like, answer, twin["name"], it_is="It is", none=none))
    for doubt in batch.report.get("doubts", []):
        told = {"title": doubt["title"], "it_is": "It corrects", "none": "It is another one: add it"}
        asked.append(Question(doubt["key"], _offered(doubt["like"]), choices.get(doubt["key"], ""), **told))
    return asked


def _offered(like: Iterable[Mapping[str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((each["slug"], each["name"], each.get("why", "")) for each in like if each["slug"])


def answer(*, batch: ImportBatch, choices: Mapping[str, str], by: User) -> ImportBatch:
    """Keep a person's answers (name → a partner's slug, or `NEW`) and work out anew what applying would do."""
    with transaction.atomic():
        kept = held(batch, ImportBatch.Status.PREVIEW)
        refuse_other(kept, by=by)
        kept.options = {**kept.options, "choices": {**kept.options.get("choices", {}), **choices}}
        kept.save(update_fields=["options"])
        work_out(kept, by=by)
    return kept


def map_columns(*, batch: ImportBatch, told: Mapping[str, str], by: User) -> ImportBatch:
    """Read the files again with what a person says of headings (heading → column, "" to leave it out).

    Remembered for the sender's next sheet of this kind.
    """
    with change(by=by, verb="said what columns are", reason=str(batch)):
        kept = held(batch, ImportBatch.Status.PREVIEW)
        refuse_other(kept, by=by)
        kept.options = {**kept.options, "columns": {**kept.options.get("columns", {}), **told}}
        remember(told, kind=kept.kind, sender=kept.options.get("from", ""), user=kept.created_by)
        for asked in ("likely_twins", "doubts"):  # other columns may name others
            kept.report.pop(asked, None)
        kept.save(update_fields=["options"])
        work_out(kept, by=by)
    return kept
