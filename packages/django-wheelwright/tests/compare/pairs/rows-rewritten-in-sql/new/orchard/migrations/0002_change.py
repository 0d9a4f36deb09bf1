from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "UPDATE orchard_tree SET height = 0 WHERE height IS NULL", migrations.RunSQL.noop
        )
    ]
