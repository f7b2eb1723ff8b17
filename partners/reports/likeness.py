""" "Is it one of these?": partners whose names are like one that somebody is about to add."""

from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Q
from django.db.models.functions import Greatest
from rapidfuzz import fuzz

from accounts.visibility import Viewer
from partners.matching.record import site_of
from partners.models import Partner
from states.names import word_key

_MOST: Final = 5
_CANDIDATES: Final = 30
_ALIKE: Final = 0.35
# Of 100: below it two names share a word and nothing else.
_SCORE: Final = 72


@dataclass(frozen=True)
class Likely:
    """A partner that may be the one meant, and why: "nearly the same name", "the same website"."""

    partner: Partner
    reason: str


def likely_partners(viewer: Viewer, name: str, *, website: str = "") -> list[Likely]:
    """At most five partners that this viewer may see, the likeliest first. One query."""
    words, site = word_key(name), site_of(website)
    if len(words) < 2 and not site:
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
        for score, reason in [_judge(row, words, site)]
        if score
    ]
    found.sort(key=lambda each: (-each[0], each[2].name, each[2].slug))
    return [Likely(row, reason) for _, reason, row in found[:_MOST]]


def _judge(row: Partner, words: str, site: str) -> tuple[float, str]:
    """How likely, of 101, and why; zero for too little."""
    if site and site_of(row.website) == site:
        return 101, "the same website"
    names = [row.name, *row.other_names.splitlines()]
    keys = {key for each in names if (key := word_key(each))}
    if words in keys:
        return 100, "the same name" if words == word_key(row.name) else f"the same name as “{_known_as(row, words)}”"
    score = max((_score(words, key) for key in keys), default=0)
    return (score, "nearly the same name") if score >= _SCORE else (0, "")


def _score(words: str, key: str) -> float:
    """Letters alike, or the shorter name's words all in the longer one."""
    inside = 80.0 if len(words) > 3 and (set(words.split()) <= set(key.split()) or key.startswith(words)) else 0.0
    return max(fuzz.token_sort_ratio(words, key), inside)


def _known_as(row: Partner, words: str) -> str:
    return next(each for each in row.other_names.splitlines() if word_key(each) == words)
