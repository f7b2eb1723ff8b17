"""What people do to the library: share a resource, keep it true, bring a newer version, take it out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.documents import Checked
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from mvp_coord.lib.public_id import new_public_id
from partners.models import FileContent, Partner, Resource, ResourceDownload, ResourceFile, ResourceTag
from partners.models.resource import TAG_KINDS

from .holding import hold_partner
from .refusals import CannotBeSaved, StaleEdit

# Keys of the terms that a resource is tagged with, by the kinds of `TAG_KINDS`.
Tags = Mapping[str, Collection[Any]]


@dataclass(frozen=True)
class Upload:
    """A file that has proved what it is, and its bytes."""

    checked: Checked
    body: bytes


def share_resource(
    partner: Partner, *, by: User, facts: Facts, tags: Tags, upload: Upload | None, public_id: str, reason: str = ""
) -> Resource:
    """Put a resource into the library under this address; sent twice, it is still one. Raises `WasMerged`.

    `facts` name a link where there is no `upload`. It counts as checked today: somebody has just shared it.
    """
    with change(by=by, verb="shared the resource", reason=reason):
        partner = hold_partner(partner)
        made = Resource.objects.filter(public_id=public_id).first()
        if made:
            return made
        resource = Resource(partner=partner, public_id=public_id, created_by=by, assured_on=timezone.localdate())
        for name, value in facts.items():
            setattr(resource, name, value)
        if upload:
            # The two name one another: the file's address is drawn first, and the database checks it at the end.
            resource.file_id = new_public_id()
        resource.save(force_insert=True)
        if upload:
            _keep(resource, upload, by=by, public_id=resource.file_id or "")
        _write_tags(resource, tags)
        return resource


def update_resource(
    resource: Resource, *, by: User, facts: Facts, tags: Tags, seen: str, reason: str = ""
) -> Resource:
    """Change these facts and the tags; `seen` is the token of what was shown.

    Raises `StaleEdit`, and `CannotBeSaved` where the newer one would in the end be replaced by this one.
    """
    with change(by=by, verb="changed the resource", reason=reason):
        resource = _locked(resource)
        if token_of(resource_facts(resource, facts)) != seen:
            raise StaleEdit
        newer = facts.get("replaced_by")
        if newer is not None and (newer.partner_id != resource.partner_id or _comes_back(resource, newer)):
            raise CannotBeSaved("replaced_by")
        write(resource, facts)
        _write_tags(resource, tags)
        return resource


def replace_content(
    resource: Resource, *, by: User, upload: Upload | None, link: str, seen: str, reason: str = ""
) -> Resource:
    """Bring a newer version: another file, or a link. The earlier file is kept. Raises `StaleEdit`."""
    with change(by=by, verb="brought a newer version", reason=reason):
        resource = _locked(resource)
        if token_of(facts_of(resource, ("file", "link"))) != seen:
            raise StaleEdit
        file = _keep(resource, upload, by=by, public_id=new_public_id()) if upload else None
        write(resource, {"file": file, "link": "" if file else link, "assured_on": timezone.localdate()})
        return resource


def assure_resource(resource: Resource, *, by: User) -> Resource:
    """Record that it is still true and worth using today, on this person's word."""
    with change(by=by, verb="confirmed it is still true"):
        resource = _locked(resource)
        write(resource, {"assured_on": timezone.localdate()})
        return resource


def withdraw_resource(resource: Resource, *, by: User, reason: str = "") -> Resource:
    """Take it out of the library: only who may edit it still sees it, and can put it back."""
    return _stand(resource, by=by, verb="took it out of the library", reason=reason, is_out=True)


def restore_resource(resource: Resource, *, by: User, reason: str = "") -> Resource:
    """Put it back into the library."""
    return _stand(resource, by=by, verb="put it back into the library", reason=reason, is_out=False)


def note_download(file: ResourceFile, *, by: User) -> None:
    """Remember that this person has the file; as often as one likes, it is one. No part of the history."""
    ResourceDownload.objects.bulk_create([ResourceDownload(file=file, user=by)], ignore_conflicts=True)


def tags_of(resource: Resource) -> dict[str, list[Any]]:
    """The keys of its tags by kind, each in a fixed order. One query."""
    rows = list(ResourceTag.objects.filter(resource=resource).values_list(*(f"{kind}_id" for kind in TAG_KINDS)))
    columns = zip(*rows, strict=True) if rows else [()] * len(TAG_KINDS)
    return {
        kind: sorted(key for key in column if key is not None)
        for kind, column in zip(TAG_KINDS, columns, strict=True)
    }


def resource_facts(resource: Resource, names: Collection[str]) -> dict[str, Any]:
    """These facts of a resource with its tags, as a form shows them and an edit compares them."""
    return {**facts_of(resource, names), "tags": tags_of(resource)}


def _stand(resource: Resource, *, by: User, verb: str, reason: str, is_out: bool) -> Resource:
    with change(by=by, verb=verb, reason=reason):
        resource = _locked(resource)
        if (resource.withdrawn_at is not None) != is_out:
            write(resource, {"withdrawn_at": timezone.now() if is_out else None})
        return resource


def _locked(resource: Resource) -> Resource:
    return Resource.objects.select_for_update().get(pk=resource.pk)


def _comes_back(resource: Resource, newer: Resource) -> bool:
    """Whether the chain of newer ones that begins with `newer` leads to `resource`."""
    met = {resource.pk}
    step: Resource | None = newer
    while step is not None and step.pk not in met:
        met.add(step.pk)
        step = step.replaced_by
    return step is not None


def _keep(resource: Resource, upload: Upload, *, by: User, public_id: str) -> ResourceFile:
    checked = upload.checked
    file = ResourceFile.objects.create(
        public_id=public_id,
        resource=resource,
        name=checked.name,
        label=checked.label,
        content_type=checked.content_type,
        shown_to=resource.visibility,
        size_bytes=len(upload.body),
        uploaded_by=by,
    )
    FileContent.objects.create(file=file, body=upload.body)
    return file


def _write_tags(resource: Resource, tags: Tags) -> None:
    before = tags_of(resource)
    for kind, keys in tags.items():
        gone = set(before[kind]) - set(keys)
        if gone:
            resource.tags.filter(**{f"{kind}__in": gone}).delete()
        for key in sorted(set(keys) - set(before[kind])):
            ResourceTag.objects.create(resource=resource, **{f"{kind}_id": key})
