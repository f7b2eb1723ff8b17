"""The members of a case stand in the case, which is written in one row; its evidence is worked out when it is read."""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_SQL = Path(__file__).parent.parent / "sql"
_UNDO_FUNCTION = "DROP FUNCTION planning_is_ascending(bigint[])"
# Each version of a case gets the members that it had then. The history stays append-only for everybody else.
_FOLD = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE planning_overlap AS overlap SET member_keys = found.keys
FROM (SELECT overlap_id, array_agg(activity_id ORDER BY activity_id) AS keys
      FROM planning_overlapmember GROUP BY overlap_id) AS found
WHERE found.overlap_id = overlap.id;
ALTER TABLE planning_overlapevent DISABLE TRIGGER USER;
UPDATE planning_overlapevent AS version SET member_keys = ARRAY(
  SELECT activity_id FROM (
    SELECT DISTINCT ON (pgh_obj_id) activity_id, pgh_label FROM planning_overlapmemberevent member
    WHERE member.overlap_id = version.pgh_obj_id AND member.pgh_created_at <= version.pgh_created_at
    ORDER BY pgh_obj_id, pgh_id DESC) AS newest
  WHERE pgh_label <> 'delete' ORDER BY activity_id);
ALTER TABLE planning_overlapevent ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0007_needs_as_gaps'),
        ('states', '0007_tries_an_hour'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='overlap',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='overlap',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='overlap',
            name='delete_delete',
        ),
        migrations.RemoveField(
            model_name='overlap',
            name='parts',
        ),
        migrations.RemoveField(
            model_name='overlapevent',
            name='parts',
        ),
        migrations.AddField(
            model_name='overlap',
            name='fingerprint',
            field=models.BigIntegerField(default=0, editable=False, help_text='Of all that the check knows of it: the same means that nothing changed.'),
        ),
        migrations.AddField(
            model_name='overlap',
            name='member_keys',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, help_text='The activities that take part, in order.', size=None),
        ),
        migrations.AddField(
            model_name='overlapevent',
            name='member_keys',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, help_text='The activities that take part, in order.', size=None),
        ),
        migrations.RunSQL(_FOLD),
        migrations.RemoveField(
            model_name='overlapmemberevent',
            name='activity',
        ),
        migrations.RemoveField(
            model_name='overlapmemberevent',
            name='overlap',
        ),
        migrations.RemoveField(
            model_name='overlapmemberevent',
            name='pgh_context',
        ),
        migrations.RemoveField(
            model_name='overlapmemberevent',
            name='pgh_obj',
        ),
        migrations.DeleteModel(
            name='OverlapMemberEvent',
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("DROP TABLE planning_overlapmember"),
                migrations.RunSQL((_SQL / "case_members.sql").read_text("utf-8"), "DROP VIEW planning_overlapmember"),
            ],
            state_operations=[
                migrations.DeleteModel(name='OverlapMember'),
                migrations.CreateModel(
                    name='OverlapMember',
                    fields=[
                        ('pk', models.CompositePrimaryKey('overlap_id', 'activity_id', blank=True, editable=False, help_text='The case, and the activity.', primary_key=True, serialize=False)),
                        ('overlap', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='members', to='planning.overlap')),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='overlap_members', to='partners.activity')),
                    ],
                    options={'managed': False, 'ordering': ['overlap', 'activity']},
                ),
            ],
        ),
        migrations.RunSQL((_SQL / "is_ascending.sql").read_text("utf-8"), _UNDO_FUNCTION),
        migrations.AddIndex(
            model_name='overlap',
            index=django.contrib.postgres.indexes.GinIndex(fields=['member_keys'], name='overlap_members'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='overlap',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "planning_overlapevent" ("anchor_id", "certainty", "cleared_at", "dollars_basis", "dollars_high", "dollars_low", "ends_on", "excess_attempts_high", "excess_attempts_low", "family_id", "first_found_at", "id", "member_keys", "overlap_class", "owner_id", "people_high", "people_low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sentence", "settlement_id", "starts_on", "state_id", "touches_high", "touches_low") VALUES (NEW."anchor_id", NEW."certainty", NEW."cleared_at", NEW."dollars_basis", NEW."dollars_high", NEW."dollars_low", NEW."ends_on", NEW."excess_attempts_high", NEW."excess_attempts_low", NEW."family_id", NEW."first_found_at", NEW."id", NEW."member_keys", NEW."overlap_class", NEW."owner_id", NEW."people_high", NEW."people_low", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."sentence", NEW."settlement_id", NEW."starts_on", NEW."state_id", NEW."touches_high", NEW."touches_low"); RETURN NULL;', hash='6b7019dc3182b02c54c38f2ffd9cbbb3fe9c3f3b', operation='INSERT', pgid='pgtrigger_insert_insert_74690', table='planning_overlap', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='overlap',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."anchor_id" IS DISTINCT FROM (NEW."anchor_id") OR OLD."certainty" IS DISTINCT FROM (NEW."certainty") OR OLD."cleared_at" IS DISTINCT FROM (NEW."cleared_at") OR OLD."dollars_basis" IS DISTINCT FROM (NEW."dollars_basis") OR OLD."dollars_high" IS DISTINCT FROM (NEW."dollars_high") OR OLD."dollars_low" IS DISTINCT FROM (NEW."dollars_low") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."excess_attempts_high" IS DISTINCT FROM (NEW."excess_attempts_high") OR OLD."excess_attempts_low" IS DISTINCT FROM (NEW."excess_attempts_low") OR OLD."family_id" IS DISTINCT FROM (NEW."family_id") OR OLD."first_found_at" IS DISTINCT FROM (NEW."first_found_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."member_keys" IS DISTINCT FROM (NEW."member_keys") OR OLD."overlap_class" IS DISTINCT FROM (NEW."overlap_class") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."people_high" IS DISTINCT FROM (NEW."people_high") OR OLD."people_low" IS DISTINCT FROM (NEW."people_low") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."sentence" IS DISTINCT FROM (NEW."sentence") OR OLD."settlement_id" IS DISTINCT FROM (NEW."settlement_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."touches_high" IS DISTINCT FROM (NEW."touches_high") OR OLD."touches_low" IS DISTINCT FROM (NEW."touches_low"))', func='INSERT INTO "planning_overlapevent" ("anchor_id", "certainty", "cleared_at", "dollars_basis", "dollars_high", "dollars_low", "ends_on", "excess_attempts_high", "excess_attempts_low", "family_id", "first_found_at", "id", "member_keys", "overlap_class", "owner_id", "people_high", "people_low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sentence", "settlement_id", "starts_on", "state_id", "touches_high", "touches_low") VALUES (NEW."anchor_id", NEW."certainty", NEW."cleared_at", NEW."dollars_basis", NEW."dollars_high", NEW."dollars_low", NEW."ends_on", NEW."excess_attempts_high", NEW."excess_attempts_low", NEW."family_id", NEW."first_found_at", NEW."id", NEW."member_keys", NEW."overlap_class", NEW."owner_id", NEW."people_high", NEW."people_low", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."sentence", NEW."settlement_id", NEW."starts_on", NEW."state_id", NEW."touches_high", NEW."touches_low"); RETURN NULL;', hash='fb4e8e8951354a48c8bc855ea8188d9db1ff1785', operation='UPDATE', pgid='pgtrigger_update_update_2d17b', table='planning_overlap', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='overlap',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "planning_overlapevent" ("anchor_id", "certainty", "cleared_at", "dollars_basis", "dollars_high", "dollars_low", "ends_on", "excess_attempts_high", "excess_attempts_low", "family_id", "first_found_at", "id", "member_keys", "overlap_class", "owner_id", "people_high", "people_low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sentence", "settlement_id", "starts_on", "state_id", "touches_high", "touches_low") VALUES (OLD."anchor_id", OLD."certainty", OLD."cleared_at", OLD."dollars_basis", OLD."dollars_high", OLD."dollars_low", OLD."ends_on", OLD."excess_attempts_high", OLD."excess_attempts_low", OLD."family_id", OLD."first_found_at", OLD."id", OLD."member_keys", OLD."overlap_class", OLD."owner_id", OLD."people_high", OLD."people_low", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."sentence", OLD."settlement_id", OLD."starts_on", OLD."state_id", OLD."touches_high", OLD."touches_low"); RETURN NULL;', hash='f12f76de11c962749c85a630d9b5c75b7269afd6', operation='DELETE', pgid='pgtrigger_delete_delete_23cd9', table='planning_overlap', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.CheckConstraint(condition=models.Func('member_keys', function='planning_is_ascending', output_field=models.BooleanField()), name='overlap_member_once'),
        ),
    ]
