"""The history of the members of a case went with its table; the functions that wrote it go, too."""

from django.db import migrations

_FUNCTIONS = ("insert_insert_5836c", "update_update_417e7", "delete_delete_6953f", "append_only_a6c47")


class Migration(migrations.Migration):
    dependencies = [("planning", "0008_members_in_the_case")]

    operations = [
        migrations.RunSQL(
            "\n".join(f"DROP FUNCTION IF EXISTS pgtrigger_{name}();" for name in _FUNCTIONS), migrations.RunSQL.noop
        )
    ]
