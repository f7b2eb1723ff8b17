"""What every page knows: its navigation, the theme, whether this is a demo."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.demo import demo_logins, is_demo
from accounts.visibility import ANONYMOUS, Viewer
from mvp_coord.sheets.kinds import may_import


@dataclass(frozen=True)
class NavLink:
    """One entry of the navigation: `icon` is a heroicon's name."""

    url: str
    label: str
    icon: str
    current: bool
    count: int | None = None


# Pages of their own address that belong to one of the entries.
_BELOW: Final = {
    "states:list": ("/elections/", "/deadlines/", "/races/"),
    "home": ("/today/",),
    "partners:list": (
        *("/programs/", "/activities/", "/bulk-edits/", "/views/"),
        *("/registers/", "/proposals/", "/old-facts/"),
    ),
}


def navigation(viewer: Viewer, path: str) -> list[NavLink]:
    """The pages that this viewer has something to see on, in a fixed order."""
    if not viewer.has_role:
        return []
    insider, member = viewer.is_insider, bool(viewer.partner_ids)
    places = [
        ("home", "Overview", "home", True),
        ("partners:list", "Partners", "building-office-2", True),
        ("partners:notes", "Notes", "chat-bubble-left-right", viewer.is_staff),
        ("states:list", "States", "map", True),
        ("states:priorities", "Priorities", "flag", insider or member),
        ("planning:overlaps", "Overlaps", "square-2-stack", insider or member),
        ("planning:gaps", "Gaps", "puzzle-piece", insider or member),
        ("partners:people", "People power", "user-group", insider or member),
        ("funding:list", "Funding", "banknotes", insider or member),
        ("planning:recommendations", "Recommendations", "hand-thumb-up", True),
        ("partners:resources", "Resources", "book-open", True),
        ("sheets:list", "Imports", "arrow-up-tray", may_import(viewer)),
        ("partners:exports", "Exports", "arrow-down-tray", True),
        ("jobs:list", "Jobs", "clock", insider),
        ("accounts:outbox", "Outbox", "envelope", insider and not settings.EMAIL_URL),
        ("admin:index", "Admin", "cog-6-tooth", insider),
    ]
    shown = [(reverse(name), label, icon, _BELOW.get(name, ())) for name, label, icon, open_to in places if open_to]
    return [
        NavLink(url, label, icon, path == url or path.startswith(below if url == "/" else (url, *below)))
        for url, label, icon, below in shown
    ]


def role_words(viewer: Viewer) -> str:
    """What this person is here, in a word or two: "Counsel", "Peer funder"."""
    words = [
        (viewer.is_counsel, "Counsel"),
        (viewer.is_staff and not viewer.is_counsel, "Staff"),
        (viewer.is_admin, "Admin"),
        (viewer.is_funder, "Peer funder"),
        (viewer.is_partner, "Partner"),
        (viewer.is_donor, "Donor"),
    ]
    return ", ".join(word for holds, word in words if holds)


def page(request: HttpRequest) -> dict[str, Any]:
    """Template variables of every page."""
    viewer = getattr(request, "viewer", ANONYMOUS)
    theme = request.COOKIES.get("theme", "")
    return {
        "viewer": viewer,
        "nav": navigation(viewer, request.path),
        "account_role": role_words(viewer),
        "theme": theme if theme in {"light", "dark"} else "",
        "site_name": settings.SITE_NAME,
        "request_id": getattr(request, "request_id", ""),
        # Asked only where a page shows it.
        "demo": SimpleLazyObject(lambda: _is_demo(request)),
        "demo_logins": SimpleLazyObject(demo_logins),
    }


def _is_demo(request: HttpRequest) -> bool:
    """Whether this instance is a demo; it came with the person who is signed in, see `OneQuery`."""
    known = getattr(getattr(request, "user", None), "is_in_demo", None)
    return is_demo() if known is None else known and not settings.PRODUCTION
