from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.core.management import call_command
from django.db import migrations


def create_throttle_table(apps, schema_editor):
    call_command("createcachetable", "throttle_cache", database=schema_editor.connection.alias, verbosity=0)


def drop_throttle_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS throttle_cache")


class Migration(migrations.Migration):
    """What other tables need: trigram search, ranges that exclude one another, and counted attempts."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunPython(create_throttle_table, drop_throttle_table),
    ]
