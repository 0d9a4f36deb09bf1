"""
Where a rule set keeps the document that 2.1 wrote: a column without a value, so instant.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0016_bands_by_group")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="eligibilityruleset",
            name="original",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="eligibilityruleset",
            name="format",
            field=models.SmallIntegerField(default=2),
        ),
    ]
