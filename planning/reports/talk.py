"""What is said and proposed about a case, as one viewer may read it: with the terms in words, and who has agreed."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.visibility import Viewer
from mvp_coord.lib import wording
from partners.models import Activity, Partner
from planning.models import CaseMessage, Overlap, Proposal, ProposalAnswer
from planning.terms import BUDGET, edits_from
from states.models import Constituency, Division

from .decisions import readable_among
from .effects import Effect, effects_of

_LABELS = {
    "division": "Where",
    "starts_on": "First day",
    "ends_on": "Last day",
    "constituencies": "For whom",
    "universe": "People on the list",
    "attempts_planned": "Tries planned",
    BUDGET: "Budget",
}


@dataclass(frozen=True)
class Term:
    """One fact of one plan that would change, or has changed, in words."""

    plan: Activity
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Side:
    """A partner that must agree, what it said, and whether this viewer may speak for it."""

    partner: Partner
    answer: ProposalAnswer | None
    is_own: bool


@dataclass(frozen=True)
class Proposed:
    """A proposal with its terms, what they would leave of the case (None: they change no plan, or it is not open) and
    its sides; `may_withdraw` for those who made it, and staff."""

    proposal: Proposal
    terms: tuple[Term, ...]
    effect: Effect | None
    sides: tuple[Side, ...]
    may_withdraw: bool


@dataclass(frozen=True)
class Talk:
    """Messages, oldest first, and proposals, newest first, that this viewer may read."""

    messages: tuple[CaseMessage, ...] = ()
    proposals: tuple[Proposed, ...] = ()


def talk_of(viewer: Viewer, overlap: Overlap) -> Talk:
    """What this viewer may read of a case that he or she sees. At most nine queries, and those of `effects_of`."""
    messages = list(CaseMessage.objects.filter(overlap_id=overlap.pk).select_related("author", "partner"))
    proposals = list(
        Proposal.objects.filter(overlap_id=overlap.pk)
        .select_related("made_by", "partner", "closed_by", "settlement")
        .prefetch_related("answers__said_by")
    )
    keys = {key for each in messages for key in each.about} | {key for each in proposals for key in each.covers}
    readable = readable_among(viewer, keys)
    proposals = [each for each in proposals if set(each.covers) <= readable]
    return Talk(
        tuple(each for each in messages if set(each.about) <= readable),
        tuple(_in_words(viewer, proposals, effects_of(viewer, overlap, proposals))) if proposals else (),
    )


def readable_proposal(viewer: Viewer, overlap: Overlap, public_id: str) -> Proposal | None:
    """One proposal by its address, if this viewer may read all plans that it covers."""
    proposal = Proposal.objects.select_related("overlap").filter(overlap_id=overlap.pk, public_id=public_id).first()
    if proposal is None or not set(proposal.covers) <= readable_among(viewer, proposal.covers):
        return None
    return proposal


def _in_words(viewer: Viewer, proposals: Sequence[Proposal], effects: Mapping[int, Effect]) -> list[Proposed]:
    plans = Activity.objects.select_related("program__partner").in_bulk(
        {key for each in proposals for key in each.covers}
    )
    names = _Names(proposals)
    return [
        Proposed(
            proposal=each,
            terms=tuple(_terms(each, plans, names)),
            effect=effects.get(each.pk),
            sides=tuple(_sides(viewer, each, [plans[key] for key in each.covers if key in plans])),
            may_withdraw=viewer.is_staff or each.partner_id in viewer.editable_partner_ids,
        )
        for each in proposals
    ]


class _Names:
    """What places and constituencies in terms are called, each kind read once."""

    def __init__(self, proposals: Iterable[Proposal]) -> None:
        facts = [
            pair
            for each in proposals
            for edit in edits_from(each.terms)
            for both in (edit.facts, edit.seen)
            for pair in both.items()
        ]
        places = {value for name, value in facts if name == "division"}
        terms = {key for name, value in facts if name == "constituencies" for key in value}  # type: ignore[union-attr]
        self.places: dict[Any, Division] = Division.objects.in_bulk(places) if places else {}
        self.terms: dict[Any, Constituency] = Constituency.objects.in_bulk(terms) if terms else {}

    def say(self, name: str, value: Any) -> str:
        if name == "division":
            return self.places[value].full_name if value in self.places else "a place that is gone"
        if name == "constituencies":
            return (
                wording.join_words(sorted(str(self.terms[key]) for key in value if key in self.terms)) or "Everyone"
            )
        if name.endswith("_on"):
            return wording.day(dt.date.fromisoformat(value))
        if value is None:
            return "not known"
        return wording.usd_exact(Decimal(value)) if name == BUDGET else wording.count(value)


def _terms(proposal: Proposal, plans: dict[int, Activity], names: _Names) -> Iterable[Term]:
    for edit in edits_from(proposal.terms):
        plan = plans.get(edit.activity)
        if plan is None:
            continue
        if edit.cancels:
            yield Term(plan, "This line of the plan", "planned", "taken out of the plan")
        for name, value in edit.facts.items():
            yield Term(plan, _LABELS[name], names.say(name, edit.seen[name]), names.say(name, value))


def _sides(viewer: Viewer, proposal: Proposal, plans: Sequence[Activity]) -> list[Side]:
    answers = {each.partner_id: each for each in proposal.answers.all()}
    partners = {each.program.partner_id: each.program.partner for each in plans}
    return [
        Side(partner, answers.get(key), key in viewer.editable_partner_ids)
        for key, partner in sorted(partners.items(), key=lambda item: item[1].name)
    ]
