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
                ('is_only', models.BooleanField(default=True, primary_key=True, serialize=False)),
                ('value', models.UUIDField()),
            ],
        ),
        migrations.RunSQL('INSERT INTO states_groundstamp VALUES (true, gen_random_uuid())', migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='constituency',
            trigger=pgtrigger.compiler.Trigger(name='stamps_ground', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO states_groundstamp VALUES (true, gen_random_uuid()) ON CONFLICT (is_only) DO UPDATE SET value = excluded.value; RETURN NULL;', hash='147fc6eb935117a306d960ce8d77d619cc6b41e0', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_stamps_ground_cc99a', table='states_constituency', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='division',
            trigger=pgtrigger.compiler.Trigger(name='stamps_ground', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO states_groundstamp VALUES (true, gen_random_uuid()) ON CONFLICT (is_only) DO UPDATE SET value = excluded.value; RETURN NULL;', hash='5e48274907eb8b876a9345e56b939b3b6e8fa923', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_stamps_ground_a88be', table='states_division', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='divisionshare',
            trigger=pgtrigger.compiler.Trigger(name='stamps_ground', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO states_groundstamp VALUES (true, gen_random_uuid()) ON CONFLICT (is_only) DO UPDATE SET value = excluded.value; RETURN NULL;', hash='cfb5d7a46d3106a797174170b58749dd784cf960', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_stamps_ground_5925b', table='states_divisionshare', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='electorate',
            trigger=pgtrigger.compiler.Trigger(name='stamps_ground', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO states_groundstamp VALUES (true, gen_random_uuid()) ON CONFLICT (is_only) DO UPDATE SET value = excluded.value; RETURN NULL;', hash='0763ed50d19273228d589938d0cf84a15a5c28c9', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_stamps_ground_1df40', table='states_electorate', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='groundstamp',
            constraint=models.CheckConstraint(condition=models.Q(('is_only', True)), name='ground_has_one_stamp'),
        ),
    ]
