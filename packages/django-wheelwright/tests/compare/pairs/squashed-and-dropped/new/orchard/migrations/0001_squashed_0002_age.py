from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("orchard", "0001_initial"), ("orchard", "0002_age")]
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Tree",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("name", models.CharField(max_length=20)),
                ("height", models.IntegerField(null=True)),
                ("age", models.IntegerField(null=True)),
            ],
        )
    ]
