"""Elections and their deadlines are of this century."""

import datetime

from django.db import migrations, models

import mvp_coord.lib.days
from mvp_coord.lib.migrating import Together

# What is there already is held as near to its day as can be. The name of an election then says which day was written,
# so that somebody mends it, and two of one kind stay two; none of those days follows from the law.
_INTO_IT = """
UPDATE states_election SET
  name = left(concat_ws(', ', nullif(left(name, 90), ''), 'written as ' || held_on), 120),
  held_on = least(greatest(held_on, DATE '2000-01-01'), DATE '2099-12-31'),
  is_computed = FALSE
WHERE held_on NOT BETWEEN '2000-01-01' AND '2099-12-31';
UPDATE states_deadline SET "on" = least(greatest("on", DATE '2000-01-01'), DATE '2099-12-31')
WHERE "on" NOT BETWEEN '2000-01-01' AND '2099-12-31';
UPDATE states_cycle SET ends_on = '2099-12-31' WHERE ends_on > '2099-12-31' AND starts_on < '2099-12-31';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('states', '0009_ground_stamp'),
    ]

    operations = [
        Together([
            migrations.AlterField(
                model_name='cycle',
                name='ends_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century]),
            ),
            migrations.AlterField(
                model_name='cycle',
                name='starts_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century]),
            ),
            migrations.AlterField(
                model_name='cycleevent',
                name='ends_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century]),
            ),
            migrations.AlterField(
                model_name='cycleevent',
                name='starts_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century]),
            ),
            migrations.AlterField(
                model_name='deadline',
                name='on',
                field=models.DateField(help_text='The last day, or the first one of early voting, as the state counts it.', validators=[mvp_coord.lib.days.in_this_century], verbose_name='day'),
            ),
            migrations.AlterField(
                model_name='deadlineevent',
                name='on',
                field=models.DateField(help_text='The last day, or the first one of early voting, as the state counts it.', validators=[mvp_coord.lib.days.in_this_century], verbose_name='day'),
            ),
            migrations.AlterField(
                model_name='election',
                name='held_on',
                field=models.DateField(help_text='Election day.', validators=[mvp_coord.lib.days.in_this_century], verbose_name='day'),
            ),
            migrations.AlterField(
                model_name='electionevent',
                name='held_on',
                field=models.DateField(help_text='Election day.', validators=[mvp_coord.lib.days.in_this_century], verbose_name='day'),
            ),
            migrations.RunSQL(_INTO_IT, migrations.RunSQL.noop),
            migrations.AddConstraint(
                model_name='deadline',
                constraint=models.CheckConstraint(condition=models.Q(('on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))), name='deadline_in_this_century'),
            ),
            migrations.AddConstraint(
                model_name='election',
                constraint=models.CheckConstraint(condition=models.Q(('held_on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))), name='election_in_this_century'),
            ),
        ]),
    ]
