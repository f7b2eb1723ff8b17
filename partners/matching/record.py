"""What is known of an organization when it is compared with another, and its names made comparable."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from states.names import word_key

# Words that say nothing of who an organization is.
_FILLING: Final = frozenset(
    "the of and for a in at an to de la el del inc incorporated llc ltd nfp limited corp".split()
)
_WRITTEN_OUT: Final = {
    "assn": "association",
    "assoc": "association",
    "ctr": "center",
    "centre": "center",
    "dept": "department",
    "univ": "university",
    "soc": "society",
    "dev": "development",
    "intl": "international",
    "natl": "national",
    "fdn": "foundation",
    "svcs": "services",
    "svc": "service",
    "st": "saint",
    "ste": "saint",
    "mt": "mount",
    "cnty": "county",
    "org": "organization",
    "organisation": "organization",
    "comm": "community",
}
_STREET_WORDS: Final = {
    "street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd", "lane": "ln", "court": "ct",
    "place": "pl", "highway": "hwy", "north": "n", "south": "s", "east": "e", "west": "w", "center": "ctr",
    "parkway": "pkwy", "turnpike": "tpke", "trail": "trl", "square": "sq", "terrace": "ter", "circle": "cir",
}  # fmt: skip
_UNIT: Final = re.compile(r" (?:ste|suite|unit|apt|rm|room|fl|floor|bldg|building|num)(?: .*)?$")


@dataclass(frozen=True)
class Name:
    """One name: as a key (see `word_key`), and as the words that tell it from others."""

    key: str
    words: tuple[str, ...]

    @property
    def joined(self) -> str:
        """Without spaces: "Looking Glass" and "Lookingglass" are one."""
        return "".join(self.words)


def name_of(written: str) -> Name:
    """A written name made comparable; single letters are an abbreviation ("R E A L" is "real")."""
    key = word_key(written)
    words, letters = [], ""
    for word in [*key.split(), ""]:
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        words += [letters] if letters else []
        letters = ""
        words += [_WRITTEN_OUT.get(word, word)] if word else []
    telling = tuple(word for word in words if word not in _FILLING)
    return Name(key, telling or tuple(words))


@dataclass(frozen=True)
class Record:
    """An organization as one record knows it; what is not known is empty.

    `states` are postal codes, `eins` nine digits each, `websites` addresses, `people` e-mail addresses.
    """

    name: str
    other_names: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    street: str = ""
    city: str = ""
    postal_code: str = ""
    eins: frozenset[str] = frozenset()
    websites: tuple[str, ...] = ()
    people: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Its own name first, then the others, those without a letter left out."""
        found = [name_of(each) for each in (self.name, *self.other_names)]
        return tuple(each for each in found if each.words)

    @cached_property
    def street_key(self) -> str:
        """The street without its unit, in the post's short forms: "300 S 18th St"."""
        key = " ".join(_STREET_WORDS.get(word, word) for word in word_key(self.street).split())
        return _UNIT.sub("", key)

    @cached_property
    def is_by_box(self) -> bool:
        """Whether the address is none, or a box at the post office, which says little of where it is."""
        return not self.street_key or "box" in self.street_key.split()

    @cached_property
    def sites(self) -> frozenset[str]:
        """Hosts of its web pages."""
        return frozenset(filter(None, map(site_of, self.websites)))


def site_of(website: str) -> str:
    """The host without "www.", empty where there is none."""
    address = website.strip().lower()
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # such as a half-written address in brackets
        return ""
    return host.removeprefix("www.") if "." in host else ""
