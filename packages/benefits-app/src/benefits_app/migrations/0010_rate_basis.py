"""
What an amount of a rate table pays for: a column with a default, so instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0009_option_cover")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="ratetable",
            name="basis",
            field=models.CharField(db_default="per_enrolment", max_length=20),
        ),
    ]
