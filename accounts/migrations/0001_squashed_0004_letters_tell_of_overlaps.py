"""All of this app's tables as they are after 0004_letters_tell_of_overlaps, for a database that has none of them."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import mvp_coord.lib.public_id
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from mvp_coord.lib.migrating import Together, statements


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_search_and_throttles'), ('accounts', '0003_letters'), ('accounts', '0004_letters_tell_of_overlaps')]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        *statements("accounts.migrations.0002_search_and_throttles")[:2],  # its types are used by indexes
        Together(
            operations=[
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(editable=False, help_text='SHA-256 of the secret in the link, so that reading this row opens nothing.', max_length=64, unique=True)),
                        ('invited_at', models.DateTimeField(help_text='The link works from here on, for INVITATION_TIMEOUT_SECONDS.')),
                        ('invited_by', models.ForeignKey(blank=True, help_text='The colleague who asked; empty if it was made on the command line.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invitation', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-invited_at'],
                    },
                ),
                migrations.CreateModel(
                    name='InvitationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('invited_at', models.DateTimeField(help_text='The link works from here on, for INVITATION_TIMEOUT_SECONDS.')),
                        ('invited_by', models.ForeignKey(blank=True, db_constraint=False, help_text='The colleague who asked; empty if it was made on the command line.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.invitation')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='OutboxMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=mvp_coord.lib.public_id.new_public_id, editable=False, max_length=12, unique=True)),
                        ('to', models.EmailField(help_text='The address it is meant for.', max_length=254)),
                        ('subject', models.CharField(max_length=500)),
                        ('body', models.TextField(blank=True, help_text='Emptied once it is sent: it may hold a link that opens an account.')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('due_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When to try to send it next.')),
                        ('sent_at', models.DateTimeField(blank=True, help_text='When the mail server took it.', null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, help_text='How often the mail server refused it.')),
                        ('problem', models.CharField(blank=True, help_text='What the mail server said last.', max_length=300)),
                        ('html', models.TextField(blank=True, help_text='The same as a page, for mail programs that show one. Emptied like the text.')),
                    ],
                    options={
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['due_at'], name='outbox_to_send')],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                        ('session_data', models.TextField(verbose_name='session data')),
                        ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                        ('user', models.ForeignKey(help_text='Who is signed in; empty for a visitor.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-expire_date'],
                    },
                ),
                migrations.CreateModel(
                    name='UserEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('email', models.EmailField(help_text='Signs in with this address; invitations and resets go to it.', max_length=254)),
                        ('name', models.CharField(blank=True, help_text='How colleagues see this person.', max_length=200)),
                        ('is_active', models.BooleanField(default=True, help_text="Clear this to end the person's access and sessions at once.")),
                        ('is_staff', models.BooleanField(default=False, help_text='Works for the home funder.', verbose_name='staff')),
                        ('is_counsel', models.BooleanField(default=False, help_text='Staff who sign off legal questions and read both sides of a wall.', verbose_name='counsel')),
                        ('is_admin', models.BooleanField(default=False, help_text='Manages users, roles, code lists and jobs; no reader of donors.', verbose_name='admin')),
                        ('is_demo', models.BooleanField(default=False, editable=False, help_text='Made by the demo loader; a production start refuses it.')),
                        ('shortcuts_on', models.BooleanField(default=True, help_text='Use single keys such as / and j on pages.', verbose_name='keyboard shortcuts')),
                        ('joined_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                        ('letters_on', models.BooleanField(default=True, help_text="Ask by mail whether what we know of one's organizations is still true, and tell what is new in overlaps of their plans.", verbose_name='letters')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('email', models.EmailField(help_text='Signs in with this address; invitations and resets go to it.', max_length=254)),
                        ('name', models.CharField(blank=True, help_text='How colleagues see this person.', max_length=200)),
                        ('is_active', models.BooleanField(default=True, help_text="Clear this to end the person's access and sessions at once.")),
                        ('is_staff', models.BooleanField(default=False, help_text='Works for the home funder.', verbose_name='staff')),
                        ('is_counsel', models.BooleanField(default=False, help_text='Staff who sign off legal questions and read both sides of a wall.', verbose_name='counsel')),
                        ('is_admin', models.BooleanField(default=False, help_text='Manages users, roles, code lists and jobs; no reader of donors.', verbose_name='admin')),
                        ('is_demo', models.BooleanField(default=False, editable=False, help_text='Made by the demo loader; a production start refuses it.')),
                        ('shortcuts_on', models.BooleanField(default=True, help_text='Use single keys such as / and j on pages.', verbose_name='keyboard shortcuts')),
                        ('joined_at', models.DateTimeField(auto_now_add=True)),
                        ('letters_on', models.BooleanField(default=True, help_text="Ask by mail whether what we know of one's organizations is still true, and tell what is new in overlaps of their plans.", verbose_name='letters')),
                    ],
                    options={
                        'ordering': ['email'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'), models.CheckConstraint(condition=models.Q(('is_counsel', False), ('is_staff', True), _connector='OR'), name='counsel_is_staff')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invitation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_invitationevent" ("id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."id", NEW."invited_at", NEW."invited_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;', hash='83ab911e1a1753b3a4ca1769676cd24bdce92911', operation='INSERT', pgid='pgtrigger_insert_insert_8c354', table='accounts_invitation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invitation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "accounts_invitationevent" ("id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."id", NEW."invited_at", NEW."invited_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;', hash='7f8ec825b9d3b7217708c6bebadea73d6d679573', operation='UPDATE', pgid='pgtrigger_update_update_4e12d', table='accounts_invitation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invitation',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_invitationevent" ("id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."id", OLD."invited_at", OLD."invited_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;', hash='2f0a2bc334114db68c29f2413b8f95f24cfb1a47', operation='DELETE', pgid='pgtrigger_delete_delete_f2c14', table='accounts_invitation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invitationevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='daf23d962af867f3cb4eedb3f026a1b651002cd3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b4566', table='accounts_invitationevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='userevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("email", "id", "is_active", "is_admin", "is_counsel", "is_demo", "is_staff", "joined_at", "letters_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortcuts_on") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_admin", NEW."is_counsel", NEW."is_demo", NEW."is_staff", NEW."joined_at", NEW."letters_on", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shortcuts_on"); RETURN NULL;', hash='d7d9618384821031beaf1d0c2ea15d5fa494be93', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_admin" IS DISTINCT FROM (NEW."is_admin") OR OLD."is_counsel" IS DISTINCT FROM (NEW."is_counsel") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."letters_on" IS DISTINCT FROM (NEW."letters_on") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."shortcuts_on" IS DISTINCT FROM (NEW."shortcuts_on"))', func='INSERT INTO "accounts_userevent" ("email", "id", "is_active", "is_admin", "is_counsel", "is_demo", "is_staff", "joined_at", "letters_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortcuts_on") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_admin", NEW."is_counsel", NEW."is_demo", NEW."is_staff", NEW."joined_at", NEW."letters_on", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shortcuts_on"); RETURN NULL;', hash='fac13e88d2725e570fefcf6f6971abc1d0d02d66', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("email", "id", "is_active", "is_admin", "is_counsel", "is_demo", "is_staff", "joined_at", "letters_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortcuts_on") VALUES (OLD."email", OLD."id", OLD."is_active", OLD."is_admin", OLD."is_counsel", OLD."is_demo", OLD."is_staff", OLD."joined_at", OLD."letters_on", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shortcuts_on"); RETURN NULL;', hash='8cd04b10ca3d369ea1bba1ec87983e43b29fa0ae', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER')),
                ),
            ],
        ),
        *statements("accounts.migrations.0002_search_and_throttles")[2:],
    ]
