"""Money never runs in a ring: see `funding/sql/chains.sql`."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0022_engagements")]

    operations = [
        migrations.RunSQL((_SQL / "chains.sql").read_text("utf-8"), "DROP FUNCTION funding_in_no_ring() CASCADE;")
    ]
