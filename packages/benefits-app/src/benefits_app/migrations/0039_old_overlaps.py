"""
Did a band overlap another one before the database refused that? A column that defaults to no.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0038_options_closed_to_new")]
    operations = [
        migrations.AddField(
            "rateband", "old_overlap", models.BooleanField(default=False, db_default=False)
        ),
    ]
