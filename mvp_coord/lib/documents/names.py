"""Names of files, made harmless: no folders, no letters that hide or turn others around, no names of devices."""

import re
import unicodedata
from typing import Final

_MOST_LETTERS: Final = 100
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*\\/]')
# Invisible or unassigned letters; among them those that turn the direction of writing around.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of a path as a plain name with its ending; "file" where nothing is left before the ending.

    "..\\..\\boot.ini" is "boot.ini", "guide\\u202efdp.exe" is "guidefdp.exe". At most 100 letters before the ending.
    """
    name = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    name = "".join(letter for letter in name if unicodedata.category(letter) not in _UNSEEN)
    name = " ".join(_NOT_IN_NAMES.sub(" ", name).split())
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    stem = stem.strip(" .-")[:_MOST_LETTERS].strip(" .-") or "file"
    if _DEVICES.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    ending = re.sub(r"[^A-Za-z0-9]", "", ending)[:10].lower()
    return f"{stem}.{ending}" if ending else stem
