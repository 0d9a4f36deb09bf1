from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orchard", "0002_forget_height")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RemoveField("tree", "height")]
        )
    ]
