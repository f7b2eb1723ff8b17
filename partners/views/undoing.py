"""Undo, offered to whoever just changed something: a signed address that is good for that person alone."""

import uuid
from typing import Final

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import POST, Request, signed_in
from accounts.models import User
from accounts.undo import CannotUndo
from mvp_coord.jobs.doorbell import ring
from partners.actions.taking_back import take_back_change
from partners.models import Partner
from planning.tasks import check_due_overlaps

_SALT: Final = "take back a change"
_GOOD_FOR_SECONDS: Final = 30 * 24 * 3600


def undo_address(change_id: uuid.UUID | str | None, *, by: User, back: str, partner: Partner | None = None) -> str:
    """Where this person takes this change back; `back` is the page to go to afterwards.

    Staff and admins may; a contact only while it may still change this `partner`.
    """
    told = [by.pk, str(change_id), back, partner.pk if partner else None]
    return reverse("partners:take-back", args=[signing.dumps(told, salt=_SALT)])


@signed_in(methods=POST)
def take_back(request: Request, token: str) -> HttpResponse:
    """Take a change back, unless somebody has changed since what it made."""
    try:
        user_id, change_id, back, partner_id = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    viewer = request.viewer
    if user_id != request.user.pk or not (viewer.is_insider or partner_id in viewer.editable_partner_ids):
        raise Http404
    try:
        undone = take_back_change(uuid.UUID(change_id), by=request.user)
    except CannotUndo as refusal:
        why = refusal.told_to(viewer)
        messages.error(request, f"This cannot be undone any more, or is undone already. {why}.")
        return redirect(back)
    if undone:
        ring(check_due_overlaps)  # does nothing where no plan is concerned
        messages.success(request, "Undone.")
    else:
        messages.info(request, "There was nothing to undo.")
    return redirect(back)
