""" "Is it one of these?": partners whose names are like one that somebody is about to add."""

from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Q
from django.db.models.functions import Greatest

from accounts.visibility import Viewer
from partners.matching import Record, worth_asking
from partners.matching.record import site_of
from partners.models import Partner
from states.names import word_key

_MOST: Final = 5
_CANDIDATES: Final = 30
_ALIKE: Final = 0.35
# So likely is a partner whose name has the words typed so far.
_HALF: Final = 0.2


@dataclass(frozen=True)
class Likely:
    """A partner that may be the one meant, and why: "nearly the same name", "the same website"."""

    partner: Partner
    reason: str


def likely_partners(viewer: Viewer, name: str, *, website: str = "") -> list[Likely]:
    """At most five partners that this viewer may see, the likeliest first. One query."""
    site = site_of(website)
    typed = Record(name, websites=(website,) if site else ())
    if len(word_key(name)) < 2 and not site:
        return []
    alike = Greatest(
        TrigramSimilarity("name", name), TrigramSimilarity("other_names", name), TrigramWordSimilarity(name, "name")
    )
    wanted = Q(alike__gt=_ALIKE) | Q(name__icontains=name) | Q(other_names__icontains=name)
    if site:
        wanted |= Q(website__icontains=site)
    rows = Partner.objects.visible_to(viewer).listed().annotate(alike=alike).filter(wanted)
    found = [
        (score, reason, row)
        for row in rows.order_by("-alike", "name")[:_CANDIDATES]
        for score, reason in [_judge(row, typed)]
        if score
    ]
    found.sort(key=lambda each: (-each[0], each[2].name, each[2].slug))
    return [Likely(row, reason) for _, reason, row in found[:_MOST]]


def _judge(row: Partner, typed: Record) -> tuple[float, str]:
    """How likely, of 1, and why; zero for too little. The name may still be half typed."""
    names, words = row.other_names.splitlines(), word_key(typed.name)
    known_as = next((each for each in names if word_key(each) == words), "")
    if words and words == word_key(row.name):
        return 1, "the same name"
    if known_as:
        return 1, f"the same name as “{known_as}”"
    record = Record(row.name, tuple(names), websites=tuple(filter(None, [row.website])))
    begins = len(words) > 3 and any(f" {word_key(each)}".find(f" {words}") >= 0 for each in (row.name, *names))
    return worth_asking(typed, record) or ((_HALF, "its name begins so") if begins else (0, ""))
