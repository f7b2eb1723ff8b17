"""What holds of awards, in the database itself: see `funding/sql/awards.sql`."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).parent.parent / "sql"
_UNDO = """
DROP FUNCTION funding_check_stays() CASCADE;
DROP FUNCTION funding_signed_by_counsel() CASCADE;
DROP FUNCTION funding_parts_add_up() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0011_awards")]

    operations = [
        migrations.RunSQL((_SQL / "awards.sql").read_text("utf-8"), _UNDO),
        # Setting money free and taking it back need one person: written anew where the ledger was before.
        migrations.RunSQL((_SQL / "ledger_whole.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
