"""What an address asks of a list: words and codes as anybody may type or paste them, never refused."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django import forms

_MOST_LETTERS: Final = 100
_CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True)
class Part:
    """One removable part of the sentence: `href` is the address without it, `count` what that address would show."""

    label: str
    href: str
    word: str = ""
    count: int | None = None


class Words(forms.CharField):
    """Any text that somebody may type or paste, never refused: blanks and invisible letters go, the rest is cut."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(value or "").replace("\x00", " ").split())[:_MOST_LETTERS].strip()

    def run_validators(self, value: Any) -> None:
        """Nothing that can be typed is wrong."""


class Codes(forms.MultipleChoiceField):
    """Codes from the address. One that does not exist finds nothing and is named; what is no code is dropped."""

    def to_python(self, value: Any) -> list[str]:
        return [code for code in dict.fromkeys(map(str, value or ())) if _CODE.fullmatch(code)][:60]

    def valid_value(self, value: str) -> bool:
        return True
