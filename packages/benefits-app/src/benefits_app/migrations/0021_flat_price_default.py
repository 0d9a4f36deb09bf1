"""
The old price of an option has a default in the database, for releases that no longer write it: instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0020_rules_are_all_there")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="planoption",
            name="monthly_price",
            field=models.DecimalField(db_default=0, decimal_places=3, max_digits=12),
        ),
    ]
