"""Codes that stand for a place alone: Open Civic Data ids and census codes, as spreadsheets leave them. Pure."""

import re
from collections.abc import Iterable, Mapping

from mvp_coord.lib.written import NotUnderstoodError

from .place import Place

_COUNTRY = "ocd-division/country:us/"
_OCD = re.compile(
    r"(?:ocd-division/)?(?:country:us/)?(?P<rest>(?:state|district|territory):(?P<code>[a-z]{2})(?:/.+)?)", re.I
)
# The census writes 0500000US55025 for county 55025; a spreadsheet makes 4013.0 of 04013.
_CENSUS = re.compile(
    r"(?:(?:county )?(?:fips|geo ?id)(?: code)?[\s:#]*)?(?:0?500000US)?(?P<digits>[0-9]{3,5})(?:\.0+)?", re.I
)


class CodeBook:
    """The places of one state by their codes."""

    def __init__(self, whole: Place, places: Iterable[Place], states: Mapping[str, str]) -> None:
        self.whole, self.states = whole, states
        self._by_code = {key: place for place in places for key in _codes(place)}

    def find(self, text: str) -> Place | None:
        """The place that a code stands for, None for what is no code. `NotUnderstoodError` for a foreign one."""
        if match := _OCD.fullmatch(text.strip()):
            return self._by_id(match)
        match = _CENSUS.fullmatch(text.strip())
        if not match:
            return None
        digits = match["digits"]
        found = self._by_code.get(digits) or self._by_code.get(digits.zfill(5))
        # Three digits and a word are a code; three digits alone may be a district's number.
        if found or len(digits) < (3 if match[0] != digits else 5):
            return found
        within = self._by_code.get(f"{self.whole.fips}{digits}") if len(digits) == 3 else None
        if within or len(digits) == 4:
            return within
        raise NotUnderstoodError(
            f"is the census code of no county in {self.whole.name}: those here begin with {self.whole.fips}"
        )

    def _by_id(self, match: re.Match[str]) -> Place:
        id = f"{_COUNTRY}{match['rest']}".lower()
        if id in self._by_code:
            return self._by_code[id]
        code = match["code"].upper()
        if not self.whole.ocd_id.endswith(f":{code.lower()}") and code in self.states:
            raise NotUnderstoodError(f"is in {self.states[code]}; this sheet is for {self.whole.name}")
        raise NotUnderstoodError(f"is the id of no place in {self.whole.name} that is known here")


def _codes(place: Place) -> list[str]:
    """Census codes of legislative districts look like those of counties, and stand for nothing here."""
    return [key for key in (place.ocd_id, place.fips if place.kind not in {"sldu", "sldl"} else "") if key]
