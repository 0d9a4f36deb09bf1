from django.db import migrations, models


def fill(trees):
    trees.filter(height=None).update(height=0)


def run(apps, schema_editor):
    fill(apps.get_model("orchard", "Tree").objects)


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.RunPython(run, migrations.RunPython.noop)]
