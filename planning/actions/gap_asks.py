"""What is said to somebody who was asked to fill a gap, and by them: yes, no, or a question back."""

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import write
from planning.models import Gap, GapAsk

from .gaps import GapMoved
from .settle import ReasonMissing

Answer = GapAsk.Answer


def answer_gap(ask: GapAsk, *, by: User, answer: str, note: str = "") -> GapAsk:
    """Say yes, no, or ask back, for whoever was asked; a no opens the gap again, and is remembered.

    Said twice, it is once. Raises `GapMoved` where the asking is over, `ReasonMissing` for a question without words.
    """
    if answer == Answer.QUESTION and not note.strip():
        raise ReasonMissing("Write what you would like to know.")
    with change(by=by, verb=f"answered on the gap: {Answer(answer).label.lower()}"):
        gap, ask = _held(ask)
        if (ask.answer, ask.note) == (answer, note.strip()):
            return ask
        if ask.ended_at is not None:
            raise GapMoved("Something else was decided about it in the meantime.")
        now = timezone.now()
        ask.answer, ask.note, ask.answered_by, ask.answered_at, ask.reply = answer, note.strip(), by, now, ""
        if answer == Answer.NO:
            ask.ended_at = now
            open_again = {"status": Gap.Status.OPEN, "offered_to": None, "reason": "", "decided_by": by}
            write(gap, {**open_again, "decided_at": now})
        ask.save()
        return ask


def reply_on_gap(ask: GapAsk, *, by: User, words: str) -> GapAsk:
    """Answer their question, for staff. Raises `ReasonMissing`, and `GapMoved` where there is none any more."""
    if not words.strip():
        raise ReasonMissing("Write what they should know.")
    with change(by=by, verb="answered a question on the gap"):
        _, ask = _held(ask)
        if ask.reply == words.strip():
            return ask
        if ask.ended_at is not None or ask.answer != Answer.QUESTION:
            raise GapMoved("They have said something else in the meantime.")
        ask.reply = words.strip()
        ask.save(update_fields=["reply"])
        return ask


def _held(ask: GapAsk) -> tuple[Gap, GapAsk]:
    """The gap first, as decisions lock it, so that an answer and a decision wait for each other."""
    gap = Gap.objects.select_for_update(of=("self",)).get(pk=ask.gap_id)
    return gap, GapAsk.objects.select_for_update(of=("self",)).get(pk=ask.pk)
