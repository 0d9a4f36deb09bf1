"""
The rounded price of a band goes: its amount says the same. Instant.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0035_no_more_flat_prices")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="rateband", name="monthly_price"),
    ]
