"""Sheets of partners: each row is an organization of the directory, or one that is new to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.visibility import Viewer, Visibility
from mvp_coord.sheets.fields import FactRow, read_fact_rows
from mvp_coord.sheets.kinds import Kind, MayNotImport, Options
from mvp_coord.sheets.outcome import Comparison, Decision, Kept
from mvp_coord.sheets.pace import Progress, untold
from mvp_coord.sheets.reading import DataRow, Refusal
from partners.actions.due import check_again
from partners.actions.sheet_partners import SheetPartner, keep_sheet_partners
from partners.actions.sheet_records import hold_records
from partners.models import Partner
from partners.viewers import viewer_of
from states.models import Constituency, IssueArea

from .answers import remember_names
from .partner_columns import PARTNER, PARTNER_FIELDS, DirectoryWords, load_words
from .partner_compare import HEADINGS, PartnerMeant, compare_partners
from .senders import may_send, may_undo, sender_of

_TERMS: dict[str, Any] = {"constituencies": Constituency, "issues": IssueArea}


@dataclass(frozen=True)
class PartnerWork:
    """One import of partners at work."""

    options: Options
    words: DirectoryWords
    viewer: Viewer

    def read(self, rows: Sequence[DataRow], progress: Progress = untold) -> tuple[list[FactRow], list[Refusal]]:
        """Rows as facts, and the rows that cannot be."""
        return read_fact_rows(rows, PARTNER_FIELDS, self.words, progress)

    def compare(self, rows: Sequence[FactRow], progress: Progress = untold) -> Comparison:
        """What becomes of every row."""
        choices = self.options.choices
        return compare_partners(rows, words=self.words, viewer=self.viewer, choices=choices, progress=progress)

    def hold(self, decisions: Sequence[Decision]) -> None:
        """Lock the partners: whoever edits their states or terms locks them too."""
        hold_records(Partner, [each.meant.partner_id for each in decisions])

    def write(self, decisions: Sequence[Decision], *, by: User, progress: Progress) -> Kept:
        """Keep these partners. New ones come unconfirmed where the sheet does not say otherwise."""
        ids = {name: dict(model.objects.values_list("code", "pk")) for name, model in _TERMS.items()}
        rows = [_sheet_partner(each, ids) for each in decisions]
        kept = keep_sheet_partners(rows, by=by, progress=progress)
        return Kept(
            addresses=[partner.get_absolute_url() for partner in kept.partners],
            partners={partner.name: partner.slug for partner in kept.partners},
            states=kept.states,
        )

    def remember(self, names: Mapping[str, str], *, by: User) -> int:
        """Other names of partners, as answered."""
        return remember_names(names, viewer=self.viewer, by=by)


def begin(options: Options, user: User) -> PartnerWork:
    """Raises `MayNotImport`."""
    viewer = viewer_of(user)
    if not may_send(viewer):
        raise MayNotImport(f"{user.email} may not import partners: that is for staff, and for partners' contacts.")
    if options.sender:
        sender_of(state="", user=user, viewer=viewer, slug=options.sender)
    return PartnerWork(options, load_words(), viewer)


def _check_again(states: Sequence[str], by: User) -> None:
    """Overlaps rest on names and status; "" stands for the whole country."""
    if states:
        check_again((code or None for code in states), by=by)


PARTNERS = Kind(
    code="partners",
    label="Partners",
    layout=PARTNER,
    headings=HEADINGS,
    needs=(
        "Each row needs a name, and a new partner its kind. A blank cell changes nothing; (none) takes out what is"
        " kept. A row with an id says all states, names and terms; a row without one only adds to them."
    ),
    may_send=may_send,
    begin=begin,
    may_undo=may_undo,
    check_again=_check_again,
)


def _sheet_partner(decision: Decision, ids: Mapping[str, Mapping[str, int]]) -> SheetPartner:
    meant: PartnerMeant = decision.meant
    facts = dict(meant.facts)
    states = facts.pop("states", None)
    terms = {name: frozenset(ids[name][code] for code in facts.pop(name)) for name in _TERMS if name in facts}
    if "other_names" in facts:
        facts["other_names"] = "\n".join(facts["other_names"])
    if meant.partner_id is None:
        facts = {
            "status": Partner.Status.UNCONFIRMED,
            "visibility": Visibility.PARTNERS,
            "source": f"Imported from {decision.row.file}"[:300],
            **facts,
        }
    return SheetPartner(meant.partner_id, facts, states, terms, meant.eins)
