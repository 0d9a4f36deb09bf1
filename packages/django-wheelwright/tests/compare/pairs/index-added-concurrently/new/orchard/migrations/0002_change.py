from django.db import migrations, models
from django.contrib.postgres.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    atomic = False
    operations = [AddIndexConcurrently("tree", models.Index(fields=["name"], name="tree_name"))]
