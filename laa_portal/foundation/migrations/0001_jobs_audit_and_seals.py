import django.contrib.postgres.fields
import django.db.models.functions.datetime
import laa_portal.foundation.models
from laa_portal.foundation import tables
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('foundation', '0001_jobs_and_audit'), ('foundation', '0002_audit_is_append_only'), ('foundation', '0003_what_is_on_record'), ('foundation', '0004_seals_are_never_changed')]

    initial = True

    dependencies = [
    ]

    operations = [
        tables.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=40)),
                ('target_type', models.CharField(max_length=60)),
                ('target_id', models.CharField(max_length=60)),
                ('target_version', models.PositiveIntegerField(blank=True, null=True)),
                ('target_name', models.CharField(blank=True, help_text='as it was called then', max_length=200)),
                ('area_id', models.BigIntegerField(blank=True, help_text='a number only: the ground floor knows no places', null=True)),
                ('side', models.CharField(blank=True, help_text='whose alone it is; empty where both sides see it', max_length=20)),
                ('reason', models.TextField(blank=True, help_text='in the words of whoever acted')),
                ('made_at', models.DateTimeField()),
                ('key_prefix', models.CharField(blank=True, help_text='of the API key used', max_length=20)),
                ('details', models.JSONField(blank=True, default=dict)),
                ('xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['target_type', 'target_id'], name='audit_by_target'), models.Index(fields=['xid', 'id'], name='audit_in_order'), models.Index(fields=['area_id', '-id'], name='audit_by_area')],
            },
        ),
        tables.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(help_text='what it is about; one queued job per key', max_length=200)),
                ('payload', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('dead', 'Dead')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0, help_text='times a worker claimed it')),
                ('failures', models.PositiveSmallIntegerField(default=0, help_text='attempts that raised')),
                ('error', models.TextField(blank=True, help_text='of the last attempt that failed')),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('not_before', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['not_before', 'id'], name='open_jobs')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'queued')), fields=('kind', 'key'), name='one_queued_job_per_key'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='a_running_job_has_a_lease')],
            },
        ),
        tables.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, unique=True)),
                ('to', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('posted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
            },
        ),
        tables.CreateModel(
            name='Place',
            fields=[
                ('reader', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('xid', models.BigIntegerField(default=0)),
                ('event_id', models.BigIntegerField(default=0)),
            ],
        ),
        tables.CreateModel(
            name='Seal',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('last_xid', models.BigIntegerField()),
                ('last_id', models.BigIntegerField()),
                ('event_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('digests', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), size=None)),
                ('previous', models.CharField(blank=True, help_text='chain of the seal before', max_length=64)),
                ('chain', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='seals_count_from_one'), models.CheckConstraint(condition=models.Q(('event_ids__len', models.F('digests__len'))), name='each_sealed_event_has_a_digest')],
            },
        ),
        tables.CreateModel(
            name='Allowance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=60)),
                ('who', models.CharField(max_length=120)),
                ('begins_at', models.DateTimeField()),
                ('used', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('what', 'who', 'begins_at'), name='one_count_per_stretch')],
            },
        ),
        tables.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actor', models.CharField(help_text='the key or person that asked', max_length=60)),
                ('key', models.CharField(help_text="the caller's Idempotency-Key", max_length=255)),
                ('route', models.CharField(max_length=300)),
                ('body_sha256', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(help_text='null while it is worked on', null=True)),
                ('headers', models.JSONField(default=dict)),
                ('content', models.BinaryField(default=b'')),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('actor', 'key'), name='one_answer_per_actor_and_key')],
            },
        ),
    ]
