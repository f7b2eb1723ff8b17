"""Sheets of resources: each row is a link that a partner shares, with what it is about. Files go by their page."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.visibility import Viewer, Visibility
from mvp_coord.lib.tabular import Value
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.cells import join_items, plain, plain_line, split_items
from mvp_coord.sheets.fields import Field, layout_of, text_of
from mvp_coord.sheets.kinds import Kind, MayNotImport, Options
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Decision, Said
from mvp_coord.sheets.records import Meant, once
from partners.actions.sheet_records import SheetRecord
from partners.models import Resource, ResourceTag
from partners.viewers import viewer_of
from states.imports.words import Choices, Terms, as_it_is, read_line, read_link, read_text
from states.models import Constituency, IssueArea, ProgramType, State, Tactic
from states.names import word_key

from .contacts import level_refused
from .directory import Directory, Organization
from .partner_columns import LEVELS
from .record_rows import PARTNER_ID, PARTNER_NAME, Placed
from .record_work import RecordWork
from .senders import may_send, may_undo, sender_of
from .term_words import terms_of
from .words import read_states

KINDS = Choices("kind of resource", dict(Resource.Kind.choices))
LANGUAGES = Choices("language", dict(Resource.Language.choices), {"bilingual": "en-es", "espanol": "es"})
_TAGS: dict[str, Any] = {
    "program_type": ProgramType,
    "tactic": Tactic,
    "constituency": Constituency,
    "issue": IssueArea,
}


@dataclass(frozen=True)
class LibraryWords:
    """What a sheet of resources may name: states by postal code, the terms of each code list."""

    states: Mapping[str, str]
    terms: Mapping[str, Terms]


def _read_https(value: Value, _: Any = None) -> str:
    link = read_link(value)
    if not link.startswith("https://"):
        raise NotUnderstoodError("does not begin with https://")
    return link


def _read_states(value: Value, words: LibraryWords) -> tuple[str, ...]:
    return tuple(each.state for each in read_states(value, words.states))


def _read_terms(kind: str) -> Callable[[Value, LibraryWords], tuple[str, ...]]:
    return lambda value, words: words.terms[kind].read("; ".join(split_items(text_of(value))))


def _tagged(kind: str, label: str, names: tuple[str, ...], tags: tuple[str, ...]) -> Field:
    """The column of one code list."""
    return Field(
        Column(kind, label, names, tags=tags),
        _read_terms(kind),
        lambda codes, words: words.terms[kind].write(codes),
        empty=(),
    )


RESOURCE_FIELDS: tuple[Field, ...] = (
    PARTNER_ID,
    PARTNER_NAME,
    Field(
        Column("title", "title", ("title", "resource", "resource title", "document"), maybe=("name",),
               tags=("#meta+title", "#item+name"), is_required=True),
        read_line(200, is_name=True), as_it_is,
    ),
    Field(
        Column("kind", "kind", ("kind", "kind of resource", "resource type", "type"), maybe=("category", "format"),
               tags=("#item+type",)),
        KINDS.read, KINDS.write,
    ),
    Field(
        Column("summary", "summary", ("summary", "description", "about"), maybe=("notes",), tags=("#description",)),
        read_text, as_it_is, longest=32_767,
    ),
    Field(
        Column("link", "link", ("link", "url", "web address", "address"), tags=("#meta+url", "#item+url")),
        _read_https, as_it_is,
    ),
    Field(
        Column("language", "language", ("language", "languages"), tags=("#meta+lang", "#item+lang")),
        LANGUAGES.read, LANGUAGES.write,
    ),
    Field(
        Column("visibility", "seen by", ("seen by", "visibility", "who can see it"), tags=("#access",)),
        LEVELS.read, LEVELS.write,
    ),
    Field(
        Column("state", "states", ("states", "state"), tags=("#adm1",)),
        _read_states, lambda codes, _: join_items(codes), empty=(),
    ),
    _tagged("program_type", "kinds of work", ("kinds of work", "kind of work", "program type", "work"), ("#sector",)),
    _tagged("tactic", "tactics", ("tactics", "tactic"), ("#modality",)),
    _tagged("constituency", "for work with", ("for work with", "constituencies", "constituency", "audience"),
            ("#beneficiary",)),
    _tagged("issue", "issues", ("issues", "issue"), ("#subsector",)),
)  # fmt: skip
RESOURCE = layout_of("a resource", RESOURCE_FIELDS)
_TAG_NAMES = ("state", *_TAGS)


class ResourceShelf:
    """What some partners share: one is known by its link, else by its title."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.by_link: dict[Hashable, list[Resource]] = defaultdict(list)
        self.by_title: dict[Hashable, list[Resource]] = defaultdict(list)
        self.tags: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    def place(self, row: Any, organization: Organization, directory: Directory) -> None:
        """A resource belongs to the partner alone."""

    def load(self, placed: Sequence[Placed]) -> None:
        """Two queries."""
        partners = {each.organization.partner_id for each in placed}
        for each in Resource.objects.editable_by(self.viewer).filter(partner__in=partners).order_by("pk"):
            if each.link:
                self.by_link[each.partner_id, each.link].append(each)
            self.by_title[each.partner_id, word_key(each.title)].append(each)
        columns = [f"{kind}__code" for kind in _TAG_NAMES]
        rows = ResourceTag.objects.filter(resource__partner__in=partners).values_list("resource_id", *columns)
        for pk, *codes in rows:
            for kind, code in zip(_TAG_NAMES, codes, strict=True):
                if code:
                    self.tags[pk][kind].append(code)

    def key(self, placed: Placed) -> Hashable:
        """By link where the row has one."""
        facts, partner = placed.row.facts, placed.organization.partner_id
        link = facts.get("link", "")
        return (partner, "link", link) if link else (partner, "title", word_key(facts["title"]))

    def find(self, placed: Placed) -> Resource | None:
        """The resource behind this link, else of this title."""
        facts, partner = placed.row.facts, placed.organization.partner_id
        found = once(self.by_link, (partner, facts["link"]), "resources") if "link" in facts else None
        return found or once(self.by_title, (partner, word_key(facts["title"])), "resources")

    def facts(self, record: Resource) -> dict[str, Any]:
        return {
            "title": plain_line(record.title),
            "kind": record.kind,
            "summary": plain(record.summary),
            "link": record.link,
            "language": record.language,
            "visibility": record.visibility,
            **{kind: tuple(sorted(self.tags[record.pk][kind])) for kind in _TAG_NAMES},
        }

    def refuse(self, placed: Placed, record: Resource | None, facts: Mapping[str, Any]) -> str:
        if record is None:
            lacking = [name for name in ("link", "kind", "summary") if not facts.get(name)]
            if lacking:
                return f"A new resource needs a {' and a '.join(lacking)}."
        elif record.file_id and "link" in facts:
            return "This resource is a file: bring another version, or a link, on its page."
        return level_refused(self.viewer, placed, facts)

    def said(self, facts: Mapping[str, Any], placed: Placed, record: Resource | None) -> Said:
        level = LEVELS.write(facts.get("visibility", Visibility.PARTNERS))
        kind = KINDS.write(facts["kind"]) if "kind" in facts else ""
        address = record.get_absolute_url() if record else ""
        return Said(((facts["title"], facts.get("link", "")), (placed.organization.name, ""), (kind, level)), address)


def begin(options: Options, user: User) -> RecordWork:
    """Raises `MayNotImport`."""
    viewer = viewer_of(user)
    if not may_send(viewer):
        raise MayNotImport(f"{user.email} may not import resources: that is for staff, and for partners' contacts.")
    if options.sender:
        sender_of(state="", user=user, viewer=viewer, slug=options.sender)
    words = LibraryWords(
        dict(State.objects.values_list("code", "name")), {kind: terms_of(model) for kind, model in _TAGS.items()}
    )
    return RecordWork(
        options,
        viewer,
        RESOURCE_FIELDS,
        ResourceShelf,
        Resource,
        words,
        _columns,
        lambda resource: resource.get_absolute_url(),
    )


RESOURCES = Kind(
    code="resources",
    label="Resources: links for the library",
    layout=RESOURCE,
    headings=("Resource", "Shared by", "What it is"),
    needs="Each row needs a partner and a title, a new resource a link, kind and summary. Files go by their page.",
    may_send=may_send,
    begin=begin,
    may_undo=may_undo,
)


def _columns(decision: Decision, facts: dict[str, Any]) -> SheetRecord:
    meant: Meant = decision.meant
    said = {kind: facts.pop(kind) for kind in _TAG_NAMES if kind in facts}
    tags = {
        kind: codes if kind == "state" else _TAGS[kind].objects.filter(code__in=codes).values_list("pk", flat=True)
        for kind, codes in said.items()
    }
    if meant.record is None:
        facts = {"partner_id": meant.placed.organization.partner_id, "assured_on": timezone.localdate(), **facts}
    return SheetRecord(meant.record.pk if meant.record else None, facts, tags)
