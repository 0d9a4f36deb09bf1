from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.AlterField("tree", "height", models.BigIntegerField(null=True))]
