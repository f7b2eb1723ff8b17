"""Every address of the product, found in its URL configuration, and what one row of the access table says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import CAST

EVERYBODY = frozenset(CAST)
SIGNED_IN = EVERYBODY - {"anonymous"}
WITH_ROLE = SIGNED_IN - {"outsider"}
INSIDERS = frozenset({"staff", "counsel", "admin"})
STAFF = frozenset({"staff", "counsel"})
ADMIN = frozenset({"admin"})
DONORS = frozenset({"donor", "other_donor"})
# Contacts of organizations, peer funders among them.
MEMBERS = frozenset({"partner_rep", "other_partner", "funder_rep"})

FORM_IS_WRONG = 422

Ask = Callable[[str], Any]
Status = int | dict[str, int]


@dataclass(frozen=True)
class Row:
    """What one address answers, at GET and at an empty POST.

    `who` gets `get` at GET and `post` at POST (405 where the page only reads); a dict gives a status by
    name of the cast, "*" for the rest of `who`. `part` is for a panel: what htmx gets where others get
    `get`. Everybody else gets a 404, visitors the login. `args` makes
    what the address needs, and is given `ask`, which gives any fixture by its name ("own_partner").
    """

    who: frozenset[str]
    get: Status = 200
    post: Status = 405
    part: Status | None = None
    args: Callable[[Ask], dict[str, Any]] = lambda ask: {}

    def expected(self, member: str, method: str, *, htmx: bool) -> int:
        """The status that this member of the cast should get."""
        if member in self.who:
            reads = self.part if htmx and self.part is not None else self.get
            status = reads if method == "GET" else self.post
            return status if isinstance(status, int) else status.get(member, status.get("*", 200))
        if member != "anonymous":
            return 404
        return 401 if htmx else 302

    def address(self, name: str, ask: Ask) -> str:
        return reverse(name, kwargs=self.args(ask))


def patterns() -> dict[str, URLPattern]:
    """Every URL pattern by its full name ("partners:list"); one without a name goes by its route."""
    return dict(_walk(get_resolver(), ""))


def row_for(name: str, rows: dict[str, Row]) -> Row | None:
    """The row of this name, or the first whose shape it has ("admin:*_history")."""
    return rows.get(name) or next((row for shape, row in rows.items() if fnmatchcase(name, shape)), None)


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        else:
            yield f"{prefix}{entry.name or entry.pattern}", entry
