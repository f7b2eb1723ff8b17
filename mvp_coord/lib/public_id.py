"""Random ids for public addresses, so that no address tells how many rows there are."""

import secrets

# No vowels and no look-alikes: an id read over the phone survives, and never spells a word.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 12


def new_public_id() -> str:
    """A random 12-character id (about 57 bits), safe in a URL and easy to read aloud."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
