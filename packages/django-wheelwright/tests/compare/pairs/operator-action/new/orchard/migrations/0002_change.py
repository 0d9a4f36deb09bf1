from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operator_action = "Stop the importer first."
    operations = [migrations.AddField("tree", "age", models.IntegerField(null=True))]
