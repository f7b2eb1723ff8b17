"""Another vehicle or sponsor of who receives our money is work for the rules: see `funding/sql/relabelled.sql`."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).parent.parent / "sql"
_UNDO = """
DROP FUNCTION funding_sponsor_changed() CASCADE;
DROP FUNCTION funding_entity_relabelled() CASCADE;
DROP FUNCTION funding_hold_again();
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0019_meters"), ("partners", "0017_exports_of_money"), ("jobs", "0001_initial")]

    operations = [migrations.RunSQL((_SQL / "relabelled.sql").read_text("utf-8"), _UNDO)]
