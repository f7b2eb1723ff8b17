"""Random ids for public addresses, so that no address tells how many rows there are."""

import os
import secrets

# No vowels and no look-alikes: an id read over the phone survives, and never spells a word.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 12
# Bytes that stand for a letter each: so many that each letter has as many of them; the others are thrown away.
_FAIR = 256 // len(_ALPHABET) * len(_ALPHABET)
_LETTERS = bytes(ord(_ALPHABET[byte % len(_ALPHABET)]) for byte in range(256))
_UNFAIR = bytes(range(_FAIR, 256))


def new_public_id() -> str:
    """A random 12-character id (about 57 bits), safe in a URL and easy to read aloud."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def new_public_ids(many: int) -> list[str]:
    """The same, very many at once: one by one takes a hundred times as long."""
    letters = ""
    while len(letters) < many * _LENGTH:
        letters += os.urandom(many * _LENGTH).translate(_LETTERS, _UNFAIR).decode()
    return [letters[begin : begin + _LENGTH] for begin in range(0, many * _LENGTH, _LENGTH)]
