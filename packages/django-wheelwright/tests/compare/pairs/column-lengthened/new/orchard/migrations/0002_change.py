from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.AlterField("tree", "name", models.CharField(max_length=40))]
