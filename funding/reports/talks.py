"""Talks among funders about groups, as one side of them reads these."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accounts.visibility import Viewer
from funding.models import Allocation, FunderAsk, FunderWord
from partners.models import Partner


@dataclass(frozen=True)
class Thread:
    """What was said between who asked and one funder. `is_new`: the other side spoke last."""

    funder: Partner
    words: tuple[FunderWord, ...]
    is_new: bool


@dataclass(frozen=True)
class Talk:
    """One ask as a viewer reads it. `is_asker`: on the side that asked; `sides` are the viewer's funders that were
    asked (empty for the asker), `threads` those with somebody who has said something."""

    ask: FunderAsk
    is_asker: bool
    sides: tuple[Partner, ...]
    threads: tuple[Thread, ...]

    @property
    def waits(self) -> bool:
        """Whether the next word is the viewer's."""
        return any(each.is_new for each in self.threads) or not (self.is_asker or self.threads)

    @property
    def moved_at(self) -> dt.datetime:
        return max((word.said_at for each in self.threads for word in each.words), default=self.ask.asked_at)


def talks_of(viewer: Viewer, asks: Collection[FunderAsk] | None = None) -> list[Talk]:
    """The talks of this viewer's side, those that wait for its word first, then the last moved. Four queries."""
    if not (viewer.is_insider or viewer.is_funder):
        return []
    if asks is None:
        seen = FunderAsk.objects.visible_to(viewer).not_put_aside_by(viewer)
        asks = list(seen.select_related("group", "asker", "to", "asked_by")[:200])
    words: dict[int, list[FunderWord]] = {}
    readable = FunderWord.objects.visible_to(viewer).filter(ask__in=[each.pk for each in asks])
    for word in readable.select_related("funder", "author"):
        words.setdefault(word.ask_id, []).append(word)
    own = list(Partner.objects.filter(pk__in=viewer.funder_ids).order_by("name"))
    talks = [_talk(each, viewer, words.get(each.pk, []), own) for each in asks]
    return sorted(talks, key=lambda each: (not each.waits, -each.moved_at.timestamp()))


def funders_to_ask(viewer: Viewer, group: Partner) -> list[Partner]:
    """Funders that this viewer may know to give to the group or to think of it, without its own. One query."""
    ended = (Allocation.Status.DECLINED, Allocation.Status.CANCELLED)
    seen = Allocation.objects.visible_to(viewer).filter(entity__partner=group, fund__is_managed=False)
    owners = seen.exclude(status__in=ended).values("fund__owner")
    peers = Partner.objects.visible_to(viewer).filter(kind=Partner.Kind.PEER_FUNDER, pk__in=owners)
    return list(peers.exclude(pk__in={*viewer.partner_ids, group.pk}).order_by("name"))


def _talk(ask: FunderAsk, viewer: Viewer, words: Iterable[FunderWord], own: Collection[Partner]) -> Talk:
    is_asker = ask.asker_id in viewer.funder_ids or (ask.asker_id is None and viewer.is_insider)
    by_funder: dict[int, list[FunderWord]] = {}
    for word in words:
        by_funder.setdefault(word.funder_id, []).append(word)
    threads = [Thread(said[0].funder, tuple(said), said[-1].is_askers != is_asker) for said in by_funder.values()]
    sides = () if is_asker else tuple(each for each in own if ask.to_id in (None, each.pk))
    return Talk(ask, is_asker, sides, tuple(threads))
