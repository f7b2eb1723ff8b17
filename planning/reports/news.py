"""What is new for a contact in overlaps of its plans and in gaps, and what waits for its answer; nothing hidden. And
what is said in cases, for whoever of the staff looks after them.

A state's table hears of the cases in its states that nobody has settled before the first day that matters to them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from accounts.visibility import Viewer
from funding.reports.talks import talks_of
from mvp_coord.lib import wording
from partners.models import Activity
from partners.models.family import TABLES
from planning.models import CaseMessage, GapAsk, Overlap, Proposal, ProposalAnswer, Settlement

from .cases import CaseView, case_views
from .decisions import readable_among
from .escalation import in_words, own_tables, tables_cases
from .owned import owned, words_for_owner

RECENT: Final = dt.timedelta(days=30)


@dataclass(frozen=True)
class News:
    """One thing that is new: `key` names it for ever, `kind` says what sort of thing, the rest is for people."""

    key: str
    kind: str
    title: str
    text: str
    url: str

    @property
    def what(self) -> str:
        """Its kind in words, as a heading ("Proposal that waits for your answer")."""
        return capfirst(wording.plural(1, KINDS[self.kind]).removeprefix("1 "))


# Kinds in the order in which they are told, with what a letter counts ("2 proposals that wait for your answer").
KINDS: Final = {
    "gap": "question whether you could fill a gap,questions whether you could fill gaps",
    "reply": "reply to a question of yours,replies to questions of yours",
    "proposal": "proposal that waits for your answer,proposals that wait for your answer",
    "table": "open overlap for your table to settle,open overlaps for your table to settle",
    "reopened": "overlap that is open again since facts changed,overlaps that are open again since facts changed",
    "funders": "word of another funder,words of other funders",
    "found": "new overlap of one of your plans,new overlaps of your plans",
    "owned-message": "message in an overlap that you look after,messages in overlaps that you look after",
    "owned-proposal": "proposal in an overlap that you look after,proposals in overlaps that you look after",
    "owned-answer": "answer in an overlap that you look after,answers in overlaps that you look after",
    "answer": "answer to a proposal of your table,answers to proposals of your table",
    "message": "message from another side,messages from other sides",
    "settled": "overlap that was settled,overlaps that were settled",
}


def news_of(viewer: Viewer, *, today: dt.date) -> list[News]:
    """All that is going on now in the cases of this contact, or of this owner, by kind; a letter tells what it has
    not told before."""
    if not (viewer.partner_ids or viewer.is_staff):
        return []
    views = case_views(viewer)
    found = [*_for_the_owner(viewer, views), *(_for_a_contact(viewer, views, today) if viewer.partner_ids else ())]
    order = list(KINDS)
    return sorted(found, key=lambda each: order.index(each.kind))


def _for_a_contact(viewer: Viewer, views: Sequence[CaseView], today: dt.date) -> list[News]:
    own = [view for view in views if view.partner_ids & viewer.partner_ids]
    spoke = cases_where_the_table_spoke(viewer)
    heard = [view for view in views if view.partner_ids & viewer.partner_ids or view.overlap.pk in spoke]
    return [
        *questions_on_gaps(viewer),
        *words_of_funders(viewer),
        *waiting_proposals(viewer),
        *for_the_table(viewer, views, today=today),
        *(news for view in own for news in _of_case(view)),
        *_answers(viewer),
        *_messages(viewer, heard),
        *_settled(viewer),
    ]


def changed_cases(viewer: Viewer, views: Sequence[CaseView]) -> list[News]:
    """Cases of this contact's that facts have opened again, then those that others have settled of late. Three
    queries at most."""
    own = [view for view in views if view.partner_ids & viewer.partner_ids]
    opened = [news for view in own for news in _of_case(view) if news.kind == "reopened"]
    return [*opened, *_settled(viewer)]


def _for_the_owner(viewer: Viewer, views: Sequence[CaseView]) -> list[News]:
    """What was said where this person looks after the case. Its link opens without signing in, so that the words
    themselves are on the page of the case alone."""
    did = {"message": "wrote", "proposal": "proposed how to settle it", "answer": "answered a proposal"}
    return [
        News(
            word.key,
            f"owned-{word.kind}",
            title_of(word.overlap),
            f"{word.who}, {did[word.kind]}.",
            _url(word.overlap),
        )
        for word in words_for_owner(viewer, owned(viewer, views))
    ]


def words_of_funders(viewer: Viewer) -> list[News]:
    """Asks and words of other funders that wait for an answer. Staff read the letters that go out: who asks whom
    about which group stands on the page alone."""
    return [
        News(
            key=f"funders-{talk.ask.public_id}-{talk.moved_at:%s}",
            kind="funders",
            title="Another funder answers" if talk.threads else "Another funder would like to talk about a group",
            text="Who, about which group, is for you alone: open it to read.",
            url=talk.ask.get_absolute_url(),
        )
        for talk in talks_of(viewer)
        if talk.waits and (talk.is_asker or talk.sides)
    ]


def waiting_proposals(viewer: Viewer) -> list[News]:
    """Open proposals that a side this person speaks for has not answered, the oldest first."""
    rows = list(
        Proposal.objects.filter(status=Proposal.Status.OPEN)
        .select_related("overlap__family", "overlap__anchor", "made_by", "partner")
        .prefetch_related("answers")
        .order_by("made_at", "pk")
    )
    readable = readable_among(viewer, (key for each in rows for key in each.covers))
    rows = [each for each in rows if set(each.covers) <= readable]
    sides = _sides(rows)
    return [
        News(
            f"proposal:{each.pk}",
            "proposal",
            title_of(each.overlap),
            f"{each.partner or 'Staff'} would settle it so: {each.get_decision_display().lower()}.",
            _url(each.overlap),
        )
        for each in rows
        if sides[each.pk] & viewer.editable_partner_ids - {answer.partner_id for answer in each.answers.all()}
    ]


def questions_on_gaps(viewer: Viewer) -> list[News]:
    """What an organization that this person may answer for was asked about gaps, and has not answered. One query."""
    rows = GapAsk.objects.visible_to(viewer).to_answer().filter(partner__in=viewer.editable_partner_ids)
    place = ("gap__priority__division__state", "gap__priority__constituency", "gap__priority__program_type")
    about = ("partner", "gap__state", "gap__entity", "gap__cycle", *place)
    return [
        News(
            f"reply:{each.pk}" if each.reply else f"gap:{each.pk}",
            "reply" if each.reply else "gap",
            each.gap.title,
            each.reply or each.words or f"{each.partner} was asked whether it could fill this.",
            each.get_absolute_url(),
        )
        for each in rows.select_related(*about).order_by("asked_at", "pk")
    ]


def title_of(overlap: Overlap) -> str:
    return f"{overlap.family.label} in {overlap.anchor.full_name}"


def _sides(proposals: Iterable[Proposal]) -> dict[int, set[int]]:
    """Whose plans each proposal covers."""
    proposals = list(proposals)
    keys = {key for each in proposals for key in each.covers}
    partners = dict(Activity.objects.filter(pk__in=keys).values_list("pk", "program__partner_id")) if keys else {}
    return {each.pk: {partners[key] for key in each.covers if key in partners} for each in proposals}


def for_the_table(viewer: Viewer, views: Sequence[CaseView], *, today: dt.date) -> Iterator[News]:
    """Cases that a table of this person's is asked to help settle; once for each, and once more when facts have
    opened it again. Two queries."""
    states = own_tables(viewer)
    for view, reason in tables_cases([each for each in views if each.overlap.state_id in states], today=today):
        again, overlap = view.decided.ended, view.overlap
        key = f"{overlap.pk}:{again.pk}" if again else overlap.pk
        yield _news("table", key, overlap, f"Nobody has settled it, and {in_words(reason, view)}.")


def cases_where_the_table_spoke(viewer: Viewer) -> set[int]:
    """Keys of the cases in which a table of this person's has said or proposed something. One query."""
    tables = {"partner__in": viewer.partner_ids, "partner__kind__in": TABLES}
    said = CaseMessage.objects.filter(**tables).order_by().values_list("overlap", flat=True)
    proposed = Proposal.objects.filter(**tables).order_by().values_list("overlap", flat=True)
    return set(said.union(proposed))


def _answers(viewer: Viewer) -> Iterator[News]:
    """What the sides have said of late of what a table of this person's proposed."""
    rows = list(
        ProposalAnswer.objects.filter(said_at__gte=timezone.now() - RECENT)
        .filter(proposal__partner__in=viewer.partner_ids, proposal__partner__kind__in=TABLES)
        .exclude(said_by=viewer.user_id)
        .select_related("said_by", "partner", "proposal__overlap__family", "proposal__overlap__anchor")
    )
    readable = readable_among(viewer, (key for each in rows for key in each.proposal.covers))
    for each in rows:
        if set(each.proposal.covers) <= readable:
            did = "agrees" if each.agrees else "declines"
            words = f"{each.said_by}, {each.partner}, {did}.{f' {each.note}' if each.note else ''}"
            yield _news("answer", each.pk, each.proposal.overlap, words)


def _of_case(view: CaseView) -> Iterator[News]:
    if not view.is_open:
        return
    if view.decided.ended:
        changes = "; ".join(f"{each.what}: {each.before}, now {each.now}" for each in view.decided.changes)
        yield _news(
            "reopened", view.decided.ended.pk, view.overlap, f"What it was settled on has changed. {changes}."
        )
    else:
        yield _news("found", view.overlap.pk, view.overlap, view.sentence)


def _messages(viewer: Viewer, own: Sequence[CaseView]) -> Iterator[News]:
    cases = {view.overlap.pk: view.overlap for view in own}
    since = timezone.now() - RECENT
    said = CaseMessage.objects.filter(overlap__in=cases, said_at__gte=since).exclude(author=viewer.user_id)
    rows = list(said.select_related("author", "partner"))
    readable = readable_among(viewer, (key for each in rows for key in each.about))
    for each in rows:
        if set(each.about) <= readable:
            who = f"{each.author}, {each.partner or 'staff'}"
            yield _news("message", each.pk, cases[each.overlap_id], f"{who}: {each.text}")


def _settled(viewer: Viewer) -> Iterator[News]:
    """Decisions on one's own plans that are in force for this viewer, of late, by others."""
    since = timezone.now() - RECENT
    rows = list(
        Settlement.objects.not_taken_back()
        .filter(decided_at__gte=since)
        .exclude(decided_by=viewer.user_id)
        .select_related("overlap__family", "overlap__anchor")
    )
    keys = {key for each in rows for key in each.covers}
    own = set(
        Activity.objects.filter(pk__in=keys, program__partner__in=viewer.partner_ids).values_list("pk", flat=True)
    )
    readable = readable_among(viewer, keys if own else ())
    for each in rows:
        if own & set(each.covers) and set(each.covers) <= readable:
            yield _news("settled", each.pk, each.overlap, f"{each.get_decision_display()}. {each.reason}")


def _news(kind: str, pk: int | str, overlap: Overlap, text: str) -> News:
    return News(f"{kind}:{pk}", kind, title_of(overlap), text, _url(overlap))


def _url(overlap: Overlap) -> str:
    return reverse("planning:overlap", args=[overlap.public_id])
