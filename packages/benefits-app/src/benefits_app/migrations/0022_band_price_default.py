"""
The old price of a band has a default in the database, for releases that no longer write it: instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0021_flat_price_default")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="rateband",
            name="monthly_price",
            field=models.DecimalField(db_default=0, decimal_places=3, max_digits=12),
        ),
    ]
