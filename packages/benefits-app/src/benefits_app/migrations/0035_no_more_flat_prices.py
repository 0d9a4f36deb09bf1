"""
The flat price of an option goes: its rate tables say the same. Instant.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0034_no_more_instants")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="planoption", name="option_price_not_negative"),
        migrations.RemoveField(model_name="planoption", name="monthly_price"),
    ]
