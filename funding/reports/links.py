"""What the history tells of where money came from: nothing of awards that its reader may not see.

Who may read an allocation need not know of the award that it came by. A change that said only that is then no entry
of its history, as if it had not been.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from accounts.history import GONE_OR_HIDDEN, FieldChange, Version
from accounts.visibility import Viewer
from funding.models import Allocation

# What people did, as the history keeps it.
CAME_BY: Final = "said which award is behind"
CAME_BY_NONE: Final = "said that no award is behind"
PASSES_ON: Final = "said how its recipient passes on"
SAID: Final = (CAME_BY, CAME_BY_NONE)
# Said of an award, which stands behind the word where it is not the page's own.
OF_IT: Final = (*SAID, PASSES_ON)


def told_of_links(events: Any, viewer: Viewer) -> Any:
    """These versions of allocations without those that only said that money came by an award which this viewer may
    not see, or did not come by it."""
    seen = Allocation.objects.visible_to(viewer)
    older = events.model._default_manager.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    verb = Coalesce(KeyTextTransform("verb", "pgh_context__metadata"), Value(""), output_field=TextField())
    aliased = events.alias(linkverb=verb, linkbefore=Subquery(older.order_by("-pgh_id").values("parent_id")[:1]))
    tells = Q(Exists(seen.filter(pk=OuterRef("parent_id"))))
    tells |= Q(Exists(seen.filter(pk=OuterRef("linkbefore"))), parent_id__isnull=True)
    return aliased.filter(~Q(linkverb__in=SAID) | tells)


def without_hidden_links(versions: Iterable[Version]) -> Iterator[Version]:
    """The same for versions with their fields, where hidden records stand without their names."""
    for version in versions:
        changes = tuple(each for each in map(_as_seen, version.changes) if each)
        if len(changes) == len(version.changes):
            yield replace(version, changes=changes)
        elif changes or version.is_first:
            bare = replace(version, changes=changes)
            yield replace(bare, verb="changed", reason="") if version.verb in SAID else bare


def _as_seen(change: FieldChange) -> FieldChange | None:
    """A link to or from what is hidden, as if there had been none; None where nothing is left of it."""
    if change.name != "parent" or GONE_OR_HIDDEN not in (change.before, change.after):
        return change
    return replace(change, before="") if change.after not in ("", GONE_OR_HIDDEN) else None
