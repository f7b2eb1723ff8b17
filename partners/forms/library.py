"""The forms of the library: sharing and editing a resource, bringing a newer version."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q

from mvp_coord.lib.documents import ACCEPTED, RefusedError, check_document
from mvp_coord.lib.facts import facts_of
from partners.actions import Upload
from partners.actions.library import resource_facts
from partners.models import Partner, Resource, ResourceTag
from partners.models.resource import TAG_KINDS
from states.models import State

from .records import Difference, RecordForm, visibility_choices

MOST_NAMES: Final = 400
_TERMS: Final[dict[str, Any]] = {kind: ResourceTag._meta.get_field(kind).related_model for kind in TAG_KINDS}
# The order in which people think of it: what it is, what it is about, who may see it.
_ORDER: Final = (
    *("partner", "kind", "title", "summary", "file", "link", "language"),
    *("tactic", "program_type", "constituency", "issue", "state", "visibility", "replaced_by", "reason"),
)
_LABELS: Final = {
    "state": "States",
    "program_type": "Kinds of work",
    "tactic": "Tactics",
    "constituency": "For work with",
    "issue": "Issues",
}


class LibraryFile(forms.FileField):
    """A file that proves by its content what it is; cleaned, it is an `Upload`."""

    def __init__(self) -> None:
        most = settings.MAX_UPLOAD_BYTES // 1024**2
        super().__init__(
            required=False,
            widget=forms.FileInput(attrs={"accept": ACCEPTED}),
            label="File",
            help_text=f"PDF, Office without macros, OpenDocument, CSV, text, Markdown, pictures; at most {most} MB.",
            allow_empty_file=True,
        )

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > settings.MAX_UPLOAD_BYTES:
            size, most = file.size / 1024**2, settings.MAX_UPLOAD_BYTES // 1024**2
            raise ValidationError(f"This file has {size:.1f} MB; the limit is {most} MB. Share a link to it instead.")
        body = file.read()
        try:
            return Upload(check_document(file.name, body), body)
        except RefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal


class _FileOrLink(RecordForm):
    """What both forms share that take a file or a link: exactly one of them, and links that are encrypted."""

    link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label="Or a link",
        help_text="Where it is on the web, beginning with https://.",
    )

    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise ValidationError("The address must begin with https://.")
        return link

    @property
    def upload(self) -> Upload | None:
        """The file that came with the form."""
        return self.cleaned_data.get("file")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"file", "link"} & set(self.errors):
            if cleaned.get("file") and cleaned.get("link"):
                self.add_error("link", "Choose a file or name a link, not both.")
            elif not cleaned.get("file") and not cleaned.get("link"):
                self.add_error("file", "Choose a file, or name a link below.")
        return cleaned

    @property
    def must_choose_again(self) -> bool:
        """Whether a good file came with a form that is shown again: browsers never keep the choice."""
        return bool(self.is_bound and self.errors and self.files.get("file"))


class _Described(RecordForm):
    """What both forms share that describe a resource: the terms that it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has = self._shown.get("tags", {})
        for name, model in _TERMS.items():
            rows = model.objects.all()
            if model is not State:
                # A term that was retired stays with those who have it, until somebody takes it away.
                rows = rows.filter(Q(retired_at__isnull=True) | Q(pk__in=has.get(name, [])))
            self.fields[name] = forms.ModelMultipleChoiceField(
                rows,
                required=False,
                label=_LABELS[name],
                initial=has.get(name, []),
                widget=forms.CheckboxSelectMultiple,
                help_text="None chosen means everywhere." if name == "state" else "",
            )

    def facts_shown(self, record: Any) -> dict[str, Any]:
        """These fields, and the tags."""
        return resource_facts(record, self._names())

    def tags(self) -> dict[str, list[Any]]:
        """The chosen terms by kind, as keys."""
        return {kind: sorted(each.pk for each in self.cleaned_data[kind]) for kind in TAG_KINDS}

    def differences(self) -> list[Difference]:
        """Where the saved resource and what this person wrote differ, tags included."""
        now = self.facts_shown(self.saved())["tags"]
        found = super().differences()
        for kind, keys in self.tags().items():
            if keys != now[kind]:
                labels = {row.pk: str(row) for row in _TERMS[kind].objects.filter(pk__in=[*keys, *now[kind]])}
                both = (", ".join(sorted(labels[key] for key in each)) or "–" for each in (now[kind], keys))
                found.append(Difference(_LABELS[kind], *both))
        return found


class ShareForm(_Described, _FileOrLink):
    """A new resource. Contacts share for their own organization, insiders for any that they name."""

    file = LibraryFile()

    class Meta:
        model = Resource
        fields = ("kind", "title", "summary", "link", "language", "visibility")
        labels = {"visibility": "Seen by"}
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, owner: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Partner.objects.editable_by(self.viewer).listed().order_by("name")
        if self.viewer.is_insider:
            self.fields["partner"] = _NamedPartner(partners)
            self.names_of_partners = list(partners.values_list("name", flat=True)[:MOST_NAMES])
            self.initial["partner"] = next(iter(partners.filter(slug=owner or settings.HOME_PARTNER)), "")
        else:
            self.fields["partner"] = forms.ModelChoiceField(partners, to_field_name="slug", label="Shared by")
            self.fields["partner"].empty_label = None
            self.initial["partner"] = owner or partners.values_list("slug", flat=True).first()
        own = next(iter(self.viewer.editable_partner_ids), None)
        self.fields["visibility"].choices = visibility_choices(self.viewer, own)
        self.fields["kind"].choices = [("", "Choose one"), *Resource.Kind.choices]
        self.order_fields(_ORDER)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        partner, level = cleaned.get("partner"), cleaned.get("visibility")
        if partner and level == "private" and partner.pk not in self.viewer.partner_ids:
            self.add_error("visibility", "Only its own organization can keep something private.")
        return cleaned


class _NamedPartner(forms.CharField):
    """A partner by its name, as it is written in the directory; a list of names helps while it is typed."""

    def __init__(self, partners: Any) -> None:
        super().__init__(
            label="Shared by",
            max_length=200,
            help_text="The organization’s name, as in the directory.",
            widget=forms.TextInput(attrs={"list": "partner-names", "autocomplete": "off"}),
        )
        self.partners = partners

    def clean(self, value: Any) -> Partner:
        name = str(super().clean(value))
        found = list(self.partners.filter(name__iexact=name)[:2])
        if len(found) != 1:
            raise ValidationError(
                f"No partner in the directory is called “{name}”. Add it there first, or check the name."
                if not found
                else f"Several partners are called “{name}”. Begin on the page of the one that you mean."
            )
        return found[0]


class ResourceForm(_Described):
    """What a known resource says of itself. Its file or link changes by a newer version."""

    class Meta:
        model = Resource
        fields = ("kind", "title", "summary", "language", "visibility", "replaced_by")
        labels = {"visibility": "Seen by", "replaced_by": "Replaced by"}
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "replaced_by": "A newer resource of your library that stands in its place. The old one says so."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        resource = self.instance
        others = Resource.objects.visible_to(self.viewer).filter(partner=resource.partner_id, withdrawn_at=None)
        ids = others.exclude(pk=resource.pk).values("pk")
        if resource.replaced_by_id and not others.filter(pk=resource.replaced_by_id).exists():
            # It is replaced by one that this person may not see: neither shown nor changed here.
            del self.fields["replaced_by"]
        else:
            self.fields["replaced_by"].queryset = Resource.objects.filter(pk__in=ids)
            self.fields["replaced_by"].empty_label = "Nothing: it is the newest"
        self.fields["visibility"].choices = visibility_choices(self.viewer, resource.partner_id)
        self.order_fields(_ORDER)

    def refuse(self, field: str) -> None:
        """The newer one would in the end be replaced by this one."""
        self.add_error(field, "That one is itself replaced by this one. Choose another, or change that one first.")


class VersionForm(_FileOrLink):
    """A newer version of a known resource: another file, or a link."""

    file = LibraryFile()

    class Meta:
        model = Resource
        fields = ("link",)

    field_order = ("file", "link", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.file_id:
            self.initial["link"] = ""

    def facts_shown(self, record: Any) -> dict[str, Any]:
        """The file and the link as they are."""
        return facts_of(record, ("file", "link"))

    def differences(self) -> list[Difference]:
        """What is there now, and what this person brought."""
        now, upload = self.saved(), self.upload
        return [
            Difference(
                "File or link", str(now.file or now.link), upload.checked.name if upload else self.facts()["link"]
            )
        ]
