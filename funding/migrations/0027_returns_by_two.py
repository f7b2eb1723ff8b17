"""What is asked to be moved waits at first, and above the limit two people stand behind money that came back."""

from pathlib import Path

from django.db import migrations


_SQL = Path(__file__).parent.parent / "sql"
_UNDO = "DROP FUNCTION funding_move_begins_waiting() CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ("funding", "0026_a_limit_is_only_lowered"),
    ]

    operations = [
        migrations.RunSQL((_SQL / "moves_begin_waiting.sql").read_text("utf-8"), _UNDO),
        migrations.RunSQL(
            (_SQL / "refunds_by_two.sql").read_text("utf-8"), (_SQL / "ledger_whole.sql").read_text("utf-8")
        ),
    ]
