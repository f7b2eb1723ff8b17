"""All of this app's tables as they are after 0004_imports_know_whom_they_speak_of, for a database that has none of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import mvp_coord.lib.public_id
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from mvp_coord.lib.migrating import Together


class Migration(migrations.Migration):

    replaces = [('sheets', '0001_initial'), ('sheets', '0002_imports_of_every_kind'), ('sheets', '0003_large_sheets_are_read_by_a_worker'), ('sheets', '0004_imports_know_whom_they_speak_of')]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name='ImportBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12, unique=True)),
                        ('kind', models.CharField(default='plans', help_text='What the rows are.', max_length=20)),
                        ('status', models.CharField(choices=[('reading', 'Being read'), ('preview', 'Waiting for you to apply it'), ('queued', 'Waiting for its turn'), ('applied', 'Applied'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Failed; nothing was changed'), ('discarded', 'Discarded')], default='preview', max_length=10)),
                        ('file_names', models.JSONField(default=list, help_text='The names of the files, as sent.')),
                        ('options', models.JSONField(default=dict, help_text='State, sender and other choices made at upload.')),
                        ('counts', models.JSONField(blank=True, default=dict, help_text='Rows by outcome.')),
                        ('report', models.JSONField(blank=True, default=dict, help_text='New organizations, likely twins, remarks.')),
                        ('error', models.TextField(blank=True)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('applied_at', models.DateTimeField(blank=True, null=True)),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL)),
                        ('change_id', models.UUIDField(blank=True, editable=False, help_text='The change in the history that applying it made.', null=True)),
                        ('undone_at', models.DateTimeField(blank=True, null=True)),
                        ('about', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, editable=False, help_text='The partners that its rows, questions and refusals speak of, by their keys.', size=None)),
                    ],
                    options={
                        'verbose_name_plural': 'import batches',
                        'ordering': ['-created_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', False), ('status__in', ['applied', 'undoing', 'undone'])), models.Q(models.Q(('status__in', ['applied', 'undoing', 'undone']), _negated=True), ('applied_at__isnull', True)), _connector='OR'), name='import_applied_iff_dated'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'undone'), ('undone_at__isnull', False)), models.Q(models.Q(('status', 'undone'), _negated=True), ('undone_at__isnull', True)), _connector='OR'), name='import_undone_iff_dated')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField(help_text='Its place among the rows of this import.')),
                        ('file', models.CharField(max_length=255)),
                        ('sheet', models.CharField(blank=True, max_length=255)),
                        ('line', models.PositiveIntegerField(help_text='The line a person sees in the file.')),
                        ('outcome', models.CharField(choices=[('created', 'New'), ('updated', 'Changed'), ('unchanged', 'Unchanged'), ('conflict', 'Conflict'), ('skipped', 'Skipped'), ('rejected', 'Rejected')], max_length=10)),
                        ('values', models.JSONField(default=dict, help_text="How it is shown: its cells, and its record's address.")),
                        ('changes', models.JSONField(blank=True, default=dict, help_text='Field by field: what was and what would be.')),
                        ('problems', models.JSONField(blank=True, default=list, help_text='Column, value and reason of each problem.')),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='sheets.importbatch')),
                    ],
                    options={
                        'ordering': ['batch', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='import_row_position_once'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['rejected', 'conflict']), _negated=True), models.Q(('problems', []), _negated=True), _connector='OR'), name='rejected_row_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField(help_text='Its place among the files of this import.')),
                        ('name', models.CharField(max_length=255)),
                        ('content', models.BinaryField(help_text='Its bytes.')),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='sheets.importbatch')),
                    ],
                    options={
                        'ordering': ['batch', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='import_file_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportProgress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('done', models.PositiveIntegerField(default=0, help_text='Steps done so far.')),
                        ('total', models.PositiveIntegerField(default=0, help_text='Steps to do.')),
                        ('batch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='sheets.importbatch')),
                    ],
                    options={
                        'verbose_name_plural': 'import progress',
                        'constraints': [models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='import_progress_within_total')],
                    },
                ),
                migrations.CreateModel(
                    name='RememberedColumn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(help_text='The kind of sheet.', max_length=20)),
                        ('sender', models.CharField(blank=True, help_text='The slug of the partner that sent it.', max_length=120)),
                        ('heading', models.CharField(help_text='The heading, in lower case.', max_length=200)),
                        ('column', models.CharField(blank=True, help_text='Our column; empty to leave it out.', max_length=40)),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['kind', 'sender', 'heading'],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'sender', 'user', 'heading'), name='remembered_column_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('sender', ''), ('user__isnull', False)), models.Q(models.Q(('sender', ''), _negated=True), ('user__isnull', True)), _connector='OR'), name='remembered_column_of_one_sender')],
                    },
                ),
                migrations.CreateModel(
                    name='RememberedColumnEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(help_text='The kind of sheet.', max_length=20)),
                        ('sender', models.CharField(blank=True, help_text='The slug of the partner that sent it.', max_length=120)),
                        ('heading', models.CharField(help_text='The heading, in lower case.', max_length=200)),
                        ('column', models.CharField(blank=True, help_text='Our column; empty to leave it out.', max_length=40)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sheets.rememberedcolumn')),
                        ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rememberedcolumn',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sheets_rememberedcolumnevent" ("column", "heading", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sender", "user_id") VALUES (NEW."column", NEW."heading", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sender", NEW."user_id"); RETURN NULL;', hash='a5ef5904fa612551bbd14747409f541940f73923', operation='INSERT', pgid='pgtrigger_insert_insert_908c0', table='sheets_rememberedcolumn', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rememberedcolumn',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sheets_rememberedcolumnevent" ("column", "heading", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sender", "user_id") VALUES (NEW."column", NEW."heading", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sender", NEW."user_id"); RETURN NULL;', hash='c8adce98c9859b50f5983a62ec54b403ca4cabcd', operation='UPDATE', pgid='pgtrigger_update_update_303da', table='sheets_rememberedcolumn', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rememberedcolumn',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sheets_rememberedcolumnevent" ("column", "heading", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sender", "user_id") VALUES (OLD."column", OLD."heading", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sender", OLD."user_id"); RETURN NULL;', hash='09d4f15b0aeff81a6daaecf1c2fb95f81d71bd2f', operation='DELETE', pgid='pgtrigger_delete_delete_9e1d7', table='sheets_rememberedcolumn', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rememberedcolumnevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d56f11eff471556cc3b0b907d8c233ac52ec83cb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5220', table='sheets_rememberedcolumnevent', when='BEFORE')),
                ),
            ],
        ),
    ]
