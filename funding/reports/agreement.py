"""Do the awards and the books say the same? What of our funds was committed and paid, against the ledger.

Every step of an award posts in its own transaction, so the two cannot part by a page. They can by a copy that was put
back wrongly or a hand in the database: the nightly proof asks here, and names the award.
"""

from typing import Final

from django.db import connection

from .proof import MOST_TOLD

# For each award of a fund of ours, in cents: what its own rows say was approved and paid, what the ledger holds
# for it and has paid out, also where that has come back since.
_AWARDS: Final = """
    WITH held AS (
        SELECT c.allocation_id, sum(b.cents) FILTER (WHERE c.bucket = 'committed') AS committed,
            sum(b.cents) FILTER (WHERE c.bucket = 'disbursed') AS disbursed
        FROM funding_balance b JOIN funding_account c ON c.id = b.account_id GROUP BY c.allocation_id),
    refunded AS (
        SELECT c.allocation_id, -sum(n.cents) AS cents
        FROM funding_entry n JOIN funding_account c ON c.id = n.account_id AND c.bucket = 'disbursed'
        JOIN funding_transaction t ON t.id = n.transaction_id
        LEFT JOIN funding_transaction was ON was.id = t.reverses_id
        WHERE 'refund' IN (t.kind, was.kind) GROUP BY c.allocation_id),
    parts AS (
        SELECT allocation_id, sum(round(amount * 100)) AS cents FROM funding_installment WHERE status = 'paid'
        GROUP BY allocation_id)
    SELECT 'award ' || a.public_id || ' to ' || e.legal_name AS told, a.status,
        round(a.amount_approved * 100) AS approved, coalesce(parts.cents, 0) AS paid,
        coalesce(held.committed, 0) AS held, coalesce(held.disbursed, 0) + coalesce(refunded.cents, 0) AS gone
    FROM funding_allocation a JOIN funding_fund f ON f.id = a.fund_id AND f.is_managed
    JOIN partners_legalentity e ON e.id = a.entity_id LEFT JOIN held ON held.allocation_id = a.id
    LEFT JOIN refunded ON refunded.allocation_id = a.id LEFT JOIN parts ON parts.allocation_id = a.id"""
_DISAGREEMENTS: Final = {
    "holds another amount in the ledger than is still to be paid of it": (
        "held IS DISTINCT FROM CASE WHEN status = 'committed' THEN approved - paid ELSE 0 END"
    ),
    "has other payments in the ledger than installments that are paid": "gone <> paid",
    "is marked as paid, and not all of it is": "status = 'paid' AND paid IS DISTINCT FROM approved",
}


def disagreements() -> tuple[str, ...]:
    """Where an award of ours and the ledger differ, in words (at most `MOST_TOLD` of each kind). Three queries."""
    found = []
    with connection.cursor() as cursor:
        for words, differs in _DISAGREEMENTS.items():
            cursor.execute(f"SELECT told FROM ({_AWARDS}) AS awards WHERE {differs} ORDER BY told")  # noqa: S608 — our own words
            found += [f"{row} {words}." for (row,) in cursor.fetchmany(MOST_TOLD)]
    return tuple(found)
