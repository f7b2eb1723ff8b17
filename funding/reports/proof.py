"""The proof of the ledger: every transaction sums to zero, every balance is the sum of its entries.

The database holds all of this while rows are written. The proof reads it anew each night, so that a copy that was put
back wrongly, or a hand in the database that switched the guards off, is found the next morning.
"""

from dataclasses import dataclass
from typing import Final

from django.db import connection

MOST_TOLD: Final = 20

# A fund's limit may have been lowered since: that makes no transaction wrong. Sums have a line of their own.
# What is wrong → the rows that are, named for whoever looks into it.
_FAULTS: Final = {
    "does not sum to zero": """
        SELECT 'transaction ' || t.key FROM funding_transaction t LEFT JOIN funding_entry e ON e.transaction_id = t.id
        GROUP BY t.id HAVING count(e.id) < 2 OR coalesce(sum(e.cents), 0) <> 0 ORDER BY t.id""",
    "is not whole": """
        SELECT 'transaction ' || t.key || ' (' || funding_fault_of(t) || ')' FROM funding_transaction t
        WHERE funding_fault_of(t) NOT IN ('transaction_sums_to_zero', 'transaction_above_the_limit_has_two_people')
        ORDER BY t.id""",
    "has a balance that is not the sum of its entries": """
        SELECT 'account ' || a.id || ' of ' || f.name FROM funding_account a JOIN funding_fund f ON f.id = a.fund_id
        LEFT JOIN funding_balance b ON b.account_id = a.id LEFT JOIN funding_entry e ON e.account_id = a.id
        GROUP BY a.id, f.name, b.cents HAVING b.cents IS DISTINCT FROM coalesce(sum(e.cents), 0) ORDER BY a.id""",
    "is below its floor": """
        SELECT 'account ' || account_id FROM funding_balance WHERE cents < floor_cents ORDER BY account_id""",
    "has another color than its fund": """
        SELECT 'account ' || a.id FROM funding_account a JOIN funding_fund f ON f.id = a.fund_id
        WHERE a.vehicle <> f.vehicle ORDER BY a.id""",
    "is not guarded": """
        SELECT 'table ' || at || ' (' || guard || ')' FROM unnest(%s::text[], %s::text[]) AS expected (at, guard)
        WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = at::regclass AND tgname = guard
            AND NOT tgisinternal AND tgenabled NOT IN ('D', 'R')) ORDER BY at, guard""",
    "can be changed by app_rw": """
        SELECT 'table ' || name FROM unnest(%s::text[]) AS name
        WHERE has_table_privilege('app_rw', name, 'UPDATE, DELETE, TRUNCATE') ORDER BY name""",
}
_GUARDS: Final = {
    "funding_account": ("only_grows", "never_emptied", "account_is_ours", "open_balance"),
    "funding_transaction": ("only_grows", "never_emptied", "note_made_in", "transaction_is_whole"),
    "funding_entry": ("only_grows", "never_emptied", "entry_in_time", "entry_is_whole", "move_balance"),
    "funding_balance": ("never_removed", "never_emptied", "moved_by_entries"),
    "funding_fund": ("fund_with_accounts_stays_ours", "fund_keeps_its_limit"),
    "funding_allocation": ("allocation_with_accounts_stays_in_dollars",),
}
_BOOKS: Final = [name for name in _GUARDS if name not in ("funding_fund", "funding_allocation")]
_EXPECTED: Final = [(name, guard) for name, guards in _GUARDS.items() for guard in guards]
_ASKED: Final = {
    "is not guarded": [[name for name, _ in _EXPECTED], [guard for _, guard in _EXPECTED]],
    "can be changed by app_rw": [_BOOKS],
}


@dataclass(frozen=True)
class Proof:
    """How much was looked at, and what is wrong, in words (at most `MOST_TOLD` of each kind)."""

    accounts: int
    transactions: int
    entries: int
    faults: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """The figures of the receipt."""
        return {
            "accounts": self.accounts,
            "transactions": self.transactions,
            "entries": self.entries,
            "faults": len(self.faults),
        }


def prove() -> Proof:
    """Read the whole ledger as it stands. Eight queries, each over all rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM funding_account), (SELECT count(*) FROM funding_transaction),"
            " (SELECT count(*) FROM funding_entry)"
        )
        accounts, transactions, entries = cursor.fetchone()
        faults = []
        for words, query in _FAULTS.items():
            cursor.execute(query, _ASKED.get(words))
            faults += [f"{row} {words}." for (row,) in cursor.fetchmany(MOST_TOLD)]
    return Proof(accounts, transactions, entries, tuple(faults))
