"""Walking through the product as one of the cast: every address with every record, and every link on every page."""

import io
import itertools
import re
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, resolve, reverse

from accounts.models import OutboxMessage
from funding.models import (
    Allocation,
    Docket,
    Fund,
    FunderAsk,
    Grant,
    MeterLimit,
    MoneyRule,
    Need,
)
from mvp_coord.home.kinds import KINDS
from mvp_coord.sheets.models import ImportBatch
from partners.models import (
    Activity,
    BulkEdit,
    Export,
    LegalEntity,
    Note,
    Partner,
    Program,
    RegisterReading,
    Resource,
    SavedView,
)
from planning.models import BandTrial, GapAsk, Overlap, Recommendation
from states.models import Deadline, Election, Priority, Race, State
from tests.addresses import patterns
from tests.canary.families import BELOW_PARTNERS
from tests.canary.money_addresses import MONEY
from tests.papers import text_of
from tests.people import KINDS as KINDS_OF_HOURS
from tests.test_access import ROWS

# A word, an EIN with or without its dash, an FEC id: see `NUMBERS` in world.py.
WORD = re.compile(r"canary[bcdfghjklmnprstvwxyz]{4}|(?<![\w-])(?:66-?70\d{5}|c6670\d{4})(?![\w-])")
LINK = re.compile(r"""(?:href|hx-get|src)=["']([^"'#]+)""")
# A page is asked for with so many of its questions (filters, orders, next parts), and admin for so many records of a
# kind: enough to see each kind of answer.
QUESTIONS_A_PAGE, RECORDS_IN_ADMIN = 2, 3
# A form, or what one change did, is asked for with so many records of each end: the hidden ones of the world, and
# those of the cast's own organizations, which are private to all others.
ENDS = 7
MOST_REQUESTS = 3_000

Kwargs = dict[str, Any]
# By the beginning of an address, whose ids stand in its first gap.
NAMED_BY: dict[str, tuple[type[models.Model], str]] = {
    "partners/": (Partner, "slug"),
    "programs/": (Program, "public_id"),
    "activities/": (Activity, "public_id"),
    "resources/": (Resource, "public_id"),
    "states/": (State, "code"),
    "elections/": (Election, "public_id"),
    "deadlines/": (Deadline, "public_id"),
    "races/": (Race, "public_id"),
    "priorities/": (Priority, "public_id"),
    "funding/grants/": (Grant, "public_id"),
    "funding/of/": (Partner, "slug"),
    "funding/in/": (State, "code"),
    "funding/beside/": (Partner, "slug"),
    "funding/books/": (Fund, "slug"),
    "funding/dockets/": (Docket, "public_id"),
    "funding/rules/": (MoneyRule, "code"),
    "funding/limits/": (MeterLimit, "code"),
    "funding/": (Allocation, "public_id"),
    "funding/funds/": (Fund, "slug"),
    "funding/asks/": (FunderAsk, "public_id"),
    "funding/asks/new/": (Partner, "slug"),
    "funding/funds/add/": (Partner, "slug"),
    "funding/statements/": (Need, "public_id"),
    "overlaps/": (Overlap, "public_id"),
    "overlaps/bands/": (BandTrial, "public_id"),
    "gaps/asks/": (GapAsk, "public_id"),
    "gaps/": (Priority, "public_id"),
    "recommendations/": (Recommendation, "public_id"),
    "imports/": (ImportBatch, "public_id"),
    "outbox/": (OutboxMessage, "public_id"),
    "exports/": (Export, "public_id"),
    "bulk-edits/": (BulkEdit, "public_id"),
    "registers/readings/": (RegisterReading, "public_id"),
    "views/": (SavedView, "public_id"),
    "notes/": (Note, "public_id"),
}
# Addresses with another gap, or with more than one.
ODD: dict[str, Callable[[], list[Kwargs]]] = {
    "today": lambda: [{"kind": each} for each in KINDS],
    "act": lambda: [{"change_id": each} for each in _changes()],
    "partners:edit-entity": lambda: [
        {"slug": each.partner.slug, "public_id": each.public_id}
        for each in LegalEntity.objects.select_related("partner")
    ],
    "partners:resource-file": lambda: [
        {"public_id": each.public_id, "file_id": each.file_id} for each in Resource.objects.exclude(file=None)
    ],
    "partners:put-back": lambda: _changes_of(Partner, "slug"),
    "partners:put-back-program": lambda: _changes_of(Program, "public_id"),
    "partners:put-back-activity": lambda: _changes_of(Activity, "public_id"),
    "partners:merge": lambda: _pairs(),
    **MONEY,
    "planning:overlap-propose": lambda: [
        {"public_id": each.public_id, "decision": decision}
        for each in Overlap.objects.all()
        for decision in ("split_turf", "split_dates")
    ],
    **dict.fromkeys(("partners:people-line", "partners:edit-people"), lambda: _hours()),
    "partners:add-people": lambda: [
        {"slug": slug, "kind": kind}
        for slug in Partner.objects.values_list("slug", flat=True)
        for kind in KINDS_OF_HOURS
    ],
    **BELOW_PARTNERS,
}
# Parts that a page fetches by itself where they take long: asked for as the page asks.
PARTS = {"planning:overlap": "evidence=whole", "planning:band-trial": "gaps=whole"}
# Nothing of a record stands behind these, or a key opens them to whoever has it: tests of their own say what to.
WITHOUT_RECORDS = {
    *("accounts:invited", "account_reset_password_from_key", "partners:hsds-by-key"),
    *("partners:truth-letter", "planning:case-letter", "states:feed"),
}


def _changes() -> list[Any]:
    from pghistory.models import Context

    return list(Context.objects.values_list("pk", flat=True))


def _changes_of(model: Any, key: str) -> list[Kwargs]:
    """Each record with each change that wrote it."""
    keys = dict(model.objects.values_list("pk", key))
    written = model.pgh_event_model.objects.exclude(pgh_context=None).values_list("pgh_obj_id", "pgh_context_id")
    return [{key: keys[pk], "change_id": change} for pk, change in sorted(set(written)) if pk in keys]


def _hours() -> list[Kwargs]:
    """Every offer and every need of people's hours."""
    return [
        {"kind": kind, "public_id": key}
        for kind, model in KINDS_OF_HOURS.items()
        for key in model.objects.order_by("pk").values_list("public_id", flat=True)
    ]


def _pairs() -> list[Kwargs]:
    slugs = list(Partner.objects.order_by("pk").values_list("slug", flat=True))
    return [{"one": one, "other": other} for one, other in itertools.pairwise(slugs)]


def addresses() -> Iterator[str]:
    """Every address that can be read, with every record that it can name. Unknown gaps are a KeyError."""
    for name, pattern in patterns().items():
        is_act = name in ROWS and ROWS[name].get == 405
        if name.startswith("admin:") or name in WITHOUT_RECORDS or is_act:
            continue
        those = _kwargs_of(name, pattern)
        is_form = name in ROWS and ROWS[name].post != 405
        if len(those) > 2 * ENDS and (is_form or "change_id" in those[0]):
            those = [*those[:ENDS], *those[-ENDS:]]
        for address in (reverse(name, kwargs=kwargs) for kwargs in those):
            yield address
            if name in PARTS:
                yield f"{address}?{PARTS[name]}"


def _kwargs_of(name: str, pattern: URLPattern) -> list[Kwargs]:
    if name in ODD:
        return ODD[name]()
    gaps = re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern))
    if not gaps:
        return [{}]
    model, key = NAMED_BY[str(pattern.pattern).split("<")[0]]
    assert len(gaps) == 1, f"{name}: say in ODD which records this address names"
    return [{gaps[0]: str(value).lower() if key == "code" else value} for value in _values(model, key)]


def _values(model: type[models.Model], key: str) -> list[Any]:
    return list(model._default_manager.order_by("pk").values_list(key, flat=True))


def walk(client: Client, starts: Iterator[str]) -> Iterator[tuple[str, HttpResponse]]:
    """Every answer below 400, from these addresses and along the links of every page."""
    waiting, seen, asked, requests = deque(starts), set[str](), Counter[str](), 0
    while waiting:
        address = waiting.popleft()
        page, most = _page_of(address)
        if address in seen or asked[page] >= most or _leads_out(address):
            continue
        seen.add(address)
        asked[page] += 1
        requests += 1
        assert requests < MOST_REQUESTS, "the pages lead on without end"
        answer = client.get(address, headers={"HX-Request": "true"} if _is_panel(address) else {})
        if answer.status_code >= 400:
            continue
        yield address, answer
        if "html" in answer.headers.get("Content-Type", ""):
            found = LINK.findall(answer.content.decode())
            waiting.extend(urljoin(address, each.replace("&amp;", "&")) for each in found if _is_ours(each))
        if answer.headers.get("Location", "").startswith("/"):
            waiting.append(answer.headers["Location"])


def _page_of(address: str) -> tuple[str, int]:
    """What counts as the same page, and how often it is asked for."""
    path, query = urlsplit(address)[2:4]
    if path.startswith("/admin/"):
        return re.sub(r"/[^/]+/(change|history|delete)/$", r"/…/\1/", path), RECORDS_IN_ADMIN
    return (address, 1) if query in PARTS.values() else (path, QUESTIONS_A_PAGE)


def _is_panel(address: str) -> bool:
    """Whether it is a part that a page fetches."""
    path, query = urlsplit(address)[2:4]
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if query and query == PARTS.get(found.view_name):
        return True
    return found.view_name in ROWS and ROWS[found.view_name].part is not None


def _leads_out(path: str) -> bool:
    return path.startswith(("/static/", "/accounts/logout", "/admin/logout"))


def _is_ours(link: str) -> bool:
    return link.startswith(("/", "?")) and not link.startswith("//")


def words_in(answer: HttpResponse) -> set[str]:
    """The canaries in an answer: in its body (a sheet is unpacked, a paper read), and in its headers."""
    body = answer.content
    texts = [body.decode(errors="replace"), *map(str, answer.headers.values())]
    if body[:4] == b"%PDF":
        texts.append(text_of(body))
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            texts += [packed.read(name).decode(errors="replace") for name in packed.namelist()]
    return words_of(*texts)


def words_of(*texts: str) -> set[str]:
    return {word.replace("-", "") for text in texts for word in WORD.findall(text.lower())}
