"""What changed on a record, field by field, for a viewer: only what he or she may read, and might have read then."""

import dataclasses
from collections.abc import Collection
from typing import Any, Final

from accounts.history import Version, versions_of
from accounts.visibility import Viewer, Visibility
from partners.models import Partner

from .around import with_changes_around

# Fields that name other records or people, or tell where a record comes from: for insiders and the owner alone.
_INSIDE: Final = frozenset(
    {"merged_into", "assured_by", "source", "umbrella", "source_ref", "source_state", "source_partner", "source_user"}
)
_MOST: Final = 50
_NEVER: Final = frozenset({"public_id", "slug"})
_LEVELS: Final = {label: value for value, label in Visibility.choices}


def partner_history(partner: Partner, viewer: Viewer, *, states: Collection[str]) -> list[Version]:
    """The history of a profile with its states, terms and legal entities; otherwise as `history_of`."""
    versions = with_changes_around(partner, _versions(partner, viewer, partner.pk))
    return as_readable_by(versions, viewer, partner.pk, states, partner.visibility)


def history_of(
    record: Any, viewer: Viewer, *, owner_id: int, states: Collection[str] = (), level: str = ""
) -> list[Version]:
    """The newest versions of a record that the viewer may see now, back to when he or she could not have seen it.

    `owner_id` is the owning partner, `states` its postal codes (for the level "table"), `level` the visibility that
    the record has now, empty for a record that shares its owner's. People's names and reasons are for insiders
    and the owner; others read what changed, and when.
    """
    return as_readable_by(_versions(record, viewer, owner_id), viewer, owner_id, states, level)


def _is_inside(viewer: Viewer, owner_id: int) -> bool:
    return viewer.is_insider or owner_id in viewer.partner_ids


def _versions(record: Any, viewer: Viewer, owner_id: int) -> list[Version]:
    hidden = _NEVER if _is_inside(viewer, owner_id) else _NEVER | _INSIDE
    return versions_of(record, viewer=viewer, hidden=hidden, most=_MOST)


def as_readable_by(
    versions: list[Version], viewer: Viewer, owner_id: int, states: Collection[str], level: str
) -> list[Version]:
    """Those of the versions that this viewer may have read then; without names for somebody outside."""
    seen = _since_readable(versions, _readable_levels(viewer, owner_id, states)) if level else versions
    if _is_inside(viewer, owner_id):
        return seen
    return [dataclasses.replace(version, who="", reason="") for version in seen]


def _since_readable(versions: list[Version], readable: Collection[str]) -> list[Version]:
    seen = []
    for version in versions:
        before = next((change.before for change in version.changes if change.name == "visibility"), "")
        if before and _LEVELS.get(before) not in readable:
            break
        seen.append(version)
    return seen


def _readable_levels(viewer: Viewer, owner_id: int, states: Collection[str]) -> set[str]:
    if owner_id in viewer.partner_ids:
        return set(Visibility.values)
    if viewer.is_insider:
        return set(Visibility.values) - {Visibility.PRIVATE}
    levels = {Visibility.PUBLIC.value}
    if viewer.partner_ids:
        levels.add(Visibility.PARTNERS.value)
    if viewer.is_funder:
        levels.add(Visibility.FUNDERS.value)
    if viewer.table_states & set(states):
        levels.add(Visibility.TABLE.value)
    return levels
