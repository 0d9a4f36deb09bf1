from django.db import migrations, models


def fill(apps, schema_editor):
    apps.get_model("orchard", "Tree").objects.filter(height=None).update(height=0)


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.RunPython(fill)]
