"""Notes which partners were written in which transaction, for the counts beside the directory's filters."""

from pathlib import Path

from django.db import migrations

_UNDO = """
DROP FUNCTION partners_note_touched() CASCADE;
DROP TABLE partners_touched;
"""


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_library")]

    operations = [
        migrations.RunSQL((Path(__file__).parent.parent / "sql" / "touched.sql").read_text("utf-8"), _UNDO),
    ]
