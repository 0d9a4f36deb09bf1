from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [
        migrations.CreateModel("Basket", fields=[("id", models.BigAutoField(primary_key=True))])
    ]
