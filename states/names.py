"""How written words are compared: county names, code-list terms, state names. Pure; no database.

Sheets write one thing in many ways ("PIMA CO.", " Pima county", "Doña Ana", "Dona Ana County"). A *key*
is what remains when writing habits are taken away; two writings mean the same when their keys are equal.
"""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9+%]+")
_SAINT = re.compile(r"\b(?:saint|ste|sainte)\b")

_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
_NUMBERED = re.compile(r"\b0*([0-9]+)(?:(?:st|nd|rd|th)?\b|(?=[a-z]\b))")

# What a county or its equivalent is called; longest first, so that "city and borough" goes whole.
_DESIGNATIONS = (
    "city and borough",
    "planning region",
    "census area",
    "municipality",
    "municipio",
    "borough",
    "district",
    "counties",
    "county",
    "parish",
    "island",
    "cnty",
    "city",
    "cty",
    "co",
)


def word_key(text: str) -> str:
    """The text in lower case, without accents and punctuation, single spaced ("P2P-Texting " → "p2p texting").

    "&" and "and" are the same word, and a plus or percent sign stays, because "65+" is not "65".
    """
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    plain = plain.replace("'", "").replace("’", "").replace("ʻ", "")
    return _NOT_WORD.sub(" ", plain).strip()


def same_place(one: str, other: str) -> bool:
    """Whether two writings can name one place of a state ("LaSalle Parish", "La Salle"); a city is no county."""
    (name, kind), (other_name, other_kind) = split_designation(one), split_designation(other)
    if name == other_name:
        return {kind, other_kind} != {"city", "county"}
    # "James City" is James City County, whose name ends like a designation.
    return other_name == word_key(one).replace(" ", "") or name == word_key(other).replace(" ", "")


def split_designation(text: str) -> tuple[str, str]:
    """The bare key of a place's name, and the word for what it is ("" when none was written).

    "LaSalle Parish" → ("lasalle", "parish"); "St. Louis city" → ("stlouis", "city"); "Carson City" →
    ("carson", "city"). Spaces in the bare name go, because "La Salle" and "LaSalle" are one place.
    """
    words = _SAINT.sub("st", word_key(text))
    for kind in _DESIGNATIONS:
        if words == kind:
            break
        if words.endswith(f" {kind}"):
            return words.removesuffix(f" {kind}").replace(" ", ""), _same_kind(kind)
        if words.startswith(f"{kind} of "):
            return words.removeprefix(f"{kind} of ").replace(" ", ""), _same_kind(kind)
    return words.replace(" ", ""), ""


def district_key(text: str) -> str:
    """The label of a district without zeros, ordinals and signs: "012A" → "12a", "10th_bristol" and "10TH BRISTOL" →
    "10 bristol", "At-Large" → "al"."""
    words = word_key(text.replace("_", " ").replace("~", " ")).replace("at large", "al")
    words = " ".join(str(_ORDINALS.get(word, word)) for word in words.split())
    return _NUMBERED.sub(r"\1", words)


def _same_kind(kind: str) -> str:
    return "county" if kind in {"co", "cnty", "cty", "counties"} else kind
