from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial"), ("meadow", "0002_fence")]
    operations = [migrations.AddField("tree", "age", models.IntegerField(null=True))]
