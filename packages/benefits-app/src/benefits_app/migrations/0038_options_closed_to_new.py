"""
From which day on is an option for those alone who have it? A column that older releases leave empty.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0037_no_way_back")]
    operations = [
        migrations.AddField(
            "planoption", "closed_to_new_on", models.DateField(null=True, blank=True)
        ),
    ]
