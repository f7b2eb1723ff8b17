"""Whether two program names are alike once the words that any such program would use are taken out."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from .places import Atlas
from .records import Activity, Vocabulary

ALIKE = 90
YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d)\b)?|['’‘]\d\d\b|\bfy\s?\d\d\b")
# Words that name no program in particular, in the two languages that plans are written in.
FILLERS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "our", "the", "to", "with"}
    | {"program", "programs", "project", "campaign", "plan", "county", "statewide"}
    | {"de", "del", "el", "en", "la", "las", "los", "y"}
)


@lru_cache(maxsize=20_000)  # a name is compared with every other of its place, on every page of a partial viewer
def words(text: str) -> tuple[str, ...]:
    """Words in small letters without accents, apostrophes or years."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", re.sub("['’‘]", "", YEARS.sub(" ", plain))))


def stem(word: str) -> str:
    """Enough to know "texts" and "texting" for "text"; used only to take words out, never to compare."""
    return (word[:-3] if len(word) > 6 and word.endswith("ing") else word).rstrip("s") or word


def stems(texts: Iterable[str]) -> set[str]:
    return {stem(word) for text in texts for word in words(text)}


class NameJudge:
    """Compares program names. Labels of every tactic and type are taken out, their other words only where the
    activity is of that tactic or type: "Word of Mouth" names a phone program well enough, a relational one not."""

    def __init__(self, vocabulary: Vocabulary, atlas: Atlas) -> None:
        self.vocabulary = vocabulary
        self.atlas = atlas
        terms = (*vocabulary.tactics.values(), *vocabulary.program_types.values())
        self.labels = stems(term[0] for term in terms if term)

    def are_alike(self, one: Activity, two: Activity) -> bool:
        """Alike names, or, where a name says nothing of its own, the very same legal entity."""
        work = self.labels | self._work_stems(one) | self._work_stems(two)
        proper = FILLERS | self._proper_words(one) | self._proper_words(two)
        left = [
            " ".join(word for word in words(a.program_name) if word not in proper and stem(word) not in work)
            for a in (one, two)
        ]
        if not all(left):
            return one.entity is not None and one.entity == two.entity
        return fuzz.token_set_ratio(*left) >= ALIKE

    def _work_stems(self, activity: Activity) -> set[str]:
        """What people call the activity's tactic and type, in any form of the word."""
        tactic = self.vocabulary.tactics.get(activity.tactic, ())
        return stems((*tactic, *self.vocabulary.program_types.get(activity.program_type, ())))

    def _proper_words(self, activity: Activity) -> set[str]:
        """Words of the organization and the place, as they are written: Two Bridges may well run a "Bridge"."""
        place = self.atlas.places[activity.division]
        around = (self.atlas.places[id].name for id in self.atlas.ancestors(place.id))
        names = (activity.partner_name, place.name, place.state or "", *around)
        return {word for name in names for word in words(name)}
