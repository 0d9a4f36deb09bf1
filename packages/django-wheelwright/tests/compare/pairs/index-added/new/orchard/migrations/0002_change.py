from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.AddIndex("tree", models.Index(fields=["name"], name="tree_name"))]
