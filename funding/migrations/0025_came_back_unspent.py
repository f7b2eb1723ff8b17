"""Money of a paid award may come back unspent: with its award and its day."""

from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


_SQL = Path(__file__).parent.parent / "sql"
_FUNCTION = (_SQL / "moves.sql").read_text("utf-8").split("CREATE TRIGGER")[0]
_BEFORE = _FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0024_limits_are_proposed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='move',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='move',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='move',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='move',
            name='move_posted_by_another_or_refused_with_a_reason',
        ),
        migrations.AddField(
            model_name='move',
            name='award',
            field=models.ForeignKey(blank=True, help_text='Whose recipient sent it back.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='funding.allocation'),
        ),
        migrations.AddField(
            model_name='move',
            name='came_on',
            field=models.DateField(blank=True, help_text='The day on which it came back.', null=True),
        ),
        migrations.AddField(
            model_name='moveevent',
            name='award',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Whose recipient sent it back.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='funding.allocation'),
        ),
        migrations.AddField(
            model_name='moveevent',
            name='came_on',
            field=models.DateField(blank=True, help_text='The day on which it came back.', null=True),
        ),
        migrations.AlterField(
            model_name='move',
            name='act',
            field=models.CharField(choices=[('transfer', 'To another fund'), ('give_back', 'Given back, or out as a fee'), ('take_back', 'Taken back by its mirror'), ('unspent', 'Came back unspent')], max_length=9),
        ),
        migrations.AlterField(
            model_name='moveevent',
            name='act',
            field=models.CharField(choices=[('transfer', 'To another fund'), ('give_back', 'Given back, or out as a fee'), ('take_back', 'Taken back by its mirror'), ('unspent', 'Came back unspent')], max_length=9),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='move',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_moveevent" ("act", "amount", "asked_at", "asked_by_id", "award_id", "came_on", "decided_at", "decided_by_id", "fund_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_id", "public_id", "reason", "reverses_id", "status", "target_id", "why_not") VALUES (NEW."act", NEW."amount", NEW."asked_at", NEW."asked_by_id", NEW."award_id", NEW."came_on", NEW."decided_at", NEW."decided_by_id", NEW."fund_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."posted_id", NEW."public_id", NEW."reason", NEW."reverses_id", NEW."status", NEW."target_id", NEW."why_not"); RETURN NULL;', hash='e0a3a88e49fecb7894b9d2f575572977c0d218e7', operation='INSERT', pgid='pgtrigger_insert_insert_93677', table='funding_move', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='move',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "funding_moveevent" ("act", "amount", "asked_at", "asked_by_id", "award_id", "came_on", "decided_at", "decided_by_id", "fund_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_id", "public_id", "reason", "reverses_id", "status", "target_id", "why_not") VALUES (NEW."act", NEW."amount", NEW."asked_at", NEW."asked_by_id", NEW."award_id", NEW."came_on", NEW."decided_at", NEW."decided_by_id", NEW."fund_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."posted_id", NEW."public_id", NEW."reason", NEW."reverses_id", NEW."status", NEW."target_id", NEW."why_not"); RETURN NULL;', hash='b9da7b389cc90f834803361f20c081d5dd6050f2', operation='UPDATE', pgid='pgtrigger_update_update_ad3cd', table='funding_move', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='move',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_moveevent" ("act", "amount", "asked_at", "asked_by_id", "award_id", "came_on", "decided_at", "decided_by_id", "fund_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_id", "public_id", "reason", "reverses_id", "status", "target_id", "why_not") VALUES (OLD."act", OLD."amount", OLD."asked_at", OLD."asked_by_id", OLD."award_id", OLD."came_on", OLD."decided_at", OLD."decided_by_id", OLD."fund_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."posted_id", OLD."public_id", OLD."reason", OLD."reverses_id", OLD."status", OLD."target_id", OLD."why_not"); RETURN NULL;', hash='d353ac10498fb041d1c1b47ce53745ef216ae1d1', operation='DELETE', pgid='pgtrigger_delete_delete_66585', table='funding_move', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'unspent'), ('award__isnull', False), ('came_on__isnull', False)), models.Q(models.Q(('act', 'unspent'), _negated=True), ('award', None), ('came_on', None)), _connector='OR'), name='move_of_an_award_iff_unspent'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('posted', None), ('status', 'waiting')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(models.Q(('posted__isnull', False), ('status', 'posted'), models.Q(('act', 'unspent'), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR')), models.Q(('posted', None), ('status', 'refused'), ('why_not__regex', '\\S')), _connector='OR')), _connector='OR'), name='move_posted_by_another_or_refused_with_a_reason'),
        ),
        migrations.RunSQL((_SQL / "moves_unspent.sql").read_text("utf-8"), _BEFORE),
    ]
