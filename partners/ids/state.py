"""The number under which a state registers an organization; fifty states, and as many forms."""

import re

from mvp_coord.lib.written import NotUnderstoodError

from .model import Identifier, plain

_LONGEST = 40
_LABEL = re.compile(
    r"^(?:(?:state )?(?:registration|reg\.?|charity|corp\.?|entity|file|id)\s*)?(?:no\.?|number|#)\s*[:.#]?\s*", re.I
)


def read_state_id(text: str) -> Identifier:
    """A state's number without labels, in capitals: "no. az-0012 b" is "AZ-0012 B". Raises `NotUnderstoodError`."""
    written = _LABEL.sub("", plain(text)).upper()
    if not re.search(r"[0-9]", written):
        raise NotUnderstoodError("is no registration: a state’s number has at least one digit")
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9 ./()#&-]*", written):
        raise NotUnderstoodError("has letters that no state’s number has")
    if len(written) > _LONGEST:
        raise NotUnderstoodError(f"is longer than {_LONGEST} letters and digits")
    return Identifier(written)
