import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import laa_portal.foundation.models
import partnerships.models.people
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from laa_portal.foundation import tables, triggers
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('partnerships', '0001_who_and_where'), ('partnerships', '0002_people_and_doors'), ('partnerships', '0003_bodies_can_be_corrected'), ('partnerships', '0004_names_are_searchable'), ('partnerships', '0005_notices_are_found'), ('partnerships', '0006_deadlines_are_a_topic'), ('partnerships', '0007_former_states'), ('partnerships', '0008_keys_write_assessments'), ('partnerships', '0009_keys_write_plans')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('foundation', '0001_jobs_audit_and_seals'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        tables.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, unique=True)),
            ],
            options={
                'ordering': ['-starts_on', 'name'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='cycle_ends_after_it_starts')],
            },
        ),
        tables.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='partnerships.cycle')),
                ('what', models.CharField(max_length=150)),
                ('due_on', models.DateField()),
                ('role_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('cdrp_officer', 'CDRP officer'), ('cdrp_chair', 'CDRP chair'), ('county_officer', 'County strategy group officer'), ('lsp_coordinator', 'LSP coordinator'), ('lsp_chair', 'LSP chair'), ('council_leader', 'Council leader'), ('partner', 'Partner'), ('go_reviewer', 'Government Office reviewer'), ('go_director', 'Government Office director'), ('ho_analyst', 'Home Office analyst'), ('inspector', 'Inspector'), ('data_provider', 'Data provider'), ('administrator', 'Administrator')], max_length=20), size=None)),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        tables.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('name', models.CharField(max_length=150)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='one_person_per_email_address')],
            },
            managers=[
                ('objects', partnerships.models.people.UserManager()),
            ],
        ),
        tables.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('saved_at', models.DateTimeField()),
                ('path', models.CharField(max_length=300)),
                ('fields', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('saved_by', 'path'), name='one_draft_per_page')],
            },
        ),
        tables.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('kind', models.CharField(choices=[('country', 'Country'), ('region', 'Region'), ('county', 'County'), ('unitary', 'Unitary authority'), ('metropolitan', 'Metropolitan district'), ('london_borough', 'London borough'), ('city_of_london', 'City of London'), ('isles_of_scilly', 'Isles of Scilly'), ('non_metropolitan', 'Non-metropolitan district'), ('police_force', 'Police force area'), ('fire_authority', 'Fire and rescue authority area'), ('pct', 'Primary care trust area'), ('yot', 'Youth offending team area')], max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('gss_code', models.CharField(max_length=9, unique=True)),
                ('ons_code', models.CharField(blank=True, help_text='empty where there was none', max_length=4, verbose_name='2008 ONS code')),
                ('is_invented', models.BooleanField(default=False, help_text='a made-up place of the demonstration, never part of England')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('successors', models.ManyToManyField(blank=True, related_name='predecessors', to='partnerships.area')),
            ],
            options={
                'ordering': ['name', 'gss_code'],
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name'], name='areas_by_trigrams', opclasses=['gin_trgm_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='area_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('ons_code', ''), _negated=True), fields=('ons_code',), name='one_area_per_2008_code')],
            },
        ),
        tables.CreateModel(
            name='FormerArea',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to='partnerships.area')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('kind', models.CharField(choices=[('country', 'Country'), ('region', 'Region'), ('county', 'County'), ('unitary', 'Unitary authority'), ('metropolitan', 'Metropolitan district'), ('london_borough', 'London borough'), ('city_of_london', 'City of London'), ('isles_of_scilly', 'Isles of Scilly'), ('non_metropolitan', 'Non-metropolitan district'), ('police_force', 'Police force area'), ('fire_authority', 'Fire and rescue authority area'), ('pct', 'Primary care trust area'), ('yot', 'Youth offending team area')], max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('gss_code', models.CharField(max_length=9)),
                ('ons_code', models.CharField(blank=True, help_text='empty where there was none', max_length=4, verbose_name='2008 ONS code')),
                ('is_invented', models.BooleanField(default=False, help_text='a made-up place of the demonstration, never part of England')),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='ComparatorGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparator_groups', to='partnerships.area')),
                ('source', models.CharField(help_text='who says so, and by which method', max_length=200)),
            ],
            options={
                'ordering': ['area__name', 'source', '-starts_on'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='comparatorgroup_ends_after_it_starts'), models.UniqueConstraint(fields=('area', 'source', 'starts_on'), name='one_comparator_group_per_area_and_source', nulls_distinct=False)],
            },
        ),
        tables.CreateModel(
            name='FormerComparatorGroup',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to='partnerships.comparatorgroup')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.area')),
                ('source', models.CharField(help_text='who says so, and by which method', max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='FormerCycle',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to='partnerships.cycle')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='FormerDeadline',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to='partnerships.deadline')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('cycle', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.cycle')),
                ('what', models.CharField(max_length=150)),
                ('due_on', models.DateField()),
                ('role_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('cdrp_officer', 'CDRP officer'), ('cdrp_chair', 'CDRP chair'), ('county_officer', 'County strategy group officer'), ('lsp_coordinator', 'LSP coordinator'), ('lsp_chair', 'LSP chair'), ('council_leader', 'Council leader'), ('partner', 'Partner'), ('go_reviewer', 'Government Office reviewer'), ('go_director', 'Government Office director'), ('ho_analyst', 'Home Office analyst'), ('inspector', 'Inspector'), ('data_provider', 'Data provider'), ('administrator', 'Administrator')], max_length=20), size=None)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('corrected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('county_council', 'County council'), ('district_council', 'District council'), ('unitary_council', 'Unitary, metropolitan or London council'), ('police_force', 'Police force'), ('police_authority', 'Police authority'), ('fire_authority', 'Fire and rescue authority'), ('pct', 'Primary care trust'), ('probation', 'Probation area'), ('yot', 'Youth offending team'), ('government_office', 'Government Office'), ('department', 'Government department'), ('inspectorate', 'Inspectorate'), ('national_park', 'National park authority'), ('broads', 'Broads Authority'), ('waste', 'Waste disposal authority'), ('passenger_transport', 'Passenger transport authority'), ('tfl', 'Transport for London'), ('gla', 'Greater London Authority'), ('lda', 'London Development Agency'), ('other', 'Other body')], max_length=20)),
                ('name', models.CharField(max_length=150)),
                ('is_invented', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('areas', models.ManyToManyField(blank=True, related_name='organisations', to='partnerships.area')),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name'], name='organisations_by_trigrams', opclasses=['gin_trgm_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='organisation_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('corrected_at', None), ('corrected_by', None)), models.Q(('corrected_at__isnull', False), ('corrected_by__isnull', False)), _connector='OR'), name='organisation_corrected_at_and_by')],
            },
        ),
        tables.CreateModel(
            name='FormerOrganisation',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to='partnerships.organisation')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('corrected_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.SlugField(db_index=False, max_length=40)),
                ('kind', models.CharField(choices=[('county_council', 'County council'), ('district_council', 'District council'), ('unitary_council', 'Unitary, metropolitan or London council'), ('police_force', 'Police force'), ('police_authority', 'Police authority'), ('fire_authority', 'Fire and rescue authority'), ('pct', 'Primary care trust'), ('probation', 'Probation area'), ('yot', 'Youth offending team'), ('government_office', 'Government Office'), ('department', 'Government department'), ('inspectorate', 'Inspectorate'), ('national_park', 'National park authority'), ('broads', 'Broads Authority'), ('waste', 'Waste disposal authority'), ('passenger_transport', 'Passenger transport authority'), ('tfl', 'Transport for London'), ('gla', 'Greater London Authority'), ('lda', 'London Development Agency'), ('other', 'Other body')], max_length=20)),
                ('name', models.CharField(max_length=150)),
                ('is_invented', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('corrected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('lsp', 'Local Strategic Partnership'), ('cdrp', 'Crime and Disorder Reduction Partnership'), ('county_strategy_group', 'County strategy group')], max_length=25)),
                ('name', models.CharField(max_length=150)),
                ('is_invented', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('areas', models.ManyToManyField(related_name='partnerships', to='partnerships.area')),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name'], name='partnerships_by_trigrams', opclasses=['gin_trgm_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='partnership_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('corrected_at', None), ('corrected_by', None)), models.Q(('corrected_at__isnull', False), ('corrected_by__isnull', False)), _connector='OR'), name='partnership_corrected_at_and_by')],
            },
        ),
        tables.CreateModel(
            name='FormerPartnership',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to='partnerships.partnership')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('corrected_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.SlugField(db_index=False, max_length=40)),
                ('kind', models.CharField(choices=[('lsp', 'Local Strategic Partnership'), ('cdrp', 'Crime and Disorder Reduction Partnership'), ('county_strategy_group', 'County strategy group')], max_length=25)),
                ('name', models.CharField(max_length=150)),
                ('is_invented', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('cdrp_officer', 'CDRP officer'), ('cdrp_chair', 'CDRP chair'), ('county_officer', 'County strategy group officer'), ('lsp_coordinator', 'LSP coordinator'), ('lsp_chair', 'LSP chair'), ('council_leader', 'Council leader'), ('partner', 'Partner'), ('go_reviewer', 'Government Office reviewer'), ('go_director', 'Government Office director'), ('ho_analyst', 'Home Office analyst'), ('inspector', 'Inspector'), ('data_provider', 'Data provider'), ('administrator', 'Administrator')], max_length=20)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='partnerships.organisation')),
                ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='partnerships.partnership')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='partnerships.area')),
                ('takes_over', models.ForeignKey(blank=True, help_text='the role that ends when this one is approved', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passed_to', to='partnerships.role')),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('granted_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('refused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='role_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('partnership', None)), models.Q(('area', None), ('organisation', None)), models.Q(('area', None), ('partnership', None)), _connector='OR'), name='a_role_is_over_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('granted_at', None), ('granted_by', None)), models.Q(('granted_at__isnull', False), ('granted_by__isnull', False)), _connector='OR'), name='role_granted_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='role_approved_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('refused_at', None), ('refused_by', None)), models.Q(('refused_at__isnull', False), ('refused_by__isnull', False)), _connector='OR'), name='role_refused_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='role_ended_at_and_by'), models.CheckConstraint(condition=models.Q(('granted_by', None), models.Q(('granted_by', models.F('user')), _negated=True), _connector='OR'), name='nobody_grants_to_themselves'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(models.Q(('approved_by', models.F('user')), _negated=True), models.Q(('approved_by', models.F('granted_by')), _negated=True)), _connector='OR'), name='a_second_person_approves'), models.CheckConstraint(condition=models.Q(('approved_at', None), ('refused_at', None), _connector='OR'), name='a_role_is_not_both_approved_and_refused')],
            },
        ),
        tables.CreateModel(
            name='FormerRole',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to='partnerships.role')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('cdrp_officer', 'CDRP officer'), ('cdrp_chair', 'CDRP chair'), ('county_officer', 'County strategy group officer'), ('lsp_coordinator', 'LSP coordinator'), ('lsp_chair', 'LSP chair'), ('council_leader', 'Council leader'), ('partner', 'Partner'), ('go_reviewer', 'Government Office reviewer'), ('go_director', 'Government Office director'), ('ho_analyst', 'Home Office analyst'), ('inspector', 'Inspector'), ('data_provider', 'Data provider'), ('administrator', 'Administrator')], max_length=20)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.organisation')),
                ('partnership', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.area')),
                ('takes_over', models.ForeignKey(blank=True, db_constraint=False, help_text='the role that ends when this one is approved', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.role')),
                ('granted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('granted_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('refused_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('corrected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='partnerships.partnership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='partnerships.organisation')),
                ('capacity', models.CharField(choices=[('responsible_authority', 'Responsible authority'), ('partner_authority', 'Partner authority'), ('responsible_local_authority', 'Responsible local authority'), ('cooperating_body', 'Co-operating body'), ('invitee', 'Invitee')], max_length=30)),
                ('is_senior', models.BooleanField(default=False, help_text='held by a senior person, as regulation 3 asks of each authority')),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='seat_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('corrected_at', None), ('corrected_by', None)), models.Q(('corrected_at__isnull', False), ('corrected_by__isnull', False)), _connector='OR'), name='seat_corrected_at_and_by'), models.UniqueConstraint(fields=('partnership', 'organisation', 'capacity', 'starts_on'), name='one_seat_per_organisation_and_capacity', nulls_distinct=False)],
            },
        ),
        tables.CreateModel(
            name='FormerSeat',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to='partnerships.seat')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('corrected_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('partnership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.organisation')),
                ('capacity', models.CharField(choices=[('responsible_authority', 'Responsible authority'), ('partner_authority', 'Partner authority'), ('responsible_local_authority', 'Responsible local authority'), ('cooperating_body', 'Co-operating body'), ('invitee', 'Invitee')], max_length=30)),
                ('is_senior', models.BooleanField(default=False, help_text='held by a senior person, as regulation 3 asks of each authority')),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='FormerUser',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', laa_portal.foundation.models.TransactionIdField(db_default=models.Func(function='pg_current_xact_id'), db_index=True, editable=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_states', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('name', models.CharField(max_length=150)),
            ],
            options={
                'abstract': False,
            },
        ),
        tables.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_at', models.DateTimeField()),
                ('valid_until', models.DateTimeField()),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-invited_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by', models.F('user'))), _connector='OR'), name='an_invitation_is_accepted_by_whom_it_is_for'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='invitation_withdrawn_at_and_by'), models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('user',), name='one_open_invitation_per_person')],
            },
        ),
        tables.CreateModel(
            name='Key',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='what it is for', max_length=100)),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='partnerships.role')),
                ('prefix', models.CharField(help_text='by which people know it', max_length=20, unique=True)),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('values:read', 'Read figures, those of your own areas included'), ('values:write', 'Send and confirm returns'), ('agreements:read', 'Read agreements'), ('assessments:write', 'Write assessments, plans, agreements of counties and what goes with them'), ('offers:write', 'Make and answer offers'), ('concerns:read', 'Read concerns')], max_length=20), size=None)),
                ('addresses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=43), blank=True, default=list, help_text='empty: any', size=None)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('valid_until', models.DateTimeField()),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-made_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='key_revoked_at_and_by'), models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('made_at'))), name='a_key_expires_after_it_is_made'), models.CheckConstraint(condition=models.Q(('scopes__len__gt', 0)), name='a_key_has_a_scope')],
            },
        ),
        tables.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='foundation.auditevent')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('topic', models.CharField(choices=[('account', 'Your account, roles and keys'), ('deadlines', 'Deadlines'), ('returns', 'Returns'), ('priorities', 'Assessments and priorities'), ('agreements', 'Offers, agreements and signatures'), ('reviews', 'Concerns and reviews')], max_length=15)),
                ('subject', models.CharField(max_length=200)),
                ('body', models.TextField(help_text='as the letter says it: no figures, no names of people')),
                ('path', models.CharField(help_text='where it leads', max_length=300)),
                ('delivery', models.CharField(choices=[('immediate', 'At once'), ('daily', 'Once a day, together'), ('off', 'Not by e-mail')], max_length=10)),
                ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation.mail')),
                ('noticed_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='unread_notices'), models.Index(condition=models.Q(('delivery', 'daily'), ('mail', None)), fields=['noticed_at'], name='notices_for_a_digest')],
                'constraints': [models.UniqueConstraint(fields=('event', 'user'), name='each_event_is_told_once_to_each_person')],
            },
        ),
        tables.CreateModel(
            name='Peer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='partnerships.comparatorgroup')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.area')),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('group', 'area'), name='a_peer_is_named_once'), models.UniqueConstraint(fields=('group', 'position'), name='peers_are_ranked')],
            },
        ),
        tables.CreateModel(
            name='Population',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='populations', to='partnerships.area')),
                ('year', models.PositiveSmallIntegerField(help_text='of 30 June')),
                ('age_band', models.CharField(default='all', max_length=10)),
                ('count', models.PositiveIntegerField()),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'year', 'age_band'), name='one_population_per_area_year_and_band')],
            },
        ),
        tables.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to=settings.AUTH_USER_MODEL)),
                ('topic', models.CharField(choices=[('account', 'Your account, roles and keys'), ('deadlines', 'Deadlines'), ('returns', 'Returns'), ('priorities', 'Assessments and priorities'), ('agreements', 'Offers, agreements and signatures'), ('reviews', 'Concerns and reviews')], max_length=15)),
                ('delivery', models.CharField(choices=[('immediate', 'At once'), ('daily', 'Once a day, together'), ('off', 'Not by e-mail')], max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'topic'), name='one_preference_per_topic')],
            },
        ),
        tables.CreateModel(
            name='AreaPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, help_text='the first day it no longer holds', null=True)),
                ('whole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='partnerships.area')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wholes', to='partnerships.area')),
                ('is_exact', models.BooleanField(default=True, help_text='the part lies wholly inside; only such parts are summed')),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='areapart_ends_after_it_starts'), models.UniqueConstraint(fields=('whole', 'part', 'starts_on'), name='a_part_lies_in_a_whole_once_at_a_time', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('whole', models.F('part')), _negated=True), name='no_area_is_its_own_part')],
            },
        ),
        triggers.AddTrigger(
            model_name='cycle',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_formercycle" ("ends_on", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version") VALUES (OLD."ends_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."starts_on", OLD."version"); RETURN NULL;', hash='40eea891de2baaa6383bc3ae82ab1336c874ef48', operation='UPDATE', pgid='pgtrigger_update_update_cd0f0', table='partnerships_cycle', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='cycle',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formercycle" ("ends_on", "id", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version") VALUES (OLD."ends_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."starts_on", OLD."version"); RETURN NULL;', hash='b0d5f0b8c95692f88a68586dfd2f26c1d6006619', operation='DELETE', pgid='pgtrigger_delete_delete_0fc1e', table='partnerships_cycle', when='AFTER')),
        ),
        migrations.AddField(
            model_name='comparatorgroup',
            name='peers',
            field=models.ManyToManyField(related_name='peer_of', through='partnerships.Peer', to='partnerships.area'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='organisations',
            field=models.ManyToManyField(related_name='partnerships', through='partnerships.Seat', to='partnerships.organisation'),
        ),
        triggers.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."username" IS DISTINCT FROM (NEW."username") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "partnerships_formeruser" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "username", "version") VALUES (OLD."date_joined", OLD."email", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."username", OLD."version"); RETURN NULL;', hash='c3132a1ffab1f2c5426b8b95adb79652b77f3177', operation='UPDATE', pgid='pgtrigger_update_update_25041', table='partnerships_user', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formeruser" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "username", "version") VALUES (OLD."date_joined", OLD."email", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."username", OLD."version"); RETURN NULL;', hash='8c5efa907b75f972218e0638fefaa3417cfbb4e0', operation='DELETE', pgid='pgtrigger_delete_delete_62fb7', table='partnerships_user', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_formerarea" ("ends_on", "gss_code", "id", "is_invented", "kind", "name", "ons_code", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on") VALUES (OLD."ends_on", OLD."gss_code", OLD."id", OLD."is_invented", OLD."kind", OLD."name", OLD."ons_code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."source", OLD."starts_on"); RETURN NULL;', hash='64db12f701fed86d9d6d70d2faea03fcf6274fda', operation='UPDATE', pgid='pgtrigger_update_update_ad75e', table='partnerships_area', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formerarea" ("ends_on", "gss_code", "id", "is_invented", "kind", "name", "ons_code", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on") VALUES (OLD."ends_on", OLD."gss_code", OLD."id", OLD."is_invented", OLD."kind", OLD."name", OLD."ons_code", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."source", OLD."starts_on"); RETURN NULL;', hash='61c4df4df9efb62172a2e9b0a5947d38de12e26d', operation='DELETE', pgid='pgtrigger_delete_delete_19f42', table='partnerships_area', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='deadline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_formerdeadline" ("cycle_id", "due_on", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_kinds", "what") VALUES (OLD."cycle_id", OLD."due_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."role_kinds", OLD."what"); RETURN NULL;', hash='166b5896a3010be6fad7635157a2317d59b295fb', operation='UPDATE', pgid='pgtrigger_update_update_ebdea', table='partnerships_deadline', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='deadline',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formerdeadline" ("cycle_id", "due_on", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_kinds", "what") VALUES (OLD."cycle_id", OLD."due_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."role_kinds", OLD."what"); RETURN NULL;', hash='ccd87cd89235d6c048de4a36f643fc8c8d3cf211', operation='DELETE', pgid='pgtrigger_delete_delete_09e1b', table='partnerships_deadline', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='formerarea',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='de74667301a07ed8e75df72cef1a8e593d637262', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_87bc3', table='partnerships_formerarea', when='BEFORE')),
        ),
        triggers.AddTrigger(
            model_name='formercomparatorgroup',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3895015160f26cf145c5c3f82c91225b98f93ea8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_71a21', table='partnerships_formercomparatorgroup', when='BEFORE')),
        ),
        triggers.AddTrigger(
            model_name='formercycle',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1cf36c457398d73648ab65674a9678f15539487d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_75e5f', table='partnerships_formercycle', when='BEFORE')),
        ),
        triggers.AddTrigger(
            model_name='formerdeadline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='985e4d90eece5a686de5cca7431ff27994396242', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6eb5d', table='partnerships_formerdeadline', when='BEFORE')),
        ),
        triggers.AddTrigger(
            model_name='formeruser',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='77dd808e355d7aa97960e023f6c621315909e79c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8eaf5', table='partnerships_formeruser', when='BEFORE')),
        ),
        triggers.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_formerorganisation" ("code", "corrected_at", "corrected_by_id", "ends_on", "id", "is_invented", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "version") VALUES (OLD."code", OLD."corrected_at", OLD."corrected_by_id", OLD."ends_on", OLD."id", OLD."is_invented", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."source", OLD."starts_on", OLD."version"); RETURN NULL;', hash='15e08e1a0d038cce58152cd599288b5202dcad7a', operation='UPDATE', pgid='pgtrigger_update_update_789df', table='partnerships_organisation', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formerorganisation" ("code", "corrected_at", "corrected_by_id", "ends_on", "id", "is_invented", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "version") VALUES (OLD."code", OLD."corrected_at", OLD."corrected_by_id", OLD."ends_on", OLD."id", OLD."is_invented", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."source", OLD."starts_on", OLD."version"); RETURN NULL;', hash='81cd2b0240014cb4badeda96ce168629806990e0', operation='DELETE', pgid='pgtrigger_delete_delete_04c7a', table='partnerships_organisation', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='formerorganisation',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9bf838bc8f2463017f9e6dada94fd37d721d5f63', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9496', table='partnerships_formerorganisation', when='BEFORE')),
        ),
        triggers.AddTrigger(
            model_name='formerpartnership',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a76a7af02ce8299a8292f29bfd8b55dba2806c96', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d48aa', table='partnerships_formerpartnership', when='BEFORE')),
        ),
        triggers.AddTrigger(
            model_name='comparatorgroup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_formercomparatorgroup" ("area_id", "ends_on", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "version") VALUES (OLD."area_id", OLD."ends_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."source", OLD."starts_on", OLD."version"); RETURN NULL;', hash='c02d822ae6b40ca97e9010e0e598501d031ed121', operation='UPDATE', pgid='pgtrigger_update_update_11699', table='partnerships_comparatorgroup', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='comparatorgroup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formercomparatorgroup" ("area_id", "ends_on", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "version") VALUES (OLD."area_id", OLD."ends_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."source", OLD."starts_on", OLD."version"); RETURN NULL;', hash='532b5d9a653735052c754585107833800f5aae62', operation='DELETE', pgid='pgtrigger_delete_delete_b1066', table='partnerships_comparatorgroup', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_formerrole" ("approved_at", "approved_by_id", "area_id", "ended_at", "ended_by_id", "ends_on", "granted_at", "granted_by_id", "id", "kind", "organisation_id", "partnership_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at", "refused_by_id", "starts_on", "takes_over_id", "user_id", "version") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."area_id", OLD."ended_at", OLD."ended_by_id", OLD."ends_on", OLD."granted_at", OLD."granted_by_id", OLD."id", OLD."kind", OLD."organisation_id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."refused_at", OLD."refused_by_id", OLD."starts_on", OLD."takes_over_id", OLD."user_id", OLD."version"); RETURN NULL;', hash='e7cddab4e811cebaf86f9a6ba23ce9e5b2864da7', operation='UPDATE', pgid='pgtrigger_update_update_bfda8', table='partnerships_role', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formerrole" ("approved_at", "approved_by_id", "area_id", "ended_at", "ended_by_id", "ends_on", "granted_at", "granted_by_id", "id", "kind", "organisation_id", "partnership_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at", "refused_by_id", "starts_on", "takes_over_id", "user_id", "version") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."area_id", OLD."ended_at", OLD."ended_by_id", OLD."ends_on", OLD."granted_at", OLD."granted_by_id", OLD."id", OLD."kind", OLD."organisation_id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."refused_at", OLD."refused_by_id", OLD."starts_on", OLD."takes_over_id", OLD."user_id", OLD."version"); RETURN NULL;', hash='ddfa075c2347a83b418b5a7e6dda9971333f65f1', operation='DELETE', pgid='pgtrigger_delete_delete_194fb', table='partnerships_role', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='formerrole',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='06065e96138aefa59e2ee0b40a918c2c11522a7d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_226f5', table='partnerships_formerrole', when='BEFORE')),
        ),
        triggers.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_formerseat" ("capacity", "corrected_at", "corrected_by_id", "ends_on", "id", "is_senior", "organisation_id", "partnership_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on") VALUES (OLD."capacity", OLD."corrected_at", OLD."corrected_by_id", OLD."ends_on", OLD."id", OLD."is_senior", OLD."organisation_id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."source", OLD."starts_on"); RETURN NULL;', hash='5c4a71c8ec91e82fb6a0abbe83dbc22bb85932a5', operation='UPDATE', pgid='pgtrigger_update_update_97e6c', table='partnerships_seat', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formerseat" ("capacity", "corrected_at", "corrected_by_id", "ends_on", "id", "is_senior", "organisation_id", "partnership_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on") VALUES (OLD."capacity", OLD."corrected_at", OLD."corrected_by_id", OLD."ends_on", OLD."id", OLD."is_senior", OLD."organisation_id", OLD."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."source", OLD."starts_on"); RETURN NULL;', hash='25ea26098eaed1c6ddd233b03c508ae3a90fc59b', operation='DELETE', pgid='pgtrigger_delete_delete_073f9', table='partnerships_seat', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_formerpartnership" ("code", "corrected_at", "corrected_by_id", "ends_on", "id", "is_invented", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "version") VALUES (OLD."code", OLD."corrected_at", OLD."corrected_by_id", OLD."ends_on", OLD."id", OLD."is_invented", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."source", OLD."starts_on", OLD."version"); RETURN NULL;', hash='8e8c98bde7e918299c037425d93f3a743a791faa', operation='UPDATE', pgid='pgtrigger_update_update_5ca94', table='partnerships_partnership', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_formerpartnership" ("code", "corrected_at", "corrected_by_id", "ends_on", "id", "is_invented", "kind", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "version") VALUES (OLD."code", OLD."corrected_at", OLD."corrected_by_id", OLD."ends_on", OLD."id", OLD."is_invented", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."source", OLD."starts_on", OLD."version"); RETURN NULL;', hash='beadbf0e599d4bd88929b5e4b2b6f14674104d3a', operation='DELETE', pgid='pgtrigger_delete_delete_b61a9', table='partnerships_partnership', when='AFTER')),
        ),
        triggers.AddTrigger(
            model_name='formerseat',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e89bc32d701127810ec555ecbcd510aa89cd10b0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eb0aa', table='partnerships_formerseat', when='BEFORE')),
        ),
    ]
