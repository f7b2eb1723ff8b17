"""Legislative districts as people write them ("AD-05", "Senate District 7", "AZ LD 12", "10th Bristol"). Pure.

Each state's own words count. Where one writing could mean two districts it is refused with what to write instead:
"LD 12" is one district where both chambers share them, and no district of Wisconsin's.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NotUnderstoodError
from states.chambers import SHARED, SINGLE, lower_word
from states.names import district_key, word_key

from .place import Place

# What people call a district after, and which chambers that can mean.
_SAYS: Final = {
    "ad": "assembly",
    "assembly": "assembly",
    "general assembly": "assembly",
    "hd": "house",
    "house": "house",
    "house of delegates": "house",
    "house of representatives": "house",
    "delegate": "house",
    "rep": "house",
    "representative": "house",
    "lower": "lower",
    "sldl": "lower",
    "sd": "upper",
    "senate": "upper",
    "senator": "upper",
    "upper": "upper",
    "sldu": "upper",
    "ld": "both",
    "leg": "both",
    "legislative": "both",
    "legislature": "both",
    "council": "both",
    "ward": "both",
}
_WORD: Final = "|".join(sorted(map(re.escape, _SAYS), key=len, reverse=True))
_LABEL: Final = r"(?P<label>[0-9]{1,3}[a-h]?|[a-t])"
_OF: Final = rf"(?:(?P<state>[a-z]{{2}}) )?(?:state )?(?P<word>{_WORD})(?: district| dist)?"
_WRITTEN: Final = (
    re.compile(rf"{_OF} (?:no |number )?{_LABEL}(?: (?P<chamber>house|senate|assembly))?"),
    re.compile(rf"(?:(?P<state>[a-z]{{2}}) )?{_LABEL} (?:state )?(?P<word>{_WORD})(?: district| dist)?"),
)
_CALLED: Final = re.compile(rf"(?P<name>.+?) (?:state )?(?P<word>{_WORD})(?: district| dist)?")


def word_of_column(label: str) -> str:
    """The chamber that a column's heading names ("Assembly district" → "assembly"), "" if none."""
    found = re.search(rf"\b({_WORD})\b", word_key(label))
    return found[1] if found else ""


class LegislativeBook:
    """The legislative districts of one state, found by chamber and number, letter or name."""

    def __init__(self, code: str, name: str, places: Iterable[Place]) -> None:
        self.code, self.name = code, name
        self._by_label: dict[str, dict[str, Place]] = {"sldu": {}, "sldl": {}}
        self._by_name: dict[str, Place] = {}
        for place in places:
            if place.kind in self._by_label:
                self._by_name[word_key(place.name)] = place
                self._by_label[place.kind][district_key(place.ocd_id.rpartition(":")[2])] = place

    def named(self, text: str) -> Place | None:
        """The district whose own name this is, as it stands on our pages."""
        return self._by_name.get(word_key(text))

    def find(self, key: str, states: Mapping[str, str]) -> Place | None:
        """The district that a key means (see `PlaceBook`), None if it speaks of none.

        Raises `NotUnderstoodError` for one of another state, one that does not exist, and one that could be two.
        """
        for pattern in _WRITTEN:
            match = pattern.fullmatch(key)
            if match is None:
                continue
            code = (match["state"] or self.code).upper()
            if code != self.code:
                if code not in states:
                    return None
                raise NotUnderstoodError(f"is in {states[code]}; this sheet is for {self.name}")
            word = match.groupdict().get("chamber") or match["word"]
            if word in {"ward", "council"} and self.code != "DC":
                return None
            return self._numbered(_SAYS[word], match["label"])
        return self._called(key)

    def suggestions(self, number: str) -> list[str]:
        """How its districts of a number are written, to tell somebody who named no chamber."""
        found = [kind.get(number) for kind in self._by_label.values()]
        return [place.name for place in found if place]

    def _numbered(self, says: str, label: str) -> Place:
        self._refuse_foreign_word(says, label)
        kinds = {"upper": ["sldu"], "both": self._meant_by_both(label)}.get(says, ["sldl"])
        found = [self._by_label[kind][label] for kind in kinds if label in self._by_label[kind]]
        if len(found) > 1:
            raise NotUnderstoodError(f"could be {join_words([place.name for place in found], 'or')}: write which")
        if not found:
            raise NotUnderstoodError(self._no_such(kinds[0], label))
        return found[0]

    def _meant_by_both(self, label: str) -> list[str]:
        """Where the chambers share their districts, or one halves the other's, the number is the whole district."""
        if label[-1].isalpha() and label[0].isdigit():
            return ["sldl"]
        return ["sldu"] if self.code in SHARED | SINGLE | {"MN"} else ["sldu", "sldl"]

    def _refuse_foreign_word(self, says: str, label: str) -> None:
        if says in {"house", "assembly", "lower"} and self.code in SINGLE:
            instead = next(iter(self.suggestions(label)), "one of its districts")
            raise NotUnderstoodError(f"names a second chamber, and {self.name} has one only: write {instead}")
        word = lower_word(self.code)
        if says in {"house", "assembly"} and says != word.lower():
            number = label.zfill(2) if label.isdigit() else label
            congress = f", or {self.code}-{number} for the one of Congress" if says == "house" else ""
            raise NotUnderstoodError(
                f"names no chamber of {self.name}: write {word} District {label.upper()}{congress}"
            )

    def _no_such(self, kind: str, label: str) -> str:
        known = len(self._by_label[kind])
        chamber = "senate" if kind == "sldu" else f"state {lower_word(self.code).lower()}"
        chamber = "legislative" if self.code in SINGLE | SHARED else chamber
        return f"does not exist: {self.name} has {known} {chamber} districts, and none is {label.upper()}"

    def _called(self, key: str) -> Place | None:
        """A district with a name instead of a number, with or without the word for its chamber."""
        match = _CALLED.fullmatch(key)
        says = _SAYS[match["word"]] if match else "both"
        kinds = {"upper": ["sldu"], "both": ["sldu", "sldl"]}.get(says, ["sldl"])
        name = district_key(match["name"] if match else key)
        found = [self._by_label[kind][name] for kind in kinds if name in self._by_label[kind]]
        if len(found) > 1:
            raise NotUnderstoodError(f"could be {join_words([place.name for place in found], 'or')}: write which")
        return found[0] if found and not _is_number(name) else None


def _is_number(name: str) -> bool:
    return re.fullmatch(r"[0-9]{1,3}[a-h]?|[a-t]", name) is not None
