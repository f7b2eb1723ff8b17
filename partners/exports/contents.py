"""What files may hold beside the directory: by name, since it belongs to rooms further up."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.module_loading import import_string

from accounts.visibility import Viewer
from partners.models import Export

CONTENTS: Final = (
    "funding.exports.grants.PUBLIC_GRANTS",
    "funding.exports.needs.NEEDS",
    "funding.exports.books.BOOKS",
)


@dataclass(frozen=True)
class Content:
    """One kind of file: which formats it has and who may ask for it.

    `keys` are those of the records that would be in it, at most one more than asked; `body` makes the file of these;
    `still_seen` says whether a viewer may read all of them today.
    """

    kind: str
    formats: tuple[str, ...]
    may_ask: Callable[[Viewer], bool]
    keys: Callable[[Viewer, int], list[int]]
    body: Callable[[Viewer, Sequence[int], str], bytes]
    still_seen: Callable[[Viewer, Sequence[int]], bool]


@functools.cache
def all_contents() -> dict[str, Content]:
    """Each by its kind."""
    found: list[Content] = [import_string(path) for path in CONTENTS]
    return {each.kind: each for each in found}


def content_of(export: Export) -> Content | None:
    """What this file holds, if that is not of the directory."""
    return all_contents().get(export.kind)
