from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.RunSQL("DELETE FROM orchard_tree WHERE height IS NULL")]
