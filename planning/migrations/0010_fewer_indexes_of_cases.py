"""Fewer indexes of cases, of which a check writes very many at once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mvp_coord.lib.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0009_no_functions_of_a_dropped_table"),
        ("states", "0001_squashed_0007_tries_an_hour"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.AlterField(
                    model_name="overlap",
                    name="anchor",
                    field=models.ForeignKey(
                        db_index=False,
                        help_text="Where they meet.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlaps",
                        to="states.division",
                    ),
                ),
                migrations.AlterField(
                    model_name="overlap",
                    name="family",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlaps",
                        to="states.tacticfamily",
                    ),
                ),
                migrations.AlterField(
                    model_name="overlap",
                    name="owner",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_overlaps",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="overlap",
                    name="state",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Empty where they meet in the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlaps",
                        to="states.state",
                    ),
                ),
                migrations.AlterField(
                    model_name="overlapevent",
                    name="anchor",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="states.division",
                    ),
                ),
                migrations.AlterField(
                    model_name="overlapevent",
                    name="family",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="states.tacticfamily",
                    ),
                ),
                migrations.AlterField(
                    model_name="overlapevent",
                    name="owner",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="overlapevent",
                    name="settlement",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.settlement",
                    ),
                ),
                migrations.AlterField(
                    model_name="overlapevent",
                    name="state",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="states.state",
                    ),
                ),
                migrations.AddIndex(
                    model_name="overlap",
                    index=models.Index(fields=["anchor"], name="overlap_anchor"),
                ),
                migrations.AddIndex(
                    model_name="overlap",
                    index=models.Index(
                        condition=models.Q(("owner__isnull", False)), fields=["owner"], name="overlap_owned"
                    ),
                ),
            ]
        )
    ]
