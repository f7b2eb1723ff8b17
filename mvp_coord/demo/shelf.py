"""Writing the library: resources by the actions of the pages, and then the ages that the story gives them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from mvp_coord.lib.documents import check_document
from mvp_coord.lib.facts import facts_of, token_of
from partners import actions
from partners.models import Resource, ResourceComment, ResourceFile, ResourceUse
from partners.models.resource import TAG_KINDS
from states.models import State

from .directory import Directory
from .library import SHELF, Shared
from .people import ACCOUNTS

_HOME = {account.partner: account.role for account in ACCOUNTS if account.partner}


def load_library(directory: Directory, people: dict[str, User]) -> None:
    """Everything on the shelf, with who uses it and what is said of it."""
    now = timezone.now()
    resources = {item.title: _share(item, directory, people, now) for item in SHELF}
    for item in SHELF:
        resource = resources[item.title]
        _talk(item, resource, directory, people, now)
        if item.newer:
            Resource.objects.filter(pk=resource.pk).update(replaced_by=resources[item.newer])


def _share(item: Shared, directory: Directory, people: dict[str, User], now: dt.datetime) -> Resource:
    by = people[_HOME.get(item.by, "Staff")]
    facts = {name: getattr(item, name) for name in ("kind", "title", "summary", "language", "link", "visibility")}
    first = _upload(item, item.earlier) if item.file else None
    public_id = Resource._meta.get_field("public_id").get_default()
    resource = actions.share_resource(
        directory.partners[item.by],
        by=by,
        facts=facts,
        tags=_tags(item, directory),
        upload=first,
        public_id=public_id,
    )
    shared_at = now - dt.timedelta(days=item.age)
    if item.earlier:
        ResourceFile.objects.filter(resource=resource).update(uploaded_at=shared_at)
        seen = token_of(facts_of(resource, ("file", "link")))
        told: dict[str, Any] = {
            "upload": _upload(item),
            "link": "",
            "seen": seen,
            "reason": "After the first weekend",
        }
        resource = actions.replace_content(resource, by=by, **told)
    checked = None if item.checked is None else directory.day(item.checked)
    Resource.objects.filter(pk=resource.pk).update(created_at=shared_at, assured_on=checked)
    return resource


def _upload(item: Shared, text: str = "") -> actions.Upload:
    body = item.body(text)
    return actions.Upload(check_document(item.file, body), body)


def _tags(item: Shared, directory: Directory) -> dict[str, list[Any]]:
    books: dict[str, dict[str, Any]] = {
        "tactic": directory.tactics,
        "program_type": directory.types,
        "constituency": directory.constituencies,
        "issue": directory.issues,
        "state": State.objects.in_bulk(),
    }
    return {kind: sorted(books[kind][code].pk for code in item.tags.get(kind, ())) for kind in TAG_KINDS}


def _talk(item: Shared, resource: Resource, directory: Directory, people: dict[str, User], now: dt.datetime) -> None:
    """Each said some days after the one before, all since it was shared."""
    total = len(item.uses) + len(item.comments) + 1
    days = [now - dt.timedelta(days=item.age * (total - place) / total) for place in range(1, total)]
    for partner, note in item.uses:
        by = people[_HOME.get(partner, "Staff")]
        use = actions.mark_used(resource, by=by, partner=directory.partners[partner], note=note)
        ResourceUse.objects.filter(pk=use.pk).update(created_at=days.pop(0))
    for role, text in item.comments:
        partner = next((account.partner for account in ACCOUNTS if account.role == role), "")
        public_id = ResourceComment._meta.get_field("public_id").get_default()
        speaker = directory.partners[partner] if partner else None
        comment = actions.add_comment(resource, by=people[role], partner=speaker, text=text, public_id=public_id)
        ResourceComment.objects.filter(pk=comment.pk).update(created_at=days.pop(0))
