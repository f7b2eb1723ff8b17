"""What meters rest on: stated figures of entities, and a first limit of our own house, to be confirmed by counsel."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import django.contrib.postgres.constraints
import django.db.models.deletion
import mvp_coord.lib.public_id
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models



def add_limit(apps, schema_editor):
    limit = apps.get_model("funding", "MeterLimit")
    limit.objects.create(
        code="political-share",
        percent=Decimal(40),
        reason="The law says only that politics may not be the main thing; many counsels stop at 40 %, well below half.",
        citation="26 CFR 1.501(c)(4)-1(a)(2); Rev. Rul. 81-95; 26 U.S.C. § 527(f)",
        starts_on=dt.date(2026, 11, 1),
    )
    assert limit.objects.count() == 1


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0018_moves_by_two'),
        ('partners', '0017_exports_of_money'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EntityFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12, unique=True)),
                ('year', models.PositiveSmallIntegerField(help_text='The year in which its tax year begins.')),
                ('what', models.CharField(choices=[('year-begins', 'The month in which its tax year begins'), ('elected', 'Has it elected 501(h)?'), ('exempt-purpose', 'Exempt-purpose expenditures in the year'), ('own-direct', 'Direct lobbying that it does itself'), ('own-grassroots', 'Grassroots lobbying that it does itself'), ('spending', 'All that it spends in the year'), ('own-political', 'Political work that it does itself'), ('qualifies', 'Has the IRS said that it qualifies under 4945(f)?'), ('support', 'Its support in the year, but for investment income'), ('public-support', 'Of that: from the public, exempt organizations and governments'), ('largest-source', 'Of that: the most from one exempt organization'), ('investment', 'Investment income in the year'), ('income', 'Its income in the year'), ('spent-actively', 'Of that: spent directly on its exempt purposes')], max_length=20)),
                ('amount_usd', models.DecimalField(blank=True, decimal_places=2, help_text='In dollars.', max_digits=14, null=True, verbose_name='amount')),
                ('answer', models.BooleanField(blank=True, help_text='Of what is asked as a yes or no.', null=True)),
                ('month', models.PositiveSmallIntegerField(blank=True, help_text='1 for January.', null=True)),
                ('source', models.CharField(help_text='On whose word, from which paper.', max_length=300)),
                ('good_as_of', models.DateField(help_text='The day that it describes, or on which it was said.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='partners.legalentity')),
                ('stated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['entity', '-year', 'what', '-good_as_of', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EntityFigureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12)),
                ('year', models.PositiveSmallIntegerField(help_text='The year in which its tax year begins.')),
                ('what', models.CharField(choices=[('year-begins', 'The month in which its tax year begins'), ('elected', 'Has it elected 501(h)?'), ('exempt-purpose', 'Exempt-purpose expenditures in the year'), ('own-direct', 'Direct lobbying that it does itself'), ('own-grassroots', 'Grassroots lobbying that it does itself'), ('spending', 'All that it spends in the year'), ('own-political', 'Political work that it does itself'), ('qualifies', 'Has the IRS said that it qualifies under 4945(f)?'), ('support', 'Its support in the year, but for investment income'), ('public-support', 'Of that: from the public, exempt organizations and governments'), ('largest-source', 'Of that: the most from one exempt organization'), ('investment', 'Investment income in the year'), ('income', 'Its income in the year'), ('spent-actively', 'Of that: spent directly on its exempt purposes')], max_length=20)),
                ('amount_usd', models.DecimalField(blank=True, decimal_places=2, help_text='In dollars.', max_digits=14, null=True, verbose_name='amount')),
                ('answer', models.BooleanField(blank=True, help_text='Of what is asked as a yes or no.', null=True)),
                ('month', models.PositiveSmallIntegerField(blank=True, help_text='1 for January.', null=True)),
                ('source', models.CharField(help_text='On whose word, from which paper.', max_length=300)),
                ('good_as_of', models.DateField(help_text='The day that it describes, or on which it was said.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('entity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.legalentity')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='funding.entityfigure')),
                ('stated_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeterLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('political-share', 'Political share of a 501(c)(4)')], max_length=20)),
                ('version', models.PositiveSmallIntegerField(default=1, help_text='Counted from one.')),
                ('percent', models.DecimalField(decimal_places=2, help_text='So much of a hundred.', max_digits=5)),
                ('reason', models.TextField(help_text='Why, in a sentence that a colleague understands.')),
                ('citation', models.CharField(help_text='The law or ruling behind it.', max_length=300)),
                ('starts_on', models.DateField(help_text='The first day on which it holds.')),
                ('ends_on', models.DateField(blank=True, help_text='The first day on which it holds no more.', null=True)),
                ('confirmed_on', models.DateField(blank=True, editable=False, help_text='When counsel confirmed it.', null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, help_text='The counsel who has confirmed this version.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', 'version'],
            },
        ),
        migrations.CreateModel(
            name='MeterLimitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(choices=[('political-share', 'Political share of a 501(c)(4)')], max_length=20)),
                ('version', models.PositiveSmallIntegerField(default=1, help_text='Counted from one.')),
                ('percent', models.DecimalField(decimal_places=2, help_text='So much of a hundred.', max_digits=5)),
                ('reason', models.TextField(help_text='Why, in a sentence that a colleague understands.')),
                ('citation', models.CharField(help_text='The law or ruling behind it.', max_length=300)),
                ('starts_on', models.DateField(help_text='The first day on which it holds.')),
                ('ends_on', models.DateField(blank=True, help_text='The first day on which it holds no more.', null=True)),
                ('confirmed_on', models.DateField(blank=True, editable=False, help_text='When counsel confirmed it.', null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The counsel who has confirmed this version.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='funding.meterlimit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='entityfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_usd', None), ('answer', None), ('month__range', (1, 12)), ('what', 'year-begins')), models.Q(('amount_usd', None), ('answer__isnull', False), ('month', None), ('what__in', ['elected', 'qualifies'])), models.Q(models.Q(('what__in', ['year-begins', 'elected', 'qualifies']), _negated=True), ('amount_usd__gte', 0), ('answer', None), ('month', None)), _connector='OR'), name='figure_has_its_kind_of_value'),
        ),
        migrations.AddConstraint(
            model_name='entityfigure',
            constraint=models.CheckConstraint(condition=models.Q(('source__regex', '\\S')), name='figure_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='entityfigure',
            constraint=models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='figure_of_a_plausible_year'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entityfigure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_entityfigureevent" ("amount_usd", "answer", "created_at", "entity_id", "good_as_of", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "source", "stated_by_id", "what", "year") VALUES (NEW."amount_usd", NEW."answer", NEW."created_at", NEW."entity_id", NEW."good_as_of", NEW."id", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."source", NEW."stated_by_id", NEW."what", NEW."year"); RETURN NULL;', hash='f5426ec7f82e3f3bce80a04bd893394404d68c6e', operation='INSERT', pgid='pgtrigger_insert_insert_0e3a4', table='funding_entityfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entityfigure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "funding_entityfigureevent" ("amount_usd", "answer", "created_at", "entity_id", "good_as_of", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "source", "stated_by_id", "what", "year") VALUES (NEW."amount_usd", NEW."answer", NEW."created_at", NEW."entity_id", NEW."good_as_of", NEW."id", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."source", NEW."stated_by_id", NEW."what", NEW."year"); RETURN NULL;', hash='90da20846c183345f46038d1ac822c99f533c78f', operation='UPDATE', pgid='pgtrigger_update_update_7aa26', table='funding_entityfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entityfigure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_entityfigureevent" ("amount_usd", "answer", "created_at", "entity_id", "good_as_of", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "source", "stated_by_id", "what", "year") VALUES (OLD."amount_usd", OLD."answer", OLD."created_at", OLD."entity_id", OLD."good_as_of", OLD."id", OLD."month", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."source", OLD."stated_by_id", OLD."what", OLD."year"); RETURN NULL;', hash='88ed5e52946f540c5f946be1c6b4fc2d367480f3', operation='DELETE', pgid='pgtrigger_delete_delete_243a0', table='funding_entityfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entityfigureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='da5cbf10c4074688362f235e6f851732d6ba6bc7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_35ffd', table='funding_entityfigureevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='meterlimit',
            constraint=models.UniqueConstraint(fields=('code', 'version'), name='meter_limit_version_once'),
        ),
        migrations.AddConstraint(
            model_name='meterlimit',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('code'), '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[)'), function='daterange'), '&&')], name='meter_limit_one_version_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='meterlimit',
            constraint=models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lt', 100)), name='meter_limit_percent'),
        ),
        migrations.AddConstraint(
            model_name='meterlimit',
            constraint=models.CheckConstraint(condition=models.Q(('citation__regex', '\\S'), ('reason__regex', '\\S')), name='meter_limit_says_why'),
        ),
        migrations.AddConstraint(
            model_name='meterlimit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_on', None)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='meter_limit_confirmed_by_somebody_on_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meterlimit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_meterlimitevent" ("citation", "code", "confirmed_by_id", "confirmed_on", "ends_on", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "version") VALUES (NEW."citation", NEW."code", NEW."confirmed_by_id", NEW."confirmed_on", NEW."ends_on", NEW."id", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on", NEW."version"); RETURN NULL;', hash='3b507c5691dc2996c77030439581ec1bcb26a997', operation='INSERT', pgid='pgtrigger_insert_insert_316b1', table='funding_meterlimit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meterlimit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "funding_meterlimitevent" ("citation", "code", "confirmed_by_id", "confirmed_on", "ends_on", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "version") VALUES (NEW."citation", NEW."code", NEW."confirmed_by_id", NEW."confirmed_on", NEW."ends_on", NEW."id", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on", NEW."version"); RETURN NULL;', hash='5dd5751e15ab0927d46275d695c5887f2efe16fe', operation='UPDATE', pgid='pgtrigger_update_update_ef22d', table='funding_meterlimit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meterlimit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_meterlimitevent" ("citation", "code", "confirmed_by_id", "confirmed_on", "ends_on", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "version") VALUES (OLD."citation", OLD."code", OLD."confirmed_by_id", OLD."confirmed_on", OLD."ends_on", OLD."id", OLD."percent", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."starts_on", OLD."version"); RETURN NULL;', hash='52721b2599e41ae2853d6e3cb5b990b4d5c1cdc5', operation='DELETE', pgid='pgtrigger_delete_delete_c4ad4', table='funding_meterlimit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meterlimitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f0af1cc8d51756875f381ec63658ab24a14f7a68', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_05594', table='funding_meterlimitevent', when='BEFORE')),
        ),
        migrations.RunSQL(
            (Path(__file__).parent.parent / "sql" / "meter_limits.sql").read_text("utf-8"),
            "DROP TRIGGER limit_stays ON funding_meterlimit",
        ),
        migrations.RunPython(add_limit, migrations.RunPython.noop),
    ]
