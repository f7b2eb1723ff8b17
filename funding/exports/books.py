"""The books of our funds for an accounting program: a row for each side of each transaction. For staff."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from accounts.visibility import Viewer
from funding.cents import dollars_of
from funding.models import Account, Entry
from mvp_coord.lib.tabular.writing import Cell, as_csv, as_xlsx
from partners.exports.contents import Content
from partners.ids import ein_written
from partners.models import Export

HEADINGS: Final = (
    *("Date", "Key", "Kind", "Fund", "Vehicle", "Account", "Debit", "Credit", "Recipient", "Recipient EIN", "Reason"),
)


def _entries(viewer: Viewer) -> Any:
    return Entry.objects.filter(account__in=Account.objects.visible_to(viewer))


def table(viewer: Viewer, keys: Sequence[int]) -> Iterator[list[Cell]]:
    """Headings, then the entries of these keys, oldest first; what comes into an account is its debit."""
    yield list(HEADINGS)
    related = ("transaction", "account__fund", "account__allocation__entity")
    for entry in _entries(viewer).filter(pk__in=keys).select_related(*related).order_by("transaction", "pk"):
        posted, account = entry.transaction, entry.account
        entity = account.allocation.entity if account.allocation else None
        yield [
            timezone.localdate(posted.posted_at),
            posted.key,
            posted.get_kind_display(),
            account.fund.name,
            account.get_vehicle_display(),
            account.get_bucket_display(),
            *_sides(entry.cents),
            entity.legal_name if entity else "",
            ein_written(entity.ein) if entity else "",
            posted.reason,
        ]


def _sides(cents: int) -> tuple[Decimal | None, Decimal | None]:
    dollars = dollars_of(abs(cents))
    return (dollars, None) if cents > 0 else (None, dollars)


def _keys(viewer: Viewer, most: int) -> list[int]:
    return list(_entries(viewer).order_by("transaction", "pk").values_list("pk", flat=True)[:most])


def _body(viewer: Viewer, keys: Sequence[int], file_format: str) -> bytes:
    rows = table(viewer, keys)
    return as_csv(rows) if file_format == Export.Format.CSV else as_xlsx(rows, sheet="Ledger")


BOOKS: Final = Content(
    kind=Export.Kind.LEDGER,
    formats=(Export.Format.CSV, Export.Format.XLSX),
    may_ask=lambda viewer: viewer.is_insider,
    keys=_keys,
    body=_body,
    still_seen=lambda viewer, keys: _entries(viewer).filter(pk__in=keys).count() == len(keys),
)
