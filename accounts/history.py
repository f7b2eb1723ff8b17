"""Who changed what, and why: the context that the history triggers write beside every version of a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pghistory
from django.db import transaction

if TYPE_CHECKING:
    from accounts.models import User


@contextmanager
def change(*, by: "User | None", verb: str, reason: str = "") -> Iterator[None]:
    """One transaction whose every write carries who did it, what they did (a past-tense verb) and why.

    `by` is None only for jobs, which act for nobody. The innermost `change` names the verb.
    """
    with transaction.atomic(), pghistory.context(user=by.pk if by else None, verb=verb, reason=reason):
        yield
