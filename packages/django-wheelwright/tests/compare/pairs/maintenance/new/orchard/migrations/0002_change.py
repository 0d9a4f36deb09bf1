from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.RunSQL("REINDEX TABLE orchard_tree", migrations.RunSQL.noop)]
