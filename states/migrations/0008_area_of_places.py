"""The state of a place as a column that is never null, so that a row can refer to a place and its state in one."""

from django.db import migrations

_AREA = """
ALTER TABLE states_division ADD COLUMN area varchar(2) GENERATED ALWAYS AS (coalesce(state_id, 'US')) STORED NOT NULL;
ALTER TABLE states_division ADD CONSTRAINT division_in_area UNIQUE (id, area);
"""


class Migration(migrations.Migration):
    dependencies = [("states", "0007_tries_an_hour")]

    operations = [migrations.RunSQL(_AREA, "ALTER TABLE states_division DROP COLUMN area")]
