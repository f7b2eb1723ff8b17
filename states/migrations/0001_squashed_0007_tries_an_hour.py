"""All of this app's tables as they are after 0007_tries_an_hour, for a database that has none of them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import mvp_coord.lib.public_id
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from mvp_coord.lib.migrating import Together


class Migration(migrations.Migration):

    replaces = [('states', '0001_initial'), ('states', '0002_districts_have_seats'), ('states', '0003_elections_and_priorities'), ('states', '0004_lead_times'), ('states', '0005_results'), ('states', '0006_calendar_feeds'), ('states', '0007_tries_an_hour')]

    initial = True

    dependencies = [
        ('accounts', '0002_search_and_throttles'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name='CycleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.SlugField(db_index=False, help_text='In addresses, such as 2027-28.', max_length=20)),
                        ('name', models.CharField(help_text='As people write it, such as 2027–28.', max_length=40)),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField()),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.cycle')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Division',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ocd_id', models.CharField(max_length=200, unique=True, verbose_name='OCD id')),
                        ('name', models.CharField(help_text='As people write it, such as Pima County.', max_length=200)),
                        ('kind', models.CharField(choices=[('country', 'Country'), ('state', 'State'), ('district', 'Federal district'), ('territory', 'Territory'), ('county', 'County'), ('cd', 'Congressional district'), ('sldu', 'State senate district'), ('sldl', 'State house district'), ('place', 'Place')], max_length=10)),
                        ('fips', models.CharField(blank=True, help_text='Census GEOID, with leading zeros.', max_length=10, verbose_name='FIPS code')),
                        ('valid_from', models.DateField(blank=True, help_text='Since when this place exists.', null=True)),
                        ('valid_through', models.DateField(blank=True, help_text='Until when it existed.', null=True)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='states.division')),
                        ('state', models.ForeignKey(blank=True, help_text='Empty for the country.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='divisions', to='states.state')),
                        ('chamber', models.CharField(blank=True, help_text='Of a district: what it elects to, such as Assembly.', max_length=40)),
                        ('seats', models.PositiveSmallIntegerField(blank=True, help_text='Of a district: how many people it elects.', null=True)),
                    ],
                    options={
                        'ordering': ['ocd_id'],
                        'indexes': [models.Index(fields=['state', 'kind'], name='division_state_kind')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ocd_id__startswith', 'ocd-division/')), name='division_has_ocd_id'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'country'), ('parent__isnull', True)), models.Q(models.Q(('kind', 'country'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='division_inside_another'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_through__isnull', True), ('valid_through__gte', models.F('valid_from')), _connector='OR'), name='division_valid_range'), models.CheckConstraint(condition=models.Q(models.Q(('chamber', ''), ('seats__isnull', True)), models.Q(('kind__in', ['cd', 'sldu', 'sldl']), ('seats__gt', 0)), _connector='OR'), name='only_districts_have_seats')],
                    },
                ),
                migrations.CreateModel(
                    name='DivisionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('ocd_id', models.CharField(max_length=200, verbose_name='OCD id')),
                        ('name', models.CharField(help_text='As people write it, such as Pima County.', max_length=200)),
                        ('kind', models.CharField(choices=[('country', 'Country'), ('state', 'State'), ('district', 'Federal district'), ('territory', 'Territory'), ('county', 'County'), ('cd', 'Congressional district'), ('sldu', 'State senate district'), ('sldl', 'State house district'), ('place', 'Place')], max_length=10)),
                        ('fips', models.CharField(blank=True, help_text='Census GEOID, with leading zeros.', max_length=10, verbose_name='FIPS code')),
                        ('valid_from', models.DateField(blank=True, help_text='Since when this place exists.', null=True)),
                        ('valid_through', models.DateField(blank=True, help_text='Until when it existed.', null=True)),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.division')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.division')),
                        ('state', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty for the country.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.state')),
                        ('chamber', models.CharField(blank=True, help_text='Of a district: what it elects to, such as Assembly.', max_length=40)),
                        ('seats', models.PositiveSmallIntegerField(blank=True, help_text='Of a district: how many people it elects.', null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='DivisionShare',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('share_of_a', models.DecimalField(decimal_places=8, help_text='Part of A that lies in B, 0 to 1.', max_digits=9)),
                        ('share_of_b', models.DecimalField(decimal_places=8, help_text='Part of B that lies in A, 0 to 1.', max_digits=9)),
                        ('basis', models.CharField(help_text='What was counted, such as votes cast in 2024.', max_length=100)),
                        ('source', models.CharField(max_length=300)),
                        ('division_a', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares_as_a', to='states.division')),
                        ('division_b', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares_as_b', to='states.division')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('division_a', 'division_b'), name='division_share_once'), models.CheckConstraint(condition=models.Q(('division_a__lt', models.F('division_b'))), name='division_share_ordered'), models.CheckConstraint(condition=models.Q(('share_of_a__gt', 0), ('share_of_a__lte', 1), ('share_of_b__gt', 0), ('share_of_b__lte', 1)), name='division_share_between_0_and_1')],
                    },
                ),
                migrations.CreateModel(
                    name='Electorate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('people', models.PositiveBigIntegerField()),
                        ('basis', models.CharField(choices=[('cvap', 'Citizens of voting age'), ('votes', 'Votes cast'), ('estimate', 'Estimate')], max_length=10)),
                        ('source', models.CharField(max_length=300)),
                        ('as_of', models.DateField(help_text='The day that the count describes.')),
                        ('constituency', models.ForeignKey(blank=True, help_text='Empty for everyone.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='electorates', to='states.constituency')),
                        ('division', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='electorates', to='states.division')),
                    ],
                    options={
                        'ordering': ['division', '-as_of'],
                        'constraints': [models.UniqueConstraint(fields=('division', 'constituency', 'basis', 'as_of'), name='electorate_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='ElectorateEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('people', models.PositiveBigIntegerField()),
                        ('basis', models.CharField(choices=[('cvap', 'Citizens of voting age'), ('votes', 'Votes cast'), ('estimate', 'Estimate')], max_length=10)),
                        ('source', models.CharField(max_length=300)),
                        ('as_of', models.DateField(help_text='The day that the count describes.')),
                        ('constituency', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty for everyone.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.constituency')),
                        ('division', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.division')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.electorate')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='IssueArea',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(help_text='Stable; used in files and addresses.', max_length=60, unique=True)),
                        ('label', models.CharField(help_text='As people read it.', max_length=120)),
                        ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other words that mean the same.', size=None)),
                        ('external_codes', models.JSONField(blank=True, default=dict, help_text='Codes in other systems, by system.')),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('retired_at', models.DateTimeField(blank=True, help_text='Since when it can no longer be chosen.', null=True)),
                        ('parent', models.ForeignKey(blank=True, help_text='A wider term.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='states.issuearea')),
                    ],
                    options={
                        'ordering': ['position', 'label'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='IssueAreaEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.SlugField(db_index=False, help_text='Stable; used in files and addresses.', max_length=60)),
                        ('label', models.CharField(help_text='As people read it.', max_length=120)),
                        ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other words that mean the same.', size=None)),
                        ('external_codes', models.JSONField(blank=True, default=dict, help_text='Codes in other systems, by system.')),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('retired_at', models.DateTimeField(blank=True, help_text='Since when it can no longer be chosen.', null=True)),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='A wider term.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.issuearea')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.issuearea')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ProgramType',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(help_text='Stable; used in files and addresses.', max_length=60, unique=True)),
                        ('label', models.CharField(help_text='As people read it.', max_length=120)),
                        ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other words that mean the same.', size=None)),
                        ('external_codes', models.JSONField(blank=True, default=dict, help_text='Codes in other systems, by system.')),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('retired_at', models.DateTimeField(blank=True, help_text='Since when it can no longer be chosen.', null=True)),
                        ('is_registration', models.BooleanField(default=False, help_text='Works people who are not yet voters, so it overlaps only with other registration work.')),
                        ('parent', models.ForeignKey(blank=True, help_text='A wider term.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='states.programtype')),
                    ],
                    options={
                        'ordering': ['position', 'label'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ProgramTypeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.SlugField(db_index=False, help_text='Stable; used in files and addresses.', max_length=60)),
                        ('label', models.CharField(help_text='As people read it.', max_length=120)),
                        ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other words that mean the same.', size=None)),
                        ('external_codes', models.JSONField(blank=True, default=dict, help_text='Codes in other systems, by system.')),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('retired_at', models.DateTimeField(blank=True, help_text='Since when it can no longer be chosen.', null=True)),
                        ('is_registration', models.BooleanField(default=False, help_text='Works people who are not yet voters, so it overlaps only with other registration work.')),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='A wider term.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.programtype')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.programtype')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='State',
                    fields=[
                        ('code', models.CharField(help_text='Postal code, such as AZ.', max_length=2, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=60, unique=True)),
                        ('time_zone', models.CharField(help_text='Where most of its people live, such as America/Phoenix.', max_length=60)),
                        ('notes', models.TextField(blank=True, help_text='What a newcomer to this state should know.')),
                        ('division', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='as_state', to='states.division')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z]{2}$')), name='state_postal_code')],
                    },
                ),
                migrations.CreateModel(
                    name='StateEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('code', models.CharField(help_text='Postal code, such as AZ.', max_length=2, serialize=False)),
                        ('name', models.CharField(max_length=60)),
                        ('time_zone', models.CharField(help_text='Where most of its people live, such as America/Phoenix.', max_length=60)),
                        ('notes', models.TextField(blank=True, help_text='What a newcomer to this state should know.')),
                        ('division', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.division')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.state')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Tactic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(help_text='Stable; used in files and addresses.', max_length=60, unique=True)),
                        ('label', models.CharField(help_text='As people read it.', max_length=120)),
                        ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other words that mean the same.', size=None)),
                        ('external_codes', models.JSONField(blank=True, default=dict, help_text='Codes in other systems, by system.')),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('retired_at', models.DateTimeField(blank=True, help_text='Since when it can no longer be chosen.', null=True)),
                        ('usual_cost_usd', models.DecimalField(blank=True, decimal_places=2, help_text='What one attempt usually costs, in dollars; used where a plan states no budget, and marked so.', max_digits=8, null=True)),
                        ('usual_cost_source', models.CharField(blank=True, help_text='Where that cost comes from.', max_length=200)),
                        ('parent', models.ForeignKey(blank=True, help_text='A wider term.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='states.tactic')),
                        ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tactics', to='states.tacticfamily')),
                    ],
                    options={
                        'ordering': ['position', 'label'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('usual_cost_usd__isnull', True), models.Q(('usual_cost_usd__gt', 0), models.Q(('usual_cost_source', ''), _negated=True)), _connector='OR'), name='usual_cost_has_a_source')],
                    },
                ),
                migrations.CreateModel(
                    name='TacticEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.SlugField(db_index=False, help_text='Stable; used in files and addresses.', max_length=60)),
                        ('label', models.CharField(help_text='As people read it.', max_length=120)),
                        ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other words that mean the same.', size=None)),
                        ('external_codes', models.JSONField(blank=True, default=dict, help_text='Codes in other systems, by system.')),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('retired_at', models.DateTimeField(blank=True, help_text='Since when it can no longer be chosen.', null=True)),
                        ('usual_cost_usd', models.DecimalField(blank=True, decimal_places=2, help_text='What one attempt usually costs, in dollars; used where a plan states no budget, and marked so.', max_digits=8, null=True)),
                        ('usual_cost_source', models.CharField(blank=True, help_text='Where that cost comes from.', max_length=200)),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='A wider term.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.tactic')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.tactic')),
                        ('family', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.tacticfamily')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TacticFamily',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=60, unique=True)),
                        ('label', models.CharField(max_length=120)),
                        ('works', models.CharField(choices=[('list', 'A list of people'), ('ground', 'A piece of ground'), ('none', 'Neither: never compared')], help_text='What these tactics work through.', max_length=10)),
                        ('band_low', models.DecimalField(blank=True, decimal_places=2, help_text='Attempts per person in 28 days.', max_digits=5, null=True)),
                        ('band_high', models.DecimalField(blank=True, decimal_places=2, help_text='Attempts per person in 28 days.', max_digits=5, null=True)),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('money_lead_days', models.PositiveSmallIntegerField(default=21, help_text='How long it takes from a commitment of money to the first attempt: hiring, printing, lists.', verbose_name='days from money to work')),
                        ('people_lead_days', models.PositiveSmallIntegerField(default=7, help_text='How long it takes from the offer of people to the first attempt: training, lists.', verbose_name='days from people to work')),
                        ('tries_an_hour', models.DecimalField(blank=True, decimal_places=1, help_text="How many people one volunteer tries in an hour; empty where it is not volunteers' work. A planning figure of ours, not a finding.", max_digits=6, null=True)),
                    ],
                    options={
                        'verbose_name_plural': 'tactic families',
                        'ordering': ['position', 'label'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('band_high__gt', models.F('band_low')), ('band_low__gte', 0), ('works', 'list')), models.Q(models.Q(('works', 'list'), _negated=True), ('band_high__isnull', True), ('band_low__isnull', True)), _connector='OR'), name='only_list_families_have_a_band'), models.CheckConstraint(condition=models.Q(('tries_an_hour__isnull', True), ('tries_an_hour__gt', 0), _connector='OR'), name='some_tries_an_hour')],
                    },
                ),
                migrations.CreateModel(
                    name='TacticFamilyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.SlugField(db_index=False, max_length=60)),
                        ('label', models.CharField(max_length=120)),
                        ('works', models.CharField(choices=[('list', 'A list of people'), ('ground', 'A piece of ground'), ('none', 'Neither: never compared')], help_text='What these tactics work through.', max_length=10)),
                        ('band_low', models.DecimalField(blank=True, decimal_places=2, help_text='Attempts per person in 28 days.', max_digits=5, null=True)),
                        ('band_high', models.DecimalField(blank=True, decimal_places=2, help_text='Attempts per person in 28 days.', max_digits=5, null=True)),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.tacticfamily')),
                        ('money_lead_days', models.PositiveSmallIntegerField(default=21, help_text='How long it takes from a commitment of money to the first attempt: hiring, printing, lists.', verbose_name='days from money to work')),
                        ('people_lead_days', models.PositiveSmallIntegerField(default=7, help_text='How long it takes from the offer of people to the first attempt: training, lists.', verbose_name='days from people to work')),
                        ('tries_an_hour', models.DecimalField(blank=True, decimal_places=1, help_text="How many people one volunteer tries in an hour; empty where it is not volunteers' work. A planning figure of ours, not a finding.", max_digits=6, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Constituency',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(help_text='Stable; used in files and addresses.', max_length=60, unique=True)),
                        ('label', models.CharField(help_text='As people read it.', max_length=120)),
                        ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other words that mean the same.', size=None)),
                        ('external_codes', models.JSONField(blank=True, default=dict, help_text='Codes in other systems, by system.')),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('retired_at', models.DateTimeField(blank=True, help_text='Since when it can no longer be chosen.', null=True)),
                        ('parent', models.ForeignKey(blank=True, help_text='A wider term.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='states.constituency')),
                    ],
                    options={
                        'verbose_name_plural': 'constituencies',
                        'ordering': ['position', 'label'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ConstituencyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.SlugField(db_index=False, help_text='Stable; used in files and addresses.', max_length=60)),
                        ('label', models.CharField(help_text='As people read it.', max_length=120)),
                        ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Other words that mean the same.', size=None)),
                        ('external_codes', models.JSONField(blank=True, default=dict, help_text='Codes in other systems, by system.')),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Order in lists.')),
                        ('retired_at', models.DateTimeField(blank=True, help_text='Since when it can no longer be chosen.', null=True)),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='A wider term.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.constituency')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.constituency')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Cycle',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(help_text='In addresses, such as 2027-28.', max_length=20, unique=True)),
                        ('name', models.CharField(help_text='As people write it, such as 2027–28.', max_length=40)),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField()),
                    ],
                    options={
                        'ordering': ['starts_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='cycle_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func('starts_on', 'ends_on', models.Value('[]'), function='daterange', output_field=models.Field()), '&&')], name='cycles_do_not_overlap')],
                    },
                ),
                migrations.CreateModel(
                    name='Deadline',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12, unique=True)),
                        ('kind', models.CharField(choices=[('register_online', 'Register online, last day'), ('register_mail', 'Register by mail, last day'), ('register_in_person', 'Register in person, last day'), ('absentee_request', 'Ask for an absentee ballot, last day'), ('early_from', 'Early voting begins'), ('early_to', 'Early voting ends'), ('ballot_return', 'Return a ballot, last day'), ('cure', 'Cure a ballot, last day')], help_text='What voters must have done, or can do.', max_length=20)),
                        ('on', models.DateField(help_text='The last day, or the first one of early voting, as the state counts it.', verbose_name='day')),
                        ('rule_text', models.TextField(blank=True, help_text='In plain words: by when exactly, received or postmarked.', max_length=2000, verbose_name='rule')),
                        ('source_url', models.URLField(blank=True, help_text='Where an election office says so.', verbose_name='source')),
                        ('verified_on', models.DateField(blank=True, editable=False, help_text='When somebody last compared it with the source.', null=True, verbose_name='verified')),
                        ('verified_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='states.election')),
                    ],
                    options={
                        'ordering': ['on', 'kind', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('election', 'kind'), name='deadline_once'), models.CheckConstraint(condition=models.Q(models.Q(('verified_by__isnull', True), ('verified_on__isnull', True)), models.Q(('verified_by__isnull', False), ('verified_on__isnull', False), models.Q(('source_url', ''), _negated=True)), _connector='OR'), name='verified_deadline_has_who_and_source')],
                    },
                ),
                migrations.CreateModel(
                    name='Election',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12, unique=True)),
                        ('kind', models.CharField(choices=[('general', 'General election'), ('primary', 'Primary'), ('runoff', 'Runoff'), ('special', 'Special election'), ('municipal', 'Municipal election')], max_length=10)),
                        ('held_on', models.DateField(help_text='Election day.', verbose_name='day')),
                        ('name', models.CharField(blank=True, help_text='What people call it, where its kind does not say enough: “Presidential preference election”.', max_length=120)),
                        ('source_url', models.URLField(blank=True, help_text='Where this day is announced.', verbose_name='source')),
                        ('is_computed', models.BooleanField(default=False, editable=False, help_text='The day follows from the law (2 U.S.C. § 7): the Tuesday after the first Monday of November.', verbose_name='by federal law')),
                        ('division', models.ForeignKey(help_text='Where people vote on this day.', on_delete=django.db.models.deletion.PROTECT, related_name='elections', to='states.division')),
                    ],
                    options={
                        'ordering': ['held_on', 'kind', 'pk'],
                        'indexes': [models.Index(fields=['division', 'held_on'], name='election_where_when')],
                        'constraints': [models.UniqueConstraint(fields=('division', 'held_on', 'kind', 'name'), name='election_once'), models.CheckConstraint(condition=models.Q(('is_computed', False), models.Q(('held_on__day__range', (2, 8)), ('held_on__month', 11), ('held_on__week_day', 3), ('kind', 'general'), ('name', '')), _connector='OR'), name='computed_election_is_federal')],
                    },
                ),
                migrations.CreateModel(
                    name='DeadlineEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12)),
                        ('kind', models.CharField(choices=[('register_online', 'Register online, last day'), ('register_mail', 'Register by mail, last day'), ('register_in_person', 'Register in person, last day'), ('absentee_request', 'Ask for an absentee ballot, last day'), ('early_from', 'Early voting begins'), ('early_to', 'Early voting ends'), ('ballot_return', 'Return a ballot, last day'), ('cure', 'Cure a ballot, last day')], help_text='What voters must have done, or can do.', max_length=20)),
                        ('on', models.DateField(help_text='The last day, or the first one of early voting, as the state counts it.', verbose_name='day')),
                        ('rule_text', models.TextField(blank=True, help_text='In plain words: by when exactly, received or postmarked.', max_length=2000, verbose_name='rule')),
                        ('source_url', models.URLField(blank=True, help_text='Where an election office says so.', verbose_name='source')),
                        ('verified_on', models.DateField(blank=True, editable=False, help_text='When somebody last compared it with the source.', null=True, verbose_name='verified')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.deadline')),
                        ('verified_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('election', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.election')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ElectionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12)),
                        ('kind', models.CharField(choices=[('general', 'General election'), ('primary', 'Primary'), ('runoff', 'Runoff'), ('special', 'Special election'), ('municipal', 'Municipal election')], max_length=10)),
                        ('held_on', models.DateField(help_text='Election day.', verbose_name='day')),
                        ('name', models.CharField(blank=True, help_text='What people call it, where its kind does not say enough: “Presidential preference election”.', max_length=120)),
                        ('source_url', models.URLField(blank=True, help_text='Where this day is announced.', verbose_name='source')),
                        ('is_computed', models.BooleanField(default=False, editable=False, help_text='The day follows from the law (2 U.S.C. § 7): the Tuesday after the first Monday of November.', verbose_name='by federal law')),
                        ('division', models.ForeignKey(db_constraint=False, help_text='Where people vote on this day.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.division')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.election')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Priority',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12, unique=True)),
                        ('tier', models.PositiveSmallIntegerField(choices=[(1, 'Tier 1: decides the cycle'), (2, 'Tier 2: matters much'), (3, 'Tier 3: worth building'), (4, 'Tier 4: watched')], help_text='1 matters most.')),
                        ('target_universe', models.PositiveBigIntegerField(blank=True, help_text='How many people should be reached. Empty: the whole electorate.', null=True)),
                        ('investment_target_usd', models.DecimalField(blank=True, decimal_places=2, help_text='What all funders together should bring there, in dollars.', max_digits=14, null=True, verbose_name='investment target')),
                        ('rationale', models.TextField(help_text='Why this tier, in words that hold in a year.', max_length=4000)),
                        ('visibility', models.CharField(choices=[('staff', 'Staff'), ('funders', 'Peer funders and staff'), ('table', "The same state's tables, and staff"), ('partners', 'Partners, funders and staff')], default='staff', help_text='Who can see this. Donors never can.', max_length=10)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('constituency', models.ForeignKey(blank=True, help_text='Empty where it is about everyone.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='states.constituency')),
                        ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='states.cycle')),
                        ('division', models.ForeignKey(help_text='The place that matters.', on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='states.division')),
                        ('program_type', models.ForeignKey(blank=True, help_text='Empty where it is about all kinds of work.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='states.programtype')),
                        ('set_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'priorities',
                        'ordering': ['tier', 'division__name', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('cycle', 'division', 'constituency', 'program_type'), name='priority_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('tier__range', (1, 4))), name='priority_tier_1_to_4'), models.CheckConstraint(condition=models.Q(('rationale', ''), _negated=True), name='priority_says_why'), models.CheckConstraint(condition=models.Q(('investment_target_usd__isnull', True), ('investment_target_usd__gt', 0), _connector='OR'), name='priority_target_positive'), models.CheckConstraint(condition=models.Q(('target_universe__isnull', True), ('target_universe__gt', 0), _connector='OR'), name='priority_universe_positive'), models.CheckConstraint(condition=models.Q(('visibility__in', ['staff', 'funders', 'table', 'partners'])), name='priority_level')],
                    },
                ),
                migrations.CreateModel(
                    name='PriorityEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12)),
                        ('tier', models.PositiveSmallIntegerField(choices=[(1, 'Tier 1: decides the cycle'), (2, 'Tier 2: matters much'), (3, 'Tier 3: worth building'), (4, 'Tier 4: watched')], help_text='1 matters most.')),
                        ('target_universe', models.PositiveBigIntegerField(blank=True, help_text='How many people should be reached. Empty: the whole electorate.', null=True)),
                        ('investment_target_usd', models.DecimalField(blank=True, decimal_places=2, help_text='What all funders together should bring there, in dollars.', max_digits=14, null=True, verbose_name='investment target')),
                        ('rationale', models.TextField(help_text='Why this tier, in words that hold in a year.', max_length=4000)),
                        ('visibility', models.CharField(choices=[('staff', 'Staff'), ('funders', 'Peer funders and staff'), ('table', "The same state's tables, and staff"), ('partners', 'Partners, funders and staff')], default='staff', help_text='Who can see this. Donors never can.', max_length=10)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('constituency', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty where it is about everyone.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.constituency')),
                        ('cycle', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.cycle')),
                        ('division', models.ForeignKey(db_constraint=False, help_text='The place that matters.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.division')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.priority')),
                        ('program_type', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty where it is about all kinds of work.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.programtype')),
                        ('set_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Race',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12, unique=True)),
                        ('kind', models.CharField(choices=[('candidate', 'Candidates'), ('measure', 'Ballot measure'), ('retention', 'Retention')], default='candidate', max_length=10)),
                        ('office', models.CharField(blank=True, help_text='Such as “State senator”. Empty for a ballot measure.', max_length=120)),
                        ('seats', models.PositiveSmallIntegerField(default=1, help_text='How many are elected.', validators=[django.core.validators.MinValueValidator(1)])),
                        ('name', models.CharField(help_text='As people say it: “Arizona Senate, district 4”, “Prop 139”.', max_length=200)),
                        ('question', models.TextField(blank=True, help_text='What a ballot measure asks, in plain words.', max_length=2000)),
                        ('last_margin_points', models.DecimalField(blank=True, decimal_places=2, help_text='By how many points the last one was decided, 0 to 100, whoever won.', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='last margin')),
                        ('last_margin_source', models.CharField(blank=True, help_text='Where that margin comes from.', max_length=300)),
                        ('rating', models.CharField(blank=True, choices=[('open', 'Either may win'), ('close', 'Close'), ('likely', 'Likely decided'), ('safe', 'Decided in practice')], help_text='How open staff think it is.', max_length=10)),
                        ('rating_reason', models.TextField(blank=True, help_text='For staff alone.', max_length=2000, verbose_name='rated so because')),
                        ('division', models.ForeignKey(help_text='Whose voters decide it.', on_delete=django.db.models.deletion.PROTECT, related_name='races', to='states.division')),
                        ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='races', to='states.election')),
                        ('rated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['election__held_on', 'name', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('election', 'division', 'name'), name='race_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='race_has_a_name'), models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='race_fills_a_seat'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'measure'), ('office', '')), models.Q(models.Q(('kind', 'measure'), _negated=True), ('question', ''), models.Q(('office', ''), _negated=True)), _connector='OR'), name='race_for_an_office_or_on_a_question'), models.CheckConstraint(condition=models.Q(models.Q(('last_margin_points__isnull', True), ('last_margin_source', '')), models.Q(('last_margin_points__range', (0, 100)), models.Q(('last_margin_source', ''), _negated=True)), _connector='OR'), name='race_margin_has_a_source'), models.CheckConstraint(condition=models.Q(models.Q(('rated_by__isnull', True), ('rating', ''), ('rating_reason', '')), models.Q(models.Q(('rating', ''), _negated=True), models.Q(('rating_reason', ''), _negated=True), ('rated_by__isnull', False)), _connector='OR'), name='race_rating_has_who_and_why')],
                    },
                ),
                migrations.CreateModel(
                    name='RaceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12)),
                        ('kind', models.CharField(choices=[('candidate', 'Candidates'), ('measure', 'Ballot measure'), ('retention', 'Retention')], default='candidate', max_length=10)),
                        ('office', models.CharField(blank=True, help_text='Such as “State senator”. Empty for a ballot measure.', max_length=120)),
                        ('seats', models.PositiveSmallIntegerField(default=1, help_text='How many are elected.', validators=[django.core.validators.MinValueValidator(1)])),
                        ('name', models.CharField(help_text='As people say it: “Arizona Senate, district 4”, “Prop 139”.', max_length=200)),
                        ('question', models.TextField(blank=True, help_text='What a ballot measure asks, in plain words.', max_length=2000)),
                        ('last_margin_points', models.DecimalField(blank=True, decimal_places=2, help_text='By how many points the last one was decided, 0 to 100, whoever won.', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='last margin')),
                        ('last_margin_source', models.CharField(blank=True, help_text='Where that margin comes from.', max_length=300)),
                        ('rating', models.CharField(blank=True, choices=[('open', 'Either may win'), ('close', 'Close'), ('likely', 'Likely decided'), ('safe', 'Decided in practice')], help_text='How open staff think it is.', max_length=10)),
                        ('rating_reason', models.TextField(blank=True, help_text='For staff alone.', max_length=2000, verbose_name='rated so because')),
                        ('division', models.ForeignKey(db_constraint=False, help_text='Whose voters decide it.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.division')),
                        ('election', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.election')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.race')),
                        ('rated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ElectionResult',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.CharField(choices=[('president', 'President'), ('us_senate', 'U.S. Senate'), ('us_house', 'U.S. House'), ('governor', 'Governor'), ('attorney_general', 'Attorney general'), ('secretary_of_state', 'Secretary of state'), ('sldu', 'State senate'), ('sldl', 'State house')], max_length=20)),
                        ('year', models.PositiveSmallIntegerField(help_text='In which people voted.')),
                        ('seat', models.CharField(blank=True, help_text='Of seats voted on apart, such as position 1.', max_length=20)),
                        ('is_special', models.BooleanField(default=False, help_text='A special election.')),
                        ('votes_dem', models.PositiveBigIntegerField(help_text='Empty where the party had no candidate.', null=True)),
                        ('votes_rep', models.PositiveBigIntegerField(help_text='Empty where the party had no candidate.', null=True)),
                        ('votes_total', models.PositiveBigIntegerField(help_text='Of all candidates.')),
                        ('counted', models.CharField(choices=[('contest', 'Returns of the contest'), ('county', 'Returns of the county'), ('counties', 'Sum of county returns')], max_length=10)),
                        ('source', models.CharField(max_length=300)),
                        ('division', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='states.division')),
                    ],
                    options={
                        'ordering': ['-year', 'office', 'division', 'seat'],
                        'constraints': [models.UniqueConstraint(fields=('division', 'office', 'year', 'seat', 'is_special', 'counted'), name='election_result_once'), models.CheckConstraint(condition=models.Q(('votes_total__gt', 0), models.Q(('votes_dem__isnull', True), ('votes_dem__lte', models.F('votes_total')), _connector='OR'), models.Q(('votes_rep__isnull', True), ('votes_rep__lte', models.F('votes_total')), _connector='OR')), name='election_result_parts_of_a_total')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12, unique=True)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('owner', models.ForeignKey(help_text='Whose it is.', on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL)),
                        ('state', models.ForeignKey(help_text='Whose calendar it is.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='states.state')),
                    ],
                    options={
                        'ordering': ['state__name', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('owner', 'state'), name='calendar_feed_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarFeedEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('owner', models.ForeignKey(db_constraint=False, help_text='Whose it is.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='states.calendarfeed')),
                        ('state', models.ForeignKey(db_constraint=False, help_text='Whose calendar it is.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='states.state')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cycleevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f5b82237832e139356fe17bb9060aec04f0e11a7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84bdf', table='states_cycleevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='division',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_divisionevent" ("chamber", "fips", "id", "kind", "name", "ocd_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "state_id", "valid_from", "valid_through") VALUES (NEW."chamber", NEW."fips", NEW."id", NEW."kind", NEW."name", NEW."ocd_id", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seats", NEW."state_id", NEW."valid_from", NEW."valid_through"); RETURN NULL;', hash='32896392f158e63f1a1a9d4cbde4ec01ae71c0f9', operation='INSERT', pgid='pgtrigger_insert_insert_5befd', table='states_division', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='division',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_divisionevent" ("chamber", "fips", "id", "kind", "name", "ocd_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "state_id", "valid_from", "valid_through") VALUES (NEW."chamber", NEW."fips", NEW."id", NEW."kind", NEW."name", NEW."ocd_id", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seats", NEW."state_id", NEW."valid_from", NEW."valid_through"); RETURN NULL;', hash='93f4fc67bb7cae72fa27ca7ca8dc8a4fe82b7152', operation='UPDATE', pgid='pgtrigger_update_update_a5686', table='states_division', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='division',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_divisionevent" ("chamber", "fips", "id", "kind", "name", "ocd_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "state_id", "valid_from", "valid_through") VALUES (OLD."chamber", OLD."fips", OLD."id", OLD."kind", OLD."name", OLD."ocd_id", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seats", OLD."state_id", OLD."valid_from", OLD."valid_through"); RETURN NULL;', hash='025fdbc5ca6b8394d9979a5306db1e7cdffbb05c', operation='DELETE', pgid='pgtrigger_delete_delete_9f044', table='states_division', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='divisionevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bae6f6ff2eaa53bae752a8d53333089ce355223c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_38701', table='states_divisionevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='electorate',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_electorateevent" ("as_of", "basis", "constituency_id", "division_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."as_of", NEW."basis", NEW."constituency_id", NEW."division_id", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source"); RETURN NULL;', hash='ad6ef1583a20beaa55843c2726ff2fae683a9216', operation='INSERT', pgid='pgtrigger_insert_insert_3b03a', table='states_electorate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='electorate',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_electorateevent" ("as_of", "basis", "constituency_id", "division_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."as_of", NEW."basis", NEW."constituency_id", NEW."division_id", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source"); RETURN NULL;', hash='4d3acfc86af54db8c00017170d9fa44d9099887b', operation='UPDATE', pgid='pgtrigger_update_update_d1993', table='states_electorate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='electorate',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_electorateevent" ("as_of", "basis", "constituency_id", "division_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (OLD."as_of", OLD."basis", OLD."constituency_id", OLD."division_id", OLD."id", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source"); RETURN NULL;', hash='7c2adaa12e93aa2f316678abd5f767b2b553ec69', operation='DELETE', pgid='pgtrigger_delete_delete_c95a1', table='states_electorate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='electorateevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f80606f82b864cdc4139f14acde12801c281b620', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e9b7a', table='states_electorateevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='issuearea',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_issueareaevent" ("aliases", "code", "external_codes", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (NEW."aliases", NEW."code", NEW."external_codes", NEW."id", NEW."label", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_at"); RETURN NULL;', hash='918d0c7b8ee10db86ec1d28ff478fe4d330aae79', operation='INSERT', pgid='pgtrigger_insert_insert_f2a8d', table='states_issuearea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='issuearea',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_issueareaevent" ("aliases", "code", "external_codes", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (NEW."aliases", NEW."code", NEW."external_codes", NEW."id", NEW."label", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_at"); RETURN NULL;', hash='95f5866c50776130c7671b4db57c2dbfab83d9ce', operation='UPDATE', pgid='pgtrigger_update_update_63c84', table='states_issuearea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='issuearea',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_issueareaevent" ("aliases", "code", "external_codes", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (OLD."aliases", OLD."code", OLD."external_codes", OLD."id", OLD."label", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."retired_at"); RETURN NULL;', hash='33e4d73cc28d35fa1c7602efe527bdc8eed57e1b', operation='DELETE', pgid='pgtrigger_delete_delete_18c30', table='states_issuearea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='issueareaevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a31fcaa360e950781bcdc70f5b4154c2fb2771bd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2bc19', table='states_issueareaevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programtype',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_programtypeevent" ("aliases", "code", "external_codes", "id", "is_registration", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (NEW."aliases", NEW."code", NEW."external_codes", NEW."id", NEW."is_registration", NEW."label", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_at"); RETURN NULL;', hash='9a07f4e74bdf49943bed14a050136cacf2c729ab', operation='INSERT', pgid='pgtrigger_insert_insert_91403', table='states_programtype', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programtype',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_programtypeevent" ("aliases", "code", "external_codes", "id", "is_registration", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (NEW."aliases", NEW."code", NEW."external_codes", NEW."id", NEW."is_registration", NEW."label", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_at"); RETURN NULL;', hash='115b66fb36541a1082937ba001ea069d85535c2a', operation='UPDATE', pgid='pgtrigger_update_update_fec85', table='states_programtype', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programtype',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_programtypeevent" ("aliases", "code", "external_codes", "id", "is_registration", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (OLD."aliases", OLD."code", OLD."external_codes", OLD."id", OLD."is_registration", OLD."label", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."retired_at"); RETURN NULL;', hash='11fcf7ea4c0d9932d54b79c0dabecdb16b1d7ba9', operation='DELETE', pgid='pgtrigger_delete_delete_f7e4a', table='states_programtype', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programtypeevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='84642581e90aa2172031836da23dad56d9f560aa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8bbae', table='states_programtypeevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='state',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_stateevent" ("code", "division_id", "name", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."code", NEW."division_id", NEW."name", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."code", NEW."time_zone"); RETURN NULL;', hash='c7186154da977187a29ae11429bb986a859de717', operation='INSERT', pgid='pgtrigger_insert_insert_0fcbb', table='states_state', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='state',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_stateevent" ("code", "division_id", "name", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."code", NEW."division_id", NEW."name", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."time_zone"); RETURN NULL;', hash='3d52e9969f8350b9bb378a986c8044b3cb2ca021', operation='UPDATE', pgid='pgtrigger_update_update_24e34', table='states_state', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='state',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_stateevent" ("code", "division_id", "name", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (OLD."code", OLD."division_id", OLD."name", OLD."notes", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."time_zone"); RETURN NULL;', hash='2b0acf0fa0f2c01b79d9f104173ed93d0750b7d3', operation='DELETE', pgid='pgtrigger_delete_delete_81011', table='states_state', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stateevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='283caf8be31b37701e8cf98eb80526a32bf85df6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eaa98', table='states_stateevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tactic',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_tacticevent" ("aliases", "code", "external_codes", "family_id", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "usual_cost_source", "usual_cost_usd") VALUES (NEW."aliases", NEW."code", NEW."external_codes", NEW."family_id", NEW."id", NEW."label", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_at", NEW."usual_cost_source", NEW."usual_cost_usd"); RETURN NULL;', hash='7ddf4284b0d8fc958813e1f39f3251145a7a3be8', operation='INSERT', pgid='pgtrigger_insert_insert_c26af', table='states_tactic', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tactic',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_tacticevent" ("aliases", "code", "external_codes", "family_id", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "usual_cost_source", "usual_cost_usd") VALUES (NEW."aliases", NEW."code", NEW."external_codes", NEW."family_id", NEW."id", NEW."label", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_at", NEW."usual_cost_source", NEW."usual_cost_usd"); RETURN NULL;', hash='2848d265ec0174c9eecfab94c423eca7fd35df36', operation='UPDATE', pgid='pgtrigger_update_update_f9bf0', table='states_tactic', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tactic',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_tacticevent" ("aliases", "code", "external_codes", "family_id", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "usual_cost_source", "usual_cost_usd") VALUES (OLD."aliases", OLD."code", OLD."external_codes", OLD."family_id", OLD."id", OLD."label", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."retired_at", OLD."usual_cost_source", OLD."usual_cost_usd"); RETURN NULL;', hash='ae9ed013f649096280e1096b1d61bc32504db5bf', operation='DELETE', pgid='pgtrigger_delete_delete_4276b', table='states_tactic', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tacticevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ffee0b6541494918f71cb5c26c6d959836006720', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b6786', table='states_tacticevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tacticfamily',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_tacticfamilyevent" ("band_high", "band_low", "code", "id", "label", "money_lead_days", "people_lead_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "tries_an_hour", "works") VALUES (NEW."band_high", NEW."band_low", NEW."code", NEW."id", NEW."label", NEW."money_lead_days", NEW."people_lead_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."tries_an_hour", NEW."works"); RETURN NULL;', hash='3e012db5b4a7b60d3b3903fadb6bcef4c2aeb8ad', operation='INSERT', pgid='pgtrigger_insert_insert_25a30', table='states_tacticfamily', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tacticfamily',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_tacticfamilyevent" ("band_high", "band_low", "code", "id", "label", "money_lead_days", "people_lead_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "tries_an_hour", "works") VALUES (NEW."band_high", NEW."band_low", NEW."code", NEW."id", NEW."label", NEW."money_lead_days", NEW."people_lead_days", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."tries_an_hour", NEW."works"); RETURN NULL;', hash='b7288b4a4a36461cf5ebc73dc55f2634cbb7346f', operation='UPDATE', pgid='pgtrigger_update_update_67d41', table='states_tacticfamily', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tacticfamily',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_tacticfamilyevent" ("band_high", "band_low", "code", "id", "label", "money_lead_days", "people_lead_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "tries_an_hour", "works") VALUES (OLD."band_high", OLD."band_low", OLD."code", OLD."id", OLD."label", OLD."money_lead_days", OLD."people_lead_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."tries_an_hour", OLD."works"); RETURN NULL;', hash='5d4c925fb0551c198baaa673cc5d7011241895d3', operation='DELETE', pgid='pgtrigger_delete_delete_96fbe', table='states_tacticfamily', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tacticfamilyevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e1ddb35f1b8536d84751711fcc871bfd870f300b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bd251', table='states_tacticfamilyevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='constituency',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_constituencyevent" ("aliases", "code", "external_codes", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (NEW."aliases", NEW."code", NEW."external_codes", NEW."id", NEW."label", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_at"); RETURN NULL;', hash='212b11628ed9fa640b6202385432658f3751695f', operation='INSERT', pgid='pgtrigger_insert_insert_8dcc1', table='states_constituency', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='constituency',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_constituencyevent" ("aliases", "code", "external_codes", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (NEW."aliases", NEW."code", NEW."external_codes", NEW."id", NEW."label", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_at"); RETURN NULL;', hash='1d744ac07504865a2c402fca1ba598887626b85c', operation='UPDATE', pgid='pgtrigger_update_update_a26a4', table='states_constituency', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='constituency',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_constituencyevent" ("aliases", "code", "external_codes", "id", "label", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at") VALUES (OLD."aliases", OLD."code", OLD."external_codes", OLD."id", OLD."label", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."retired_at"); RETURN NULL;', hash='4f801b86123c17d0b408004ac983f5c3f9549731', operation='DELETE', pgid='pgtrigger_delete_delete_0126a', table='states_constituency', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='constituencyevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='944c3e0b57360e3d2389b30e9b1fa2afb2dc3f13', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6562b', table='states_constituencyevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cycle',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_cycleevent" ("code", "ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."code", NEW."ends_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;', hash='3f000a7e3ea978d73aaa661b1cfe25363d10a856', operation='INSERT', pgid='pgtrigger_insert_insert_67d7f', table='states_cycle', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cycle',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_cycleevent" ("code", "ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."code", NEW."ends_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;', hash='3dcb359f2b7b53714d7059f47068b367eeee7c38', operation='UPDATE', pgid='pgtrigger_update_update_a405d', table='states_cycle', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cycle',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_cycleevent" ("code", "ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."code", OLD."ends_on", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;', hash='7d78ea37a320f23cd72302b912fb5333a9c99c7f', operation='DELETE', pgid='pgtrigger_delete_delete_6e793', table='states_cycle', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deadline',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_deadlineevent" ("election_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "rule_text", "source_url", "verified_by_id", "verified_on") VALUES (NEW."election_id", NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."rule_text", NEW."source_url", NEW."verified_by_id", NEW."verified_on"); RETURN NULL;', hash='1e2984fa4596ec4b20416e65b7ede55b9e3e4431', operation='INSERT', pgid='pgtrigger_insert_insert_3cd63', table='states_deadline', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deadline',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_deadlineevent" ("election_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "rule_text", "source_url", "verified_by_id", "verified_on") VALUES (NEW."election_id", NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."rule_text", NEW."source_url", NEW."verified_by_id", NEW."verified_on"); RETURN NULL;', hash='471a71755d8b9cca91b07504d77e2e765c84801a', operation='UPDATE', pgid='pgtrigger_update_update_19869', table='states_deadline', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deadline',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_deadlineevent" ("election_id", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "rule_text", "source_url", "verified_by_id", "verified_on") VALUES (OLD."election_id", OLD."id", OLD."kind", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."rule_text", OLD."source_url", OLD."verified_by_id", OLD."verified_on"); RETURN NULL;', hash='05f02214b79d5c538d71bd8b175a3948b0a48df9', operation='DELETE', pgid='pgtrigger_delete_delete_4c8e1', table='states_deadline', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='election',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_electionevent" ("division_id", "held_on", "id", "is_computed", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "source_url") VALUES (NEW."division_id", NEW."held_on", NEW."id", NEW."is_computed", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."source_url"); RETURN NULL;', hash='663f802f4bd28667c0cc9eba23eb9603ebcdc4b8', operation='INSERT', pgid='pgtrigger_insert_insert_cfc11', table='states_election', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='election',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_electionevent" ("division_id", "held_on", "id", "is_computed", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "source_url") VALUES (NEW."division_id", NEW."held_on", NEW."id", NEW."is_computed", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."source_url"); RETURN NULL;', hash='514f74d143f930996f3768dba1081a92ec3f1758', operation='UPDATE', pgid='pgtrigger_update_update_25f49', table='states_election', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='election',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_electionevent" ("division_id", "held_on", "id", "is_computed", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "source_url") VALUES (OLD."division_id", OLD."held_on", OLD."id", OLD."is_computed", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."source_url"); RETURN NULL;', hash='add6530165003f298b0069b103228d177bf87786', operation='DELETE', pgid='pgtrigger_delete_delete_b570f', table='states_election', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deadlineevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='813672ae892eb04f8be6e3fa7ddb9dde223b5443', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_20493', table='states_deadlineevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='electionevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d39b32f675cdc2792232139419fcc3a1243ae904', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16f34', table='states_electionevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='priority',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_priorityevent" ("constituency_id", "cycle_id", "division_id", "id", "investment_target_usd", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_type_id", "public_id", "rationale", "set_by_id", "target_universe", "tier", "updated_at", "visibility") VALUES (NEW."constituency_id", NEW."cycle_id", NEW."division_id", NEW."id", NEW."investment_target_usd", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."program_type_id", NEW."public_id", NEW."rationale", NEW."set_by_id", NEW."target_universe", NEW."tier", NEW."updated_at", NEW."visibility"); RETURN NULL;', hash='28c2fd4ecacbf4707f99c77a41012da6d57e26de', operation='INSERT', pgid='pgtrigger_insert_insert_66954', table='states_priority', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='priority',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_priorityevent" ("constituency_id", "cycle_id", "division_id", "id", "investment_target_usd", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_type_id", "public_id", "rationale", "set_by_id", "target_universe", "tier", "updated_at", "visibility") VALUES (NEW."constituency_id", NEW."cycle_id", NEW."division_id", NEW."id", NEW."investment_target_usd", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."program_type_id", NEW."public_id", NEW."rationale", NEW."set_by_id", NEW."target_universe", NEW."tier", NEW."updated_at", NEW."visibility"); RETURN NULL;', hash='9d923ac78dee329eefd3f5518c53a2c42dbc8c0c', operation='UPDATE', pgid='pgtrigger_update_update_08d95', table='states_priority', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='priority',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_priorityevent" ("constituency_id", "cycle_id", "division_id", "id", "investment_target_usd", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_type_id", "public_id", "rationale", "set_by_id", "target_universe", "tier", "updated_at", "visibility") VALUES (OLD."constituency_id", OLD."cycle_id", OLD."division_id", OLD."id", OLD."investment_target_usd", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."program_type_id", OLD."public_id", OLD."rationale", OLD."set_by_id", OLD."target_universe", OLD."tier", OLD."updated_at", OLD."visibility"); RETURN NULL;', hash='ab60c9c7f5ca16603ca6f969eff60769db4b821d', operation='DELETE', pgid='pgtrigger_delete_delete_979f5', table='states_priority', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='priorityevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='05a78d715e6b1f147cd128c4265b466392438864', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3bf34', table='states_priorityevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='race',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_raceevent" ("division_id", "election_id", "id", "kind", "last_margin_points", "last_margin_source", "name", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "question", "rated_by_id", "rating", "rating_reason", "seats") VALUES (NEW."division_id", NEW."election_id", NEW."id", NEW."kind", NEW."last_margin_points", NEW."last_margin_source", NEW."name", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."question", NEW."rated_by_id", NEW."rating", NEW."rating_reason", NEW."seats"); RETURN NULL;', hash='7c1d1bb00e335edcebc8c0984cb80e85ecdba79f', operation='INSERT', pgid='pgtrigger_insert_insert_afd63', table='states_race', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='race',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_raceevent" ("division_id", "election_id", "id", "kind", "last_margin_points", "last_margin_source", "name", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "question", "rated_by_id", "rating", "rating_reason", "seats") VALUES (NEW."division_id", NEW."election_id", NEW."id", NEW."kind", NEW."last_margin_points", NEW."last_margin_source", NEW."name", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."question", NEW."rated_by_id", NEW."rating", NEW."rating_reason", NEW."seats"); RETURN NULL;', hash='ed88bcdf182aec8750f7218842298947736ec3ad', operation='UPDATE', pgid='pgtrigger_update_update_dc096', table='states_race', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='race',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_raceevent" ("division_id", "election_id", "id", "kind", "last_margin_points", "last_margin_source", "name", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "question", "rated_by_id", "rating", "rating_reason", "seats") VALUES (OLD."division_id", OLD."election_id", OLD."id", OLD."kind", OLD."last_margin_points", OLD."last_margin_source", OLD."name", OLD."office", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."question", OLD."rated_by_id", OLD."rating", OLD."rating_reason", OLD."seats"); RETURN NULL;', hash='839ada7c76a5b18779f601aea6f5270a1fa08e00', operation='DELETE', pgid='pgtrigger_delete_delete_1993f', table='states_race', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='raceevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1fa7db90f153f3705fd2e0961dac04bccff23003', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0129d', table='states_raceevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='calendarfeed',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_calendarfeedevent" ("created_at", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "revoked_at", "state_id") VALUES (NEW."created_at", NEW."id", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."revoked_at", NEW."state_id"); RETURN NULL;', hash='15d825214df777bff05c49a360f4ce2aaa604f9e', operation='INSERT', pgid='pgtrigger_insert_insert_a95e7', table='states_calendarfeed', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='calendarfeed',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "states_calendarfeedevent" ("created_at", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "revoked_at", "state_id") VALUES (NEW."created_at", NEW."id", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."revoked_at", NEW."state_id"); RETURN NULL;', hash='53154343b2a0c83d167eecc7d2e6ad6da995a5c2', operation='UPDATE', pgid='pgtrigger_update_update_2b03e', table='states_calendarfeed', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='calendarfeed',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "states_calendarfeedevent" ("created_at", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "revoked_at", "state_id") VALUES (OLD."created_at", OLD."id", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."revoked_at", OLD."state_id"); RETURN NULL;', hash='12aea88542fd29043102abf678bcad66109d8d9e', operation='DELETE', pgid='pgtrigger_delete_delete_456a4', table='states_calendarfeed', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='calendarfeedevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd411af38e6658f34230dddcf9f6ca3bac7d7d89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7de0b', table='states_calendarfeedevent', when='BEFORE')),
                ),
            ],
        ),
    ]
