"""The files of the library: every version is kept, its bytes in a table of their own that no list ever reads."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import GreaterThan

from accounts.visibility import Viewer, Visibility
from mvp_coord.lib.public_id import new_public_id

from .resource import Resource


class ResourceFileQuerySet(models.QuerySet["ResourceFile"]):
    def visible_to(self, viewer: Viewer) -> "ResourceFileQuerySet":
        """The file of every resource that the viewer may see. Earlier ones may say more than others were ever shown:
        they are for the organization that shares them, and for insiders unless they came in while it was private."""
        seen = Q(pk__in=Resource.objects.filter(file__isnull=False).values("file"))
        if viewer.is_insider:
            seen |= ~Q(shown_to=Visibility.PRIVATE)
        seen |= Q(resource__partner__in=viewer.partner_ids)
        return self.filter(seen, resource__in=Resource.objects.visible_to(viewer))


class ResourceFile(models.Model):
    """One version of a shared file, as it was checked when it came in. It never changes."""

    public_id = models.CharField(max_length=12, primary_key=True, default=new_public_id, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    label = models.CharField(max_length=40)
    content_type = models.CharField(max_length=100, help_text="What browsers are told that it is.")
    shown_to = models.CharField(
        max_length=10, choices=Visibility, help_text="Who could see the resource when this version came in."
    )
    size_bytes = models.PositiveIntegerField("size", help_text="In bytes.")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ResourceFileQuerySet.as_manager()

    class Meta:
        ordering = ["resource", "-uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & Q(size_bytes__gt=0), name="resource_file_is_not_empty")
        ]

    def __str__(self) -> str:
        return self.name


class FileContent(models.Model):
    """The bytes of one version. In the database, so that transactions, backups and walls hold for them too."""

    file = models.OneToOneField(ResourceFile, on_delete=models.CASCADE, primary_key=True, related_name="content")
    body = models.BinaryField(help_text="The file itself.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=GreaterThan(Func(F("body"), function="octet_length", output_field=IntegerField()), 0),
                name="file_content_is_not_empty",
            )
        ]

    def __str__(self) -> str:
        return f"The content of {self.file_id}"


class ResourceDownload(models.Model):
    """Somebody has downloaded this file, however often. The sharer is told how many people did, never who."""

    file = models.ForeignKey(ResourceFile, on_delete=models.CASCADE, related_name="downloads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["file", "first_at"]
        constraints = [models.UniqueConstraint(fields=["file", "user"], name="resource_download_once")]

    def __str__(self) -> str:
        return f"{self.user} has {self.file}"
