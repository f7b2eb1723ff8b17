"""Notes of talks with partners, for staff: the list, one note, writing, changing, doing what was promised."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from accounts.access import FORM, POST, Request, needs
from accounts.visibility import Viewer
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import Page
from mvp_coord.lib.listing import answer_list
from partners import actions
from partners.forms.notes import NoteForm, NoteSearch
from partners.models import Note, Partner
from partners.reports.notes import NOTE_PAGE_SIZE, note_history, notes_page, with_people

from .saving import answer


@needs("staff")
def note_list(request: Request) -> HttpResponse:
    """The notes, by whose they are, what is due, tag, partner and state."""
    form = NoteSearch(request.GET, viewer=request.viewer)

    def read(cursor: str) -> Page[Note]:
        return notes_page(form.filter(), sort=form.sorting, cursor=cursor, today=form.today)

    more = partial(form.beyond, size=NOTE_PAGE_SIZE)
    return answer_list(request, "partners/note_list.html", form, read=read, more=more)


@needs("staff")
def note_detail(request: Request, public_id: str) -> HttpResponse:
    """One note, whole, with what became of it."""
    note = note_or_404(request.viewer, public_id)
    context = {"note": note, "history": note_history(note, request.viewer)}
    return render_page(request, "partners/note_detail.html", context)


@needs("staff", methods=FORM)
def note_add(request: Request, slug: str) -> HttpResponse:
    """Keep a note about a partner."""
    partners = Partner.objects.visible_to(request.viewer).listed().exclude(pk__in=request.viewer.partner_ids)
    partner = get_object_or_404(partners, slug=slug)
    form = NoteForm(request.POST or None, instance=Note(partner=partner), viewer=request.viewer)

    def save(facts: dict) -> Note:
        return actions.add_note(partner, by=request.user, facts=facts, public_id=form.cleaned_data["ticket"])

    page = {"title": "Write a note", "lead": "For staff alone: the partner never sees it.", "partner": partner}
    return answer(request, form, save, page=page, done="The note is kept.", back=partner.get_absolute_url())


@needs("staff", methods=FORM)
def note_edit(request: Request, public_id: str) -> HttpResponse:
    """Change a note."""
    note = note_or_404(request.viewer, public_id)
    form = NoteForm(request.POST or None, instance=note, viewer=request.viewer)

    def save(facts: dict) -> Note:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return actions.update_note(note, by=request.user, facts=facts, **told)

    page = {"title": "Change the note", "partner": note.partner}
    return answer(request, form, save, page=page, done="Saved.", back=note.get_absolute_url())


@needs("staff", methods=POST)
def note_done(request: Request, public_id: str) -> HttpResponse:
    """The next action is done."""
    return _act(request, public_id, actions.finish_action, "Done.", undo="partners:reopen-note")


@needs("staff", methods=POST)
def note_reopen(request: Request, public_id: str) -> HttpResponse:
    """The next action is still to be done after all."""
    return _act(request, public_id, actions.reopen_action, "It is to be done again.", undo="partners:finish-note")


@needs("staff", methods=POST)
def note_remove(request: Request, public_id: str) -> HttpResponse:
    """Take a note away; it can be put back."""
    note = actions.remove_note(note_or_404(request.viewer, public_id), by=request.user)
    undo = reverse("partners:restore-note", args=[public_id])
    messages.success(request, "The note is removed.", extra_tags=f"undo:{undo}")
    return redirect(f"{note.partner.get_absolute_url()}#notes")


@needs("staff", methods=POST)
def note_restore(request: Request, public_id: str) -> HttpResponse:
    """Put a removed note back."""
    removed = Note.objects.filter(public_id=public_id, removed_at__isnull=False)
    seen = Note.objects.readable_by(request.viewer).filter(pk__in=removed)
    note = actions.restore_note(get_object_or_404(seen), by=request.user)
    messages.success(request, "The note is there again.")
    return redirect(note)


def note_or_404(viewer: Viewer, public_id: str) -> Note:
    """A note that this viewer may see, and so may change."""
    return get_object_or_404(with_people(Note.objects.visible_to(viewer), timezone.localdate()), public_id=public_id)


def _act(request: Request, public_id: str, act: Callable[..., Note], said: str, *, undo: str) -> HttpResponse:
    """Do it, and offer to undo it, on the page of the note."""
    note = act(note_or_404(request.viewer, public_id), by=request.user)
    messages.success(request, said, extra_tags=f"undo:{reverse(undo, args=[public_id])}")
    return redirect(note)
