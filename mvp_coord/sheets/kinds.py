"""The kinds of sheets: what each knows that the wizard does not.

The wizard reads files, shows previews, asks, applies by a job, keeps receipts and undoes; what a row means belongs to
the app whose records it is about. An app offers a `Kind` for each kind of sheet; the wizard never imports it.
"""

import functools
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from django.utils.module_loading import import_string

from accounts.models import User
from accounts.visibility import Viewer

from .layout import Layout
from .outcome import Comparison, Decision, Kept
from .pace import Progress, untold
from .reading import DataRow, Refusal

# In the order in which they are offered. By name, since what rows mean lies further up than the wizard.
IMPORT_KINDS: Final = (
    "partners.imports.plans.PLANS",
    "partners.imports.partners.PARTNERS",
    "partners.imports.contacts.CONTACTS",
    "funding.imports.needs.NEEDS",
    "funding.imports.grants.GRANTS",
    "partners.imports.resources.RESOURCES",
    "partners.imports.people_power.PEOPLE_OFFERS",
    "partners.imports.people_power.PEOPLE_NEEDS",
    "states.imports.elections.ELECTIONS",
    "states.imports.races.RACES",
    "states.imports.priorities.PRIORITIES",
)


class MayNotImport(Exception):
    """This person may not import such sheets, or not in this organization's name; the text says which."""


@dataclass(frozen=True)
class Options:
    """What was chosen for one import: the state it is for (a postal code), in whose name it comes (a partner's slug).

    `choices` answer "is it one of these?": a name's key → a record's key, or `NEW`.
    """

    state: str = ""
    sender: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


class Work(Protocol):
    """One import at work: its kind, for one person and one set of options."""

    def read(self, rows: Sequence[DataRow], progress: Progress = untold) -> tuple[list[Any], list[Refusal]]:
        """Rows understood, each with `file`, `sheet`, `line`, `columns` and `at`; and those that cannot be."""

    def compare(self, rows: Sequence[Any], progress: Progress = untold) -> Comparison:
        """What becomes of every row. Reads only."""

    def hold(self, decisions: Sequence[Decision]) -> None:
        """Lock the records that these decisions would change, until the transaction ends, always in one order."""

    def write(self, decisions: Sequence[Decision], *, by: User, progress: Progress) -> Kept:
        """Write these decisions, inside the change of the import; tell `progress` how many are done."""

    def remember(self, names: Mapping[str, str], *, by: User) -> int:
        """Keep what people answered: a name → the key of the record that goes by it; how many were not known.

        Inside the same change.
        """


@dataclass(frozen=True)
class Kind:
    """One kind of sheet. `headings` are those of its rows on pages; `needs` is said where sheets are sent, `hints` on
    its empty sheet, which has the columns `on_template` (none: all of the layout).

    `check_again` (states, by whom): what rests on the records of these states must be worked out anew. `may_undo`
    (change, by whom): whether this person may still write all that the change of an import wrote.
    """

    code: str
    label: str
    layout: Layout
    headings: tuple[str, ...]
    needs: str
    may_send: Callable[[Viewer], bool]
    begin: Callable[[Options, User], Work]
    needs_state: bool = False
    hints: tuple[str, ...] = ()
    on_template: tuple[str, ...] = ()
    check_again: Callable[[Sequence[str], User], None] = lambda states, by: None
    may_undo: Callable[[uuid.UUID, User], bool] = lambda change_id, by: True


@functools.cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its code."""
    kinds: list[Kind] = [import_string(path) for path in IMPORT_KINDS]
    return {kind.code: kind for kind in kinds}


def kind_of(code: str) -> Kind:
    return all_kinds()[code]


def kinds_for(viewer: Viewer) -> list[Kind]:
    """The kinds of sheets that this viewer may send."""
    return [kind for kind in all_kinds().values() if kind.may_send(viewer)]


def may_import(viewer: Viewer) -> bool:
    """Whether there is any."""
    return bool(kinds_for(viewer))
