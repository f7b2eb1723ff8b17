"""Keeping notes of talks with partners, and seeing to what was promised in them."""

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from partners.models import Note, Partner

from .holding import hold_partner
from .refusals import StaleEdit


def add_note(partner: Partner, *, by: User, facts: Facts, public_id: str) -> Note:
    """Keep a note under this address; sent twice, it is still one. Raises `WasMerged`."""
    with change(by=by, verb="wrote the note"):
        partner = hold_partner(partner)
        made = Note.objects.filter(public_id=public_id).first()
        return made or Note.objects.create(partner=partner, public_id=public_id, written_by=by, **facts)


def update_note(note: Note, *, by: User, facts: Facts, seen: str, reason: str = "") -> Note:
    """Change these facts of a note; raises `StaleEdit`. Where nothing is to be done any more, nothing was done."""
    with change(by=by, verb="changed the note", reason=reason):
        note = _locked(note)
        if token_of(facts_of(note, facts)) != seen:
            raise StaleEdit
        undone = {} if facts.get("next_action", note.next_action) else {"done_at": None, "done_by": None}
        write(note, {**facts, **undone})
        return note


def finish_action(note: Note, *, by: User) -> Note:
    """Say that the next action is done. Said twice, the first one stands; of a note without an action, nothing."""
    with change(by=by, verb="did the next action"):
        note = _locked(note)
        if note.is_to_do:
            write(note, {"done_at": timezone.now(), "done_by": by})
        return note


def reopen_action(note: Note, *, by: User) -> Note:
    """Say that the next action is still to be done after all."""
    with change(by=by, verb="took back that it is done"):
        note = _locked(note)
        write(note, {"done_at": None, "done_by": None})
        return note


def remove_note(note: Note, *, by: User) -> Note:
    """Show a note no more. It stays in the history, and can be put back."""
    with change(by=by, verb="removed the note"):
        note = _locked(note)
        if note.removed_at is None:
            write(note, {"removed_at": timezone.now()})
        return note


def restore_note(note: Note, *, by: User) -> Note:
    """Show it again."""
    with change(by=by, verb="put the note back"):
        note = _locked(note)
        write(note, {"removed_at": None})
        return note


def _locked(note: Note) -> Note:
    return Note.objects.select_for_update().get(pk=note.pk)
