"""A case keeps facts and no words: its sentence is worded when somebody reads it. All are checked anew after it."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from mvp_coord.lib.migrating import Together

# What the words of a case need beside its figures is found by the next check, which is asked for at once.
_CHECK_ALL = """
INSERT INTO jobs_duework (kind, key, created_at)
SELECT 'overlaps', '', now() WHERE EXISTS (SELECT FROM planning_overlap)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
        ("planning", "0010_fewer_indexes_of_cases"),
    ]

    operations = [
        # So that going back fills the sentences of what is there: with nothing, until the check of that version.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("overlap", "sentence", models.TextField(default="")),
                migrations.AlterField("overlapevent", "sentence", models.TextField(default="")),
            ]
        ),
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="overlap",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="overlap",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="overlap",
                    name="delete_delete",
                ),
                migrations.RemoveField(
                    model_name="overlap",
                    name="sentence",
                ),
                migrations.RemoveField(
                    model_name="overlapevent",
                    name="sentence",
                ),
                migrations.AddField(
                    model_name="overlap",
                    name="is_counted",
                    field=models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Whether anybody has counted the people of the place.",
                    ),
                ),
                migrations.AddField(
                    model_name="overlap",
                    name="longest_days",
                    field=models.PositiveIntegerField(
                        default=0, editable=False, help_text="For how many days those two meet that meet longest."
                    ),
                ),
                migrations.AddField(
                    model_name="overlap",
                    name="pair_count",
                    field=models.PositiveIntegerField(
                        default=0, editable=False, help_text="Pairs of activities that meet."
                    ),
                ),
                migrations.AddField(
                    model_name="overlap",
                    name="places_across",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Places (keys) that only meet the anchor and where members work, one for each such member.",
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="overlap",
                    name="places_around",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Places (keys) that hold the anchor and where members work, one for each such member.",
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="overlap",
                    name="places_unknown",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Places (keys) of which nobody knows how much of the anchor they hold.",
                        size=None,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="overlap",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (coalesce(current_setting('pgtrigger.ignore', true), '') NOT LIKE '%planning_overlap:pgtrigger_insert_insert%')",
                            func='INSERT INTO "planning_overlapevent" ("anchor_id", "certainty", "cleared_at", "dollars_basis", "dollars_high", "dollars_low", "ends_on", "excess_attempts_high", "excess_attempts_low", "family_id", "first_found_at", "id", "member_keys", "overlap_class", "owner_id", "people_high", "people_low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "settlement_id", "starts_on", "state_id", "touches_high", "touches_low") VALUES (NEW."anchor_id", NEW."certainty", NEW."cleared_at", NEW."dollars_basis", NEW."dollars_high", NEW."dollars_low", NEW."ends_on", NEW."excess_attempts_high", NEW."excess_attempts_low", NEW."family_id", NEW."first_found_at", NEW."id", NEW."member_keys", NEW."overlap_class", NEW."owner_id", NEW."people_high", NEW."people_low", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."settlement_id", NEW."starts_on", NEW."state_id", NEW."touches_high", NEW."touches_low"); RETURN NULL;',
                            hash="15f3e2367bcc54b520b81b8291eb25fe191ab604",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_74690",
                            table="planning_overlap",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="overlap",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."anchor_id" IS DISTINCT FROM (NEW."anchor_id") OR OLD."certainty" IS DISTINCT FROM (NEW."certainty") OR OLD."cleared_at" IS DISTINCT FROM (NEW."cleared_at") OR OLD."dollars_basis" IS DISTINCT FROM (NEW."dollars_basis") OR OLD."dollars_high" IS DISTINCT FROM (NEW."dollars_high") OR OLD."dollars_low" IS DISTINCT FROM (NEW."dollars_low") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."excess_attempts_high" IS DISTINCT FROM (NEW."excess_attempts_high") OR OLD."excess_attempts_low" IS DISTINCT FROM (NEW."excess_attempts_low") OR OLD."family_id" IS DISTINCT FROM (NEW."family_id") OR OLD."first_found_at" IS DISTINCT FROM (NEW."first_found_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."member_keys" IS DISTINCT FROM (NEW."member_keys") OR OLD."overlap_class" IS DISTINCT FROM (NEW."overlap_class") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."people_high" IS DISTINCT FROM (NEW."people_high") OR OLD."people_low" IS DISTINCT FROM (NEW."people_low") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."settlement_id" IS DISTINCT FROM (NEW."settlement_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state_id" IS DISTINCT FROM (NEW."state_id") OR OLD."touches_high" IS DISTINCT FROM (NEW."touches_high") OR OLD."touches_low" IS DISTINCT FROM (NEW."touches_low"))',
                            func='INSERT INTO "planning_overlapevent" ("anchor_id", "certainty", "cleared_at", "dollars_basis", "dollars_high", "dollars_low", "ends_on", "excess_attempts_high", "excess_attempts_low", "family_id", "first_found_at", "id", "member_keys", "overlap_class", "owner_id", "people_high", "people_low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "settlement_id", "starts_on", "state_id", "touches_high", "touches_low") VALUES (NEW."anchor_id", NEW."certainty", NEW."cleared_at", NEW."dollars_basis", NEW."dollars_high", NEW."dollars_low", NEW."ends_on", NEW."excess_attempts_high", NEW."excess_attempts_low", NEW."family_id", NEW."first_found_at", NEW."id", NEW."member_keys", NEW."overlap_class", NEW."owner_id", NEW."people_high", NEW."people_low", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."settlement_id", NEW."starts_on", NEW."state_id", NEW."touches_high", NEW."touches_low"); RETURN NULL;',
                            hash="0faf277974bd901b559b9c38988f74a4671841cc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2d17b",
                            table="planning_overlap",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="overlap",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "planning_overlapevent" ("anchor_id", "certainty", "cleared_at", "dollars_basis", "dollars_high", "dollars_low", "ends_on", "excess_attempts_high", "excess_attempts_low", "family_id", "first_found_at", "id", "member_keys", "overlap_class", "owner_id", "people_high", "people_low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "settlement_id", "starts_on", "state_id", "touches_high", "touches_low") VALUES (OLD."anchor_id", OLD."certainty", OLD."cleared_at", OLD."dollars_basis", OLD."dollars_high", OLD."dollars_low", OLD."ends_on", OLD."excess_attempts_high", OLD."excess_attempts_low", OLD."family_id", OLD."first_found_at", OLD."id", OLD."member_keys", OLD."overlap_class", OLD."owner_id", OLD."people_high", OLD."people_low", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."settlement_id", OLD."starts_on", OLD."state_id", OLD."touches_high", OLD."touches_low"); RETURN NULL;',
                            hash="cae0eb4c76ce39bd68dda77a860dfa2064958f28",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_23cd9",
                            table="planning_overlap",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
        migrations.RunSQL(_CHECK_ALL, migrations.RunSQL.noop),
    ]
