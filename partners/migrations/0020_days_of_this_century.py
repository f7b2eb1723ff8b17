"""Plans and hours of people are of this century."""

import datetime

from django.db import migrations, models

import mvp_coord.lib.days
from mvp_coord.lib.migrating import Together

# What is there already ends with the century, as nearly what was written as can be; the history keeps what that was.
_INTO_IT = "".join(
    f"""
    UPDATE {table} SET
      starts_on = least(greatest(starts_on, DATE '2000-01-01'), DATE '2099-12-31'),
      ends_on = least(greatest(ends_on, DATE '2000-01-01'), DATE '2099-12-31')
    WHERE starts_on < '2000-01-01' OR ends_on > '2099-12-31';
    """
    for table in ("partners_activity", "partners_peopleneed", "partners_peopleoffer")
)


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0019_plans_for_one_race'),
    ]

    operations = [
        Together([
            migrations.AlterField(
                model_name='activity',
                name='ends_on',
                field=models.DateField(help_text='The last day of work.', validators=[mvp_coord.lib.days.in_this_century]),
            ),
            migrations.AlterField(
                model_name='activity',
                name='starts_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century]),
            ),
            migrations.AlterField(
                model_name='activityevent',
                name='ends_on',
                field=models.DateField(help_text='The last day of work.', validators=[mvp_coord.lib.days.in_this_century]),
            ),
            migrations.AlterField(
                model_name='activityevent',
                name='starts_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century]),
            ),
            migrations.AlterField(
                model_name='peopleneed',
                name='ends_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century], verbose_name='last day'),
            ),
            migrations.AlterField(
                model_name='peopleneed',
                name='starts_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century], verbose_name='first day'),
            ),
            migrations.AlterField(
                model_name='peopleneedevent',
                name='ends_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century], verbose_name='last day'),
            ),
            migrations.AlterField(
                model_name='peopleneedevent',
                name='starts_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century], verbose_name='first day'),
            ),
            migrations.AlterField(
                model_name='peopleoffer',
                name='ends_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century], verbose_name='last day'),
            ),
            migrations.AlterField(
                model_name='peopleoffer',
                name='starts_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century], verbose_name='first day'),
            ),
            migrations.AlterField(
                model_name='peopleofferevent',
                name='ends_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century], verbose_name='last day'),
            ),
            migrations.AlterField(
                model_name='peopleofferevent',
                name='starts_on',
                field=models.DateField(validators=[mvp_coord.lib.days.in_this_century], verbose_name='first day'),
            ),
            migrations.RunSQL(_INTO_IT, migrations.RunSQL.noop),
            migrations.AddConstraint(
                model_name='activity',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))), ('starts_on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))), name='activity_in_this_century'),
            ),
            migrations.AddConstraint(
                model_name='peopleneed',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))), ('starts_on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))), name='peopleneed_in_this_century'),
            ),
            migrations.AddConstraint(
                model_name='peopleoffer',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))), ('starts_on__range', (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))), name='peopleoffer_in_this_century'),
            ),
        ]),
    ]
