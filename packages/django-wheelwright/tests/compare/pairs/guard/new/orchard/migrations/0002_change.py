from django.db import migrations, models


def require(apps, schema_editor):
    if apps.get_model("orchard", "Tree").objects.filter(height=None).exists():
        raise RuntimeError("Trees without a height remain.")


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [migrations.RunPython(require, migrations.RunPython.noop)]
