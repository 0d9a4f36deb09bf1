"""
The last run of each job.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "command",
                    models.CharField(max_length=100, primary_key=True, serialize=False),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=20)),
            ],
            options={"db_table": "duties_jobrun"},
        )
    ]
