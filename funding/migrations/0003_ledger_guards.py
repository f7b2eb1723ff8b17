"""What the ledger guarantees, in the database itself: see `funding/sql/ledger.sql`."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).parent.parent / "sql"
_UNDO = """
DROP FUNCTION funding_only_grows() CASCADE;
DROP FUNCTION funding_moved_by_entries() CASCADE;
DROP FUNCTION funding_account_is_ours() CASCADE;
DROP FUNCTION funding_stays_under_accounts() CASCADE;
DROP FUNCTION funding_fund_has_accounts(bigint) CASCADE;
DROP FUNCTION funding_allocation_has_accounts(bigint) CASCADE;
DROP FUNCTION funding_open_balance() CASCADE;
DROP FUNCTION funding_move_balance() CASCADE;
DROP FUNCTION funding_note_made_in() CASCADE;
DROP FUNCTION funding_entry_in_time() CASCADE;
DROP FUNCTION funding_is_whole() CASCADE;
DROP FUNCTION funding_fault_of(funding_transaction) CASCADE;
ALTER TABLE funding_account DROP CONSTRAINT account_has_the_color_of_its_fund;
ALTER TABLE funding_account DROP CONSTRAINT account_of_an_allocation_of_its_fund;
ALTER TABLE funding_fund DROP CONSTRAINT fund_with_its_color;
ALTER TABLE funding_allocation DROP CONSTRAINT allocation_with_its_fund;
GRANT UPDATE, DELETE ON funding_account, funding_transaction, funding_entry, funding_balance TO app_rw;
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0002_ledger")]

    operations = [
        migrations.RunSQL("\n".join((_SQL / name).read_text("utf-8") for name in ("ledger_whole.sql", "ledger.sql")), _UNDO),
    ]
