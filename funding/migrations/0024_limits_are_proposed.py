"""The figures of the law that meters rest on become rows beside our own, to be proposed and confirmed as rules are."""

import datetime as dt

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from mvp_coord.lib.migrating import Together


ADVOCACY = "26 U.S.C. § 4911(c)(2)"
FOUNDATIONS = "26 U.S.C. § 4945(f)"
STEP = "The law lets a charity that has elected 501(h) spend this share of this step of its expenditures on lobbying."
# Code, figure, reason, citation: as the law stands, to be confirmed by counsel.
FIRST_SET = [
    ("lobbying-first", 20, STEP, ADVOCACY),
    ("lobbying-second", 15, STEP, ADVOCACY),
    ("lobbying-third", 10, STEP, ADVOCACY),
    ("lobbying-beyond", 5, STEP, ADVOCACY),
    ("lobbying-most", 1_000_000, "However much a charity spends, its lobbying ends here.", ADVOCACY),
    (
        "grassroots-share",
        25,
        "Asking the public to speak up on a bill may be a quarter of all lobbying that is allowed.",
        "26 U.S.C. § 4911(c)(4)",
    ),
    (
        "five-states",
        5,
        "Foundation money for voter registration goes to those who work in so many states or more.",
        f"{FOUNDATIONS}(2)",
    ),
    (
        "substantially-all",
        85,
        "Where the law says substantially all, it is read as this share.",
        f"{FOUNDATIONS}(3), (4)",
    ),
    (
        "one-source",
        25,
        "Nobody who receives such money may lean on one exempt organization for more of its support.",
        f"{FOUNDATIONS}(4)(A)",
    ),
    (
        "investments",
        50,
        "Nobody who receives such money may live for the most part on its investments.",
        f"{FOUNDATIONS}(4)(B)",
    ),
]


def add_limits(apps, schema_editor):
    limit = apps.get_model("funding", "MeterLimit")
    for code, figure, reason, citation in FIRST_SET:
        facts = {"reason": reason, "citation": citation, "starts_on": dt.date(2000, 1, 1)}
        limit.objects.create(code=code, figure=figure, **facts)
    assert limit.objects.count() == 1 + len(FIRST_SET)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # indexes are still to be made


def take_limits_away(apps, schema_editor):
    for table in ("funding_meterlimit", "funding_meterlimitevent"):
        schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        schema_editor.execute(f"DELETE FROM {table} WHERE code <> 'political-share'")
        schema_editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0023_chains'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
            pgtrigger.migrations.RemoveTrigger(
                model_name='meterlimit',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='meterlimit',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='meterlimit',
                name='delete_delete',
            ),
            migrations.RemoveConstraint(
                model_name='meterlimit',
                name='meter_limit_percent',
            ),
        ]),
        migrations.RenameField(model_name='meterlimit', old_name='percent', new_name='figure'),
        migrations.AlterField(
            model_name='meterlimit',
            name='figure',
            field=models.DecimalField(decimal_places=2, help_text='Of a hundred, dollars, or states.', max_digits=14),
        ),
        migrations.RenameField(model_name='meterlimitevent', old_name='percent', new_name='figure'),
        migrations.AlterField(
            model_name='meterlimitevent',
            name='figure',
            field=models.DecimalField(decimal_places=2, help_text='Of a hundred, dollars, or states.', max_digits=14),
        ),
        Together([
            migrations.AddField(
                model_name='meterlimit',
                name='confirmed_note',
                field=models.TextField(blank=True, editable=False, help_text='What counsel looked at, or wants to be known.'),
            ),
            migrations.AddField(
                model_name='meterlimit',
                name='creation_key',
                field=models.CharField(editable=False, help_text='The form that it came by: sent twice, it is one.', max_length=12, null=True, unique=True),
            ),
            migrations.AddField(
                model_name='meterlimit',
                name='proposed_by',
                field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='meterlimit',
                name='proposed_on',
                field=models.DateField(editable=False, help_text='It holds from this day or a later one.', null=True),
            ),
            migrations.AddField(
                model_name='meterlimitevent',
                name='confirmed_note',
                field=models.TextField(blank=True, editable=False, help_text='What counsel looked at, or wants to be known.'),
            ),
            migrations.AddField(
                model_name='meterlimitevent',
                name='proposed_by',
                field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='meterlimitevent',
                name='proposed_on',
                field=models.DateField(editable=False, help_text='It holds from this day or a later one.', null=True),
            ),
            migrations.AlterField(
                model_name='meterlimit',
                name='code',
                field=models.CharField(choices=[('political-share', 'Political share of a 501(c)(4), at most'), ('lobbying-first', '501(h): of the first $500,000 of exempt-purpose expenditures'), ('lobbying-second', '501(h): of the next $500,000'), ('lobbying-third', '501(h): of the $500,000 after that'), ('lobbying-beyond', '501(h): of all beyond'), ('lobbying-most', '501(h): never more than'), ('grassroots-share', '501(h): grassroots lobbying, at most of that'), ('five-states', '4945(f): work in at least so many states'), ('substantially-all', '4945(f): substantially all is at least'), ('one-source', '4945(f): support from one source, at most'), ('investments', '4945(f): investment income, at most')], max_length=20),
            ),
            migrations.AlterField(
                model_name='meterlimitevent',
                name='code',
                field=models.CharField(choices=[('political-share', 'Political share of a 501(c)(4), at most'), ('lobbying-first', '501(h): of the first $500,000 of exempt-purpose expenditures'), ('lobbying-second', '501(h): of the next $500,000'), ('lobbying-third', '501(h): of the $500,000 after that'), ('lobbying-beyond', '501(h): of all beyond'), ('lobbying-most', '501(h): never more than'), ('grassroots-share', '501(h): grassroots lobbying, at most of that'), ('five-states', '4945(f): work in at least so many states'), ('substantially-all', '4945(f): substantially all is at least'), ('one-source', '4945(f): support from one source, at most'), ('investments', '4945(f): investment income, at most')], max_length=20),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='meterlimit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_meterlimitevent" ("citation", "code", "confirmed_by_id", "confirmed_note", "confirmed_on", "ends_on", "figure", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "starts_on", "version") VALUES (NEW."citation", NEW."code", NEW."confirmed_by_id", NEW."confirmed_note", NEW."confirmed_on", NEW."ends_on", NEW."figure", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."proposed_on", NEW."reason", NEW."starts_on", NEW."version"); RETURN NULL;', hash='c59b7268dc2f87d07f3066abc19723a08547f079', operation='INSERT', pgid='pgtrigger_insert_insert_316b1', table='funding_meterlimit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='meterlimit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."citation" IS DISTINCT FROM (NEW."citation") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."confirmed_note" IS DISTINCT FROM (NEW."confirmed_note") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."figure" IS DISTINCT FROM (NEW."figure") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."proposed_on" IS DISTINCT FROM (NEW."proposed_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "funding_meterlimitevent" ("citation", "code", "confirmed_by_id", "confirmed_note", "confirmed_on", "ends_on", "figure", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "starts_on", "version") VALUES (NEW."citation", NEW."code", NEW."confirmed_by_id", NEW."confirmed_note", NEW."confirmed_on", NEW."ends_on", NEW."figure", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."proposed_on", NEW."reason", NEW."starts_on", NEW."version"); RETURN NULL;', hash='9b96ad4d77ccbab2bcc93dd87349c3835fbddeb3', operation='UPDATE', pgid='pgtrigger_update_update_ef22d', table='funding_meterlimit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='meterlimit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_meterlimitevent" ("citation", "code", "confirmed_by_id", "confirmed_note", "confirmed_on", "ends_on", "figure", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "starts_on", "version") VALUES (OLD."citation", OLD."code", OLD."confirmed_by_id", OLD."confirmed_note", OLD."confirmed_on", OLD."ends_on", OLD."figure", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_by_id", OLD."proposed_on", OLD."reason", OLD."starts_on", OLD."version"); RETURN NULL;', hash='ee585a30fccd9107658d05ec8e7bb2e53432dde2', operation='DELETE', pgid='pgtrigger_delete_delete_c4ad4', table='funding_meterlimit', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='meterlimit',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='meter_limit_ends'),
            ),
            migrations.AddConstraint(
                model_name='meterlimit',
                constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), ('proposed_by', None), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='meter_limit_confirmed_by_another'),
            ),
            migrations.AddConstraint(
                model_name='meterlimit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('proposed_by', None), ('proposed_on', None)), models.Q(('proposed_by__isnull', False), ('proposed_on__isnull', False), ('starts_on__gte', models.F('proposed_on'))), _connector='OR'), name='meter_limit_begins_once_proposed'),
            ),
            migrations.AddConstraint(
                model_name='meterlimit',
                constraint=models.CheckConstraint(condition=models.Q(('code__in', ['political-share', 'lobbying-first', 'lobbying-second', 'lobbying-third', 'lobbying-beyond', 'lobbying-most', 'grassroots-share', 'five-states', 'substantially-all', 'one-source', 'investments'])), name='meter_limit_known'),
            ),
            migrations.AddConstraint(
                model_name='meterlimit',
                constraint=models.CheckConstraint(condition=models.Q(('figure__gt', 0), models.Q(models.Q(('code__in', ['political-share', 'lobbying-first', 'lobbying-second', 'lobbying-third', 'lobbying-beyond', 'grassroots-share', 'substantially-all', 'one-source', 'investments']), _negated=True), ('figure__lt', 100), _connector='OR')), name='meter_limit_figure'),
            ),
        ]),
        migrations.RunPython(add_limits, take_limits_away),
    ]
