"""What others have said in the cases that somebody of the staff looks after: messages, proposals, answers.

It is new until the owner has a word there too: says something, proposes, or tells an answer.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from accounts.models import User
from accounts.visibility import Viewer
from partners.models import Partner
from planning.models import CaseMessage, Overlap, Proposal, ProposalAnswer

from .cases import CaseView
from .decisions import readable_among

RECENT: Final = dt.timedelta(days=30)


@dataclass(frozen=True)
class Word:
    """Something said in a case: `key` names it for ever, `kind` is "message", "proposal" or "answer"."""

    key: str
    kind: str
    overlap: Overlap
    by: User
    partner: Partner | None
    at: dt.datetime
    about: frozenset[int]

    @property
    def who(self) -> str:
        return f"{self.by}, {self.partner or 'staff'}"


def owned(viewer: Viewer, views: Iterable[CaseView]) -> dict[int, Overlap]:
    """Those of these cases that this person looks after, by key."""
    return {view.overlap.pk: view.overlap for view in views if view.overlap.owner_id == viewer.user_id}


def words_for_owner(viewer: Viewer, cases: dict[int, Overlap]) -> list[Word]:
    """What others have said in these cases of this person since he or she did, within a month; the oldest first.

    Four queries, none where there is no case.
    """
    if not cases:
        return []
    words = [*_messages(cases), *_proposals(cases), *_answers(cases)]
    own: dict[int, dt.datetime] = {}
    for word in words:
        if word.by.pk == viewer.user_id:
            own[word.overlap.pk] = max(word.at, own.get(word.overlap.pk, word.at))
    fresh = [
        word
        for word in words
        if word.by.pk != viewer.user_id and (word.overlap.pk not in own or word.at > own[word.overlap.pk])
    ]
    readable = readable_among(viewer, {key for word in fresh for key in word.about})
    return sorted((word for word in fresh if word.about <= readable), key=lambda word: (word.at, word.key))


def _since() -> dt.datetime:
    return timezone.now() - RECENT


def _messages(cases: dict[int, Overlap]) -> Iterable[Word]:
    rows = CaseMessage.objects.filter(overlap__in=cases, said_at__gte=_since()).select_related("author", "partner")
    for row in rows:
        yield _word("message", row.pk, cases[row.overlap_id], row.author, row.partner, row.said_at, row.about)


def _proposals(cases: dict[int, Overlap]) -> Iterable[Word]:
    rows = Proposal.objects.filter(overlap__in=cases, made_at__gte=_since()).select_related("made_by", "partner")
    for row in rows:
        yield _word("proposal", row.pk, cases[row.overlap_id], row.made_by, row.partner, row.made_at, row.covers)


def _answers(cases: dict[int, Overlap]) -> Iterable[Word]:
    """What a side says in answer; that whoever proposes agrees is no word of its own."""
    rows = ProposalAnswer.objects.filter(proposal__overlap__in=cases, said_at__gte=_since())
    for row in rows.select_related("said_by", "partner", "proposal"):
        proposal = row.proposal
        if row.partner_id != proposal.partner_id:
            case = cases[proposal.overlap_id]
            yield _word("answer", row.pk, case, row.said_by, row.partner, row.said_at, proposal.covers)


def _word(
    kind: str, pk: int, case: Overlap, by: User, partner: Partner | None, at: dt.datetime, about: Iterable[int]
) -> Word:
    return Word(f"owned-{kind}:{pk}", kind, case, by, partner, at, frozenset(about))
