"""What people say of a resource: that their organization uses it, and comments."""

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import write
from partners.models import Partner, Resource, ResourceComment, ResourceUse


def mark_used(resource: Resource, *, by: User, partner: Partner, note: str) -> ResourceUse:
    """Say that this partner uses the resource, and how it went. Said again, the newer sentence stands."""
    with change(by=by, verb="said that it is used"):
        resource = Resource.objects.select_for_update().get(pk=resource.pk)
        use = ResourceUse.objects.filter(resource=resource, partner=partner).first()
        if use is None:
            return ResourceUse.objects.create(
                resource=resource, partner=partner, note=note, said_to=resource.visibility, said_by=by
            )
        if note != use.note:
            write(use, {"note": note, "said_to": resource.visibility, "said_by": by})
        return use


def unmark_used(resource: Resource, *, by: User, partner: Partner) -> str:
    """Take it back; the sentence that goes with it, so that it can be said again."""
    with change(by=by, verb="said that it is no longer used"):
        use = ResourceUse.objects.select_for_update().filter(resource=resource, partner=partner).first()
        if use is None:
            return ""
        use.delete()
        return use.note


def add_comment(
    resource: Resource, *, by: User, partner: Partner | None, text: str, public_id: str
) -> ResourceComment:
    """Say something of the resource under this address; sent twice, it is still one."""
    with change(by=by, verb="commented"):
        resource = Resource.objects.select_for_update().get(pk=resource.pk)
        made = ResourceComment.objects.filter(public_id=public_id).first()
        return made or ResourceComment.objects.create(
            resource=resource,
            author=by,
            partner=partner,
            text=text,
            said_to=resource.visibility,
            public_id=public_id,
        )


def remove_comment(comment: ResourceComment, *, by: User) -> ResourceComment:
    """Show it no more; its words stay in the history."""
    return _stand(comment, by=by, verb="removed the comment", is_removed=True)


def restore_comment(comment: ResourceComment, *, by: User) -> ResourceComment:
    """Show it again."""
    return _stand(comment, by=by, verb="put the comment back", is_removed=False)


def _stand(comment: ResourceComment, *, by: User, verb: str, is_removed: bool) -> ResourceComment:
    with change(by=by, verb=verb):
        comment = ResourceComment.objects.select_for_update().get(pk=comment.pk)
        if (comment.removed_at is not None) != is_removed:
            write(comment, {"removed_at": timezone.now() if is_removed else None})
        return comment
