"""Files that people share: each must prove by its content that it is what its name says, or it is refused.

A short list of kinds is let in, and nothing is guessed: the end of the name says what the file claims to be, and the
kind's own check reads the bytes for it. So a renamed program, a page of HTML, an archive behind a picture and a
document with macros have no way in. This is no search for viruses: what a kind allows inside stays inside.
"""

from .kinds import ACCEPTED, KINDS, Checked, check_document
from .names import clean_name
from .refusal import RefusedError

__all__ = ["ACCEPTED", "KINDS", "Checked", "RefusedError", "check_document", "clean_name"]
