from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [
        migrations.AddConstraint(
            "tree", models.UniqueConstraint(fields=["name"], name="one_tree_per_name")
        )
    ]
