"""
Amounts with six decimals, for one tier or relationship or for all: instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0010_rate_basis")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="rateband",
            name="amount",
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name="rateband",
            name="group",
            field=models.CharField(
                blank=True, db_column="price_group", db_default="", max_length=40
            ),
        ),
    ]
