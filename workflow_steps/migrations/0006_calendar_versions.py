"""What a calendar says is kept with every version; those that exist get their first one.

The content is read here as it was laid out when this migration was written.
"""

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import uuid
from django.db import migrations, models

PARTS = {
    "weeks": ("effective_from", "legal_basis"),
    "periods": ("first_day", "last_day", "name", "source", "needs_verification"),
    "holidays": ("date", "name", "kind", "source", "needs_verification"),
    "closures": ("date", "from_time", "until_time", "reason"),
}


def plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def parts(calendars, relation):
    columns = PARTS[relation]
    hours = ["weekday", "start", "end"] if relation in ("weeks", "periods") else []
    paths = ["pk", *columns, *(f"intervals__{column}" for column in hours)]
    found = {}
    rows = calendars.filter(**{f"{relation}__isnull": False}).order_by()
    for row in rows.values_list(*(f"{relation}__{path}" for path in paths)):
        own, working = row[1 : len(columns) + 1], row[len(columns) + 1 :]
        part = found.setdefault(row[0], dict(zip(columns, map(plain, own), strict=True)))
        if hours:
            part.setdefault("hours", [])
            if working[0] is not None:
                part["hours"].append([plain(value) for value in working])
    for part in found.values():
        part.get("hours", []).sort()
    return sorted(found.values(), key=lambda part: [str(value) for value in part.values()])


def keep_first_versions(apps, schema_editor):
    WorkCalendar = apps.get_model("workflow_steps", "WorkCalendar")
    CalendarVersion = apps.get_model("workflow_steps", "CalendarVersion")
    for calendar in WorkCalendar.objects.all():
        this = WorkCalendar.objects.filter(pk=calendar.pk)
        CalendarVersion.objects.create(
            calendar=calendar,
            number=calendar.version,
            stamp=calendar.stamp,
            content={
                "name": calendar.name,
                "zone": calendar.zone,
                "nominal_day": int(calendar.nominal_day.total_seconds()),
                "known_until": calendar.known_until.isoformat(),
                **{relation: parts(this, relation) for relation in PARTS},
                "decrees": [],
            },
        )


class Migration(migrations.Migration):

    dependencies = [
        ('workflow_steps', '0005_office_is_data'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('known_since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='known since')),
                ('changed_by_name', models.CharField(blank=True, max_length=310, verbose_name='changed by')),
                ('content', models.JSONField(verbose_name='content')),
                ('stamp', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='workflow_steps.workcalendar', verbose_name='calendar')),
            ],
            options={
                'verbose_name': 'version of a work calendar',
                'verbose_name_plural': 'versions of work calendars',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'number'), name='one_content_per_calendar_version')],
            },
        ),
        migrations.CreateModel(
            name='HolidayDecree',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('number', models.CharField(max_length=200, verbose_name='number of the decree')),
                ('date', models.DateField(verbose_name='date of the decree')),
                ('about', models.CharField(blank=True, max_length=200, verbose_name='about')),
                ('calendar', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='decrees', to='workflow_steps.workcalendar', verbose_name='calendar')),
            ],
            options={
                'verbose_name': 'holiday decree',
                'verbose_name_plural': 'holiday decrees',
                'ordering': ['year', 'date'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'year', 'number'), name='one_holiday_decree_per_number', violation_error_message='This decree is already on record for that year.')],
            },
        ),
        migrations.RunPython(keep_first_versions, migrations.RunPython.noop),
    ]
