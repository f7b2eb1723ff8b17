"""What tells those who keep places in memory that they must read them anew."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('states', '0008_area_of_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='GroundStamp',
            fields=[
                ('writer', models.BigIntegerField(help_text='The transaction, as the database counts them.', primary_key=True, serialize=False)),
                ('value', models.BigIntegerField(help_text='By chance, and another one after each of its statements.')),
            ],
        ),
        migrations.RunSQL('INSERT INTO states_groundstamp VALUES (0, 1)', migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='constituency',
            trigger=pgtrigger.compiler.Trigger(name='stamps_ground', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO states_groundstamp (writer, value) VALUES (pg_current_xact_id()::text::bigint, hashtextextended(gen_random_uuid()::text, 0)) ON CONFLICT (writer) DO UPDATE SET value = excluded.value; RETURN NULL;', hash='81e544b8ed6e501d177e4d316e2262e456b4587f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_stamps_ground_cc99a', table='states_constituency', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='division',
            trigger=pgtrigger.compiler.Trigger(name='stamps_ground', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO states_groundstamp (writer, value) VALUES (pg_current_xact_id()::text::bigint, hashtextextended(gen_random_uuid()::text, 0)) ON CONFLICT (writer) DO UPDATE SET value = excluded.value; RETURN NULL;', hash='e02cd5a50624f4ee3ded9d6ad14ad22dab86450e', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_stamps_ground_a88be', table='states_division', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='divisionshare',
            trigger=pgtrigger.compiler.Trigger(name='stamps_ground', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO states_groundstamp (writer, value) VALUES (pg_current_xact_id()::text::bigint, hashtextextended(gen_random_uuid()::text, 0)) ON CONFLICT (writer) DO UPDATE SET value = excluded.value; RETURN NULL;', hash='2bdca04a3920896a19fc148ee2605c6dfb7836b3', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_stamps_ground_5925b', table='states_divisionshare', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='electorate',
            trigger=pgtrigger.compiler.Trigger(name='stamps_ground', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO states_groundstamp (writer, value) VALUES (pg_current_xact_id()::text::bigint, hashtextextended(gen_random_uuid()::text, 0)) ON CONFLICT (writer) DO UPDATE SET value = excluded.value; RETURN NULL;', hash='9919147cce86b60cd3e5decdfb2fa17692dea168', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_stamps_ground_1df40', table='states_electorate', when='BEFORE')),
        ),
    ]
