"""From a place as people write it ("PIMA CO.", "WI-03", "Statewide") to the one division that it means.

Never a guess: what could be two places is refused with both names, what is none with the nearest spellings.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NotUnderstoodError, tidy
from states.names import split_designation, word_key

from .codes import CodeBook
from .districts import LegislativeBook, word_of_column
from .elsewhere import Abroad
from .place import Place

_WHOLE = {"statewide", "state", "wide", "entire", "whole", "all", "of", "the", "county", "counties", "across", "in",
          "throughout", "everywhere", "district", "districts", "parishes", "boroughs", "area", "areas"}  # fmt: skip
_SAYS_WHOLE = {"statewide", "all", "entire", "whole", "everywhere", "throughout"}
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")  # "A.D. 12", "U.S. House"
_APART = re.compile(r"\s*(?:[;,/|+\n]|&|\band\b)\s*", re.I)
_LEGISLATIVE = re.compile(
    r"\b(?:ld|sd|hd|ad|sldl|sldu)[\s-]*0*[0-9]+|\b(?:legislative|senate|assembly|house|delegate)\b.*[0-9]", re.I
)
_RUN = re.compile(r"\b[a-z]+ ?[0-9]+\s*(?:-|–|—|to|through|thru)\s*[0-9]+", re.I)  # "AD 12-14"
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
}
_CONGRESS = re.compile(r"congress|\bcd\b|us house")
_NUMBER = r"(?P<number>[0-9]{1,2}|al)"
_KIND = r"(?:cd|congress|(?:us house|(?:us )?congressional)(?: district)?)"
_DISTRICT = [
    re.compile(pattern)
    for pattern in (
        rf"{_KIND} (?:no )?{_NUMBER}",
        rf"{_NUMBER} {_KIND}",
        rf"(?P<state>[a-z]{{2}}) (?:{_KIND} )?(?:no )?{_NUMBER}(?: {_KIND})?",
        rf"{_KIND} (?P<state>[a-z]{{2}}) {_NUMBER}",
    )
]


class PlaceBook:
    """All places of one state, found by how people write them."""

    def __init__(self, code: str, name: str, places: Iterable[Place], states: Mapping[str, str]) -> None:
        """`states` are the names of all states by postal code; `places` those of this one, itself included."""
        self.code, self.name, self.states = code, name, dict(states)
        self.places = list(places)
        self.whole = next(place for place in self.places if place.kind in {"state", "district", "territory"})
        self.districts = {_number(place): place for place in self.places if place.kind == "cd"}
        self.legislature = LegislativeBook(code, name, self.places)
        self.counties = [place for place in self.places if place.kind == "county"]
        self.codes = CodeBook(self.whole, self.places, states)
        self.abroad = Abroad(code, name, states)
        self._by_name: dict[str, list[tuple[Place, str]]] = defaultdict(list)
        for place in self.counties:
            bare, kind = split_designation(place.name)
            self._by_name[bare].append((place, kind))
        self._known: dict[tuple[str, bool], Place | str] = {}

    def find(self, text: str, *, column: str = "") -> Place:
        """The place, or `NotUnderstoodError`. A bare number is a district of what the heading of its column names."""
        tidied = _INITIALS.sub(lambda dotted: dotted[0].replace(".", ""), tidy(text))
        is_district = bool(_CONGRESS.search(word_key(column)))
        if word_of_column(column) and not is_district and re.fullmatch(r"[0-9]{1,3}[A-Za-z]?", tidied):
            tidied = f"{word_of_column(column)} {tidied}"
        asked = (tidied, is_district)
        if asked not in self._known:
            try:
                self._known[asked] = self._find(*asked)
            except NotUnderstoodError as refusal:
                self._known[asked] = str(refusal)
        found = self._known[asked]
        if isinstance(found, str):
            raise NotUnderstoodError(found)
        return found

    def _find(self, text: str, is_district: bool) -> Place:
        found = self.codes.find(text) or self._one(text, is_district) or self._said_twice(text, is_district)
        if found:
            return found
        self.abroad.refuse(text)
        self._refuse_several(text, is_district)
        raise NotUnderstoodError(f"is no place in {self.name} that is known here{self._nearest(text)}")

    def _one(self, text: str, is_district: bool) -> Place | None:
        """The place that the whole text names, with or without the state's name beside it."""
        for written in (text, self._without_state(text)):
            if not written:
                continue
            found = self.legislature.named(written) or self._district(written, is_district) or self._county(written)
            found = found or self.legislature.find(self._district_key(written), self.states)
            if found:
                return found
        return self.whole if self._is_whole(text) else None

    def _is_whole(self, text: str) -> bool:
        key = word_key(re.sub(r"state[\s-]*wide", "statewide", text, flags=re.I))
        without = self._drop_state_words(key)
        words = without.split()
        return set(words) <= _WHOLE and (bool(_SAYS_WHOLE & set(words)) or without != key)

    def _drop_state_words(self, key: str) -> str:
        names = ["washington dc", "washington d c"] if self.code == "DC" else []
        for name in (*names, word_key(self.name), self.code.lower()):
            key = re.sub(rf"(?:^|(?<= )){re.escape(name)}(?= |$)", "", key)
        return " ".join(key.split())

    def _without_state(self, text: str) -> str:
        """ "Pima County, AZ", "AZ - Pima", "Pima (Arizona)" → "Pima County", "Pima", "Pima"."""
        state = rf"(?:{re.escape(self.name)}|{self.code})"
        for pattern in (rf"^(.+?)\s*[ ,(/–-]\s*{state}\s*\)?$", rf"^{state}\s*[,:/–-]\s*(.+)$"):
            match = re.match(pattern, text, re.I)
            if match:
                return match[1]
        return ""

    def _district(self, text: str, is_district: bool) -> Place | None:
        key = self._district_key(text)
        if is_district and re.fullmatch(r"(?:district )?([0-9]{1,2}|al)", key):
            key = f"cd {key.removeprefix('district ')}"
        for pattern in _DISTRICT:
            match = pattern.fullmatch(key)
            state = (match.groupdict().get("state") or self.code).upper() if match else ""
            # "SD 5" outside of South Dakota is a state senate's district.
            if match and state in self.states and (state == self.code or not _LEGISLATIVE.fullmatch(text)):
                return self._numbered(match["number"], state)
        if re.fullmatch(r"(?:district|dist) [0-9]{1,2}|[0-9]{1,2} district", key):
            raise self._which_kind(re.sub("[^0-9]", "", key))
        return None

    def _which_kind(self, number: str) -> NotUnderstoodError:
        others = join_words(self.legislature.suggestions(number), "or")
        instead = f"{self.code}-{number.zfill(2)} for the one of Congress" + (f", or {others}" if others else "")
        return NotUnderstoodError(f"does not say which kind of district: write {instead}")

    def _district_key(self, text: str) -> str:
        """ "AZ-CD03", "Arizona's 3rd congressional district" → "az cd 3", "az 3 congressional district"."""
        key = re.sub(r"([a-z])([0-9])", r"\1 \2", word_key(text)).replace("at large", "al")
        key = re.sub(r"\b0*([0-9]+)(?:(?:st|nd|rd|th)?\b|(?=[a-h]\b))", r"\1", key)
        key = re.sub(rf"^{word_key(self.name)}s? ", f"{self.code.lower()} ", key)
        for word, number in _ORDINALS.items():
            key = re.sub(rf"\b{word}\b", str(number), key)
        return key

    def _numbered(self, number: str, state: str) -> Place:
        if state != self.code:
            raise NotUnderstoodError(f"is in {self.states[state]}; this sheet is for {self.name}")
        wanted = 0 if number == "al" else int(number)
        if 0 in self.districts and wanted in {0, 1}:
            return self.districts[0]
        if wanted in self.districts:
            return self.districts[wanted]
        if not self.districts:
            raise NotUnderstoodError(f"is a congressional district, and {self.name} has none")
        raise NotUnderstoodError(f"does not exist: {self.name} has {len(self.districts)} congressional districts")

    def _county(self, text: str) -> Place | None:
        bare, kind = split_designation(text)
        joined = word_key(text).replace(" ", "")
        candidates = self._by_name.get(bare, [])
        fitting = [place for place, its_kind in candidates if not kind or _same(kind, its_kind)]
        if not fitting and joined != bare:
            fitting = [place for place, _ in self._by_name.get(joined, [])]
        if not kind and word_key(text) == word_key(self.name) and fitting:
            raise self._ambiguous([*fitting, self.whole])
        if len(fitting) > 1:
            raise self._ambiguous(fitting)
        if not fitting and candidates:
            names = join_words([place.name for place, _ in candidates], "or")
            raise NotUnderstoodError(f"is not a place that is known here: if you mean {names}, write that")
        return fitting[0] if fitting else None

    def _ambiguous(self, places: list[Place]) -> NotUnderstoodError:
        names = [f"{place.name} (statewide)" if place is self.whole else place.name for place in places]
        return NotUnderstoodError(f"could be {join_words(names, 'or')}: write which")

    def _said_twice(self, text: str, is_district: bool) -> Place | None:
        """The one place of a text that is made of its names alone: "Racine County; Racine"."""
        found = self._parts(text, is_district)
        return found[0][1] if len(found) > 1 and len({place for _, place in found}) == 1 else None

    def _parts(self, text: str, is_district: bool) -> list[tuple[str, Place | None]]:
        """What stands between the signs that set places apart, each with the place that it names."""
        found = []
        for part in filter(str.strip, _APART.split(text)):
            try:
                found.append((part, self._one(part, is_district)))
            except NotUnderstoodError:
                found.append((part, None))
        return found

    def _refuse_several(self, text: str, is_district: bool) -> None:
        parts = self._parts(text, is_district)
        names = [place.name for _, place in parts if place]
        unknown = [f"“{part}”" for part, place in parts if not place]
        numbers = all(re.search("[0-9]", part) for part, _ in parts)
        if len(set(names)) > 1 or (len(parts) > 1 and names and numbers):
            told = ", ".join([*names, *unknown])
            raise NotUnderstoodError(f"names several places ({told}): use one row for each, with its own figures")
        if _RUN.search(text):
            raise NotUnderstoodError("names a run of districts: use one row for each, with its own figures")

    def _nearest(self, text: str) -> str:
        names = [place.name for place in self.counties]
        bare = [split_designation(name)[0] for name in names]
        key = split_designation(text)[0]
        hits = process.extract(key, bare, scorer=fuzz.ratio, limit=3, score_cutoff=70)
        words = f" {word_key(text)} "
        inside = [name for name in names if f" {word_key(name.rpartition(' ')[0])} " in words]
        near = list(dict.fromkeys([*(names[index] for _, _, index in hits), *inside]))[:3]
        return f": did you mean {join_words(near, 'or')}?" if near else f": write {join_words(self._samples(), 'or')}"

    def _samples(self) -> list[str]:
        """How places are written, for those who wrote none: a county, a district of each kind, and all of it."""
        county = [f"a county ({self.counties[0].name})"] if self.counties else []
        numbered = [f"{self.code}-{max(self.districts):02}"] if any(self.districts) else []
        inner = [*numbered, *self.legislature.suggestions("1")]
        return [*county, *([f"a district ({', '.join(inner)})"] if inner else []), "Statewide"]


def _number(place: Place) -> int:
    """The district's number; 0 for one that is at large."""
    number = place.ocd_id.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


def _same(written: str, kind: str) -> bool:
    """Whether a word for a kind of county fits: people say "county" of parishes and boroughs, never of cities."""
    return written == kind or (written == "county" and kind != "city")
