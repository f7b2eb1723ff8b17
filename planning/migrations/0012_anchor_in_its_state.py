"""The anchor of a case lies in the state of the case: one reference for both instead of one for each. Competing work
has figures, of which its sentence tells."""

import django.db.models.deletion
from django.db import migrations, models

from mvp_coord.lib.migrating import Together

_TO_BOTH = """
ALTER TABLE planning_overlap ADD COLUMN area varchar(2) GENERATED ALWAYS AS (coalesce(state_id, 'US')) STORED NOT NULL;
ALTER TABLE planning_overlap ADD CONSTRAINT overlap_anchor_in_state
  FOREIGN KEY (anchor_id, area) REFERENCES states_division (id, area) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0011_words_at_reading"),
        ("states", "0008_area_of_places"),
    ]

    operations = [
        Together(
            [
                migrations.AlterField(
                    model_name="overlap",
                    name="anchor",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Where they meet.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlaps",
                        to="states.division",
                    ),
                ),
                migrations.AlterField(
                    model_name="overlap",
                    name="state",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Empty where they meet in the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlaps",
                        to="states.state",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="overlap",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("overlap_class", "competing"), _negated=True),
                            models.Q(
                                ("excess_attempts_high__isnull", False),
                                ("excess_attempts_low__isnull", False),
                                ("people_high__isnull", False),
                                ("people_low__isnull", False),
                                ("touches_high__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="overlap_measured_if_competing",
                    ),
                ),
                migrations.RunSQL(_TO_BOTH, "ALTER TABLE planning_overlap DROP COLUMN area"),
            ]
        )
    ]
