"""The versions of a rule or a limit as its page shows them: each with its state, and the forms of whoever may act."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from accounts.visibility import Viewer
from funding.actions.versions import lingering, may_be_confirmed, may_be_withdrawn, state_of
from funding.forms.tried import ConfirmForm, WithdrawForm


def version_lines(versions: Sequence[Any], viewer: Viewer, refused: forms.Form | None) -> list[dict[str, Any]]:
    """Newest first: `rule`, `state`, whether it `lingers`, counsel's `form` and the form to `withdraw` it. `refused`
    is the one of these that was sent in vain."""
    today, last = timezone.localdate(), versions[-1]
    kept = lingering(versions, today)
    return [
        {
            "rule": each,
            "state": _state(each, today),
            "lingers": each.version in kept,
            "form": _confirming(each, versions, viewer, refused),
            "withdraw": _withdrawing(each, versions, viewer, refused) if each == last else None,
        }
        for each in reversed(versions)
    ]


def _confirming(row: Any, versions: Sequence[Any], viewer: Viewer, refused: forms.Form | None) -> forms.Form | None:
    if not viewer.is_counsel or viewer.user_id == row.proposed_by_id:
        return None
    if row.confirmed_on or not may_be_confirmed(row, versions):
        return None
    return _form(ConfirmForm, f"v{row.version}", versions, refused)


def _withdrawing(row: Any, versions: Sequence[Any], viewer: Viewer, refused: forms.Form | None) -> forms.Form | None:
    if viewer.user_id != row.proposed_by_id or not may_be_withdrawn(row, versions):
        return None
    return _form(WithdrawForm, f"w{row.version}", versions, refused)


def _form(kind: type[forms.Form], prefix: str, versions: Sequence[Any], refused: forms.Form | None) -> forms.Form:
    if refused is not None and refused.prefix == prefix:
        return refused
    return kind(prefix=prefix, initial={"seen": state_of(versions)})


def _state(row: Any, today: dt.date) -> str:
    if row.ends_on == row.starts_on:
        return "withdrawn"
    if row.ends_on and row.ends_on <= today:
        return "over"
    return "to come" if row.starts_on > today else "holds"
