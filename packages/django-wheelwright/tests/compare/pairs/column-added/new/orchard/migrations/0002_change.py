from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.AddField("tree", "age", models.IntegerField(null=True))]
