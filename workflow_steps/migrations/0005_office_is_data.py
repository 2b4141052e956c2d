from django.db import migrations, models

import workflow_steps.offices


class Migration(migrations.Migration):

    dependencies = [
        ('workflow_steps', '0004_file_labels'),
    ]

    operations = [
        migrations.AlterField(
            model_name='actingappointment',
            name='office',
            field=models.CharField(default=workflow_steps.offices.usual_office, max_length=150, verbose_name='office'),
        ),
    ]
