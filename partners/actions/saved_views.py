"""Keeping, changing and removing saved views of the directory."""

from typing import Final

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import write
from partners.models import SavedView

MOST_VIEWS: Final = 40


class NameTaken(Exception):
    """The owner has another view of this name."""


class TooManyViews(Exception):
    """The owner has as many as one may have; one has to go first."""


def save_view(*, by: User, public_id: str, name: str, query: str, shared_with: str, is_default: bool) -> SavedView:
    """Keep a view under this address; sent twice, it is still one. Raises `NameTaken`, `TooManyViews`."""
    with change(by=by, verb="saved the view"):
        standing = _own(by)
        if made := SavedView.objects.filter(public_id=public_id, owner=by).first():
            return made
        if len(standing) >= MOST_VIEWS:
            raise TooManyViews(f"You have {MOST_VIEWS} saved views. Remove one first.")
        _refuse_twice(standing, name)
        view = SavedView(owner=by, public_id=public_id, name=name, query=query, shared_with=shared_with)
        view.save(force_insert=True)
        return _set_default(view, standing, is_default=is_default)


def update_view(view: SavedView, *, by: User, name: str, shared_with: str, is_default: bool) -> SavedView:
    """Another name, other readers, another place. Raises `NameTaken`."""
    with change(by=by, verb="changed the view"):
        standing = _own(by)
        view = SavedView.objects.select_for_update().get(pk=view.pk, owner=by)
        others = [each for each in standing if each.pk != view.pk]
        _refuse_twice(others, name)
        if (view.name, view.shared_with) != (name, shared_with):
            write(view, {"name": name, "shared_with": shared_with})
        return _set_default(view, others, is_default=is_default)


def remove_view(view: SavedView, *, by: User) -> SavedView:
    """Show it to nobody any more."""
    with change(by=by, verb="removed the view"):
        view = SavedView.objects.select_for_update().get(pk=view.pk, owner=by)
        if view.removed_at is None:
            write(view, {"removed_at": timezone.now()})
        return view


def restore_view(view: SavedView, *, by: User) -> SavedView:
    """Bring it back as it was, but not as the one that opens first if another does now. Raises like `save_view`."""
    with change(by=by, verb="brought the view back"):
        standing = _own(by)
        view = SavedView.objects.select_for_update().get(pk=view.pk, owner=by)
        if view.removed_at is None:
            return view
        if len(standing) >= MOST_VIEWS:
            raise TooManyViews(f"You have {MOST_VIEWS} saved views. Remove one first.")
        _refuse_twice(standing, view.name)
        is_default = view.is_default and not any(each.is_default for each in standing)
        write(view, {"removed_at": None, "is_default": is_default})
        return view


def _own(by: User) -> list[SavedView]:
    """The owner's views; the owner is held, so that two forms at once count and name them one after the other."""
    User.objects.select_for_update().get(pk=by.pk)
    return list(SavedView.objects.standing().filter(owner=by))


def _refuse_twice(others: list[SavedView], name: str) -> None:
    if any(each.name.lower() == name.lower() for each in others):
        raise NameTaken("You have another view of this name.")


def _set_default(view: SavedView, others: list[SavedView], *, is_default: bool) -> SavedView:
    """One view at most opens first."""
    if is_default:
        for other in others:
            if other.is_default:
                write(other, {"is_default": False})
    if view.is_default != is_default:
        write(view, {"is_default": is_default})
    return view
