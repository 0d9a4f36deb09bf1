from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "Basket",
            fields=[("id", models.BigAutoField(primary_key=True)), ("size", models.IntegerField())],
        ),
        migrations.AddIndex("basket", models.Index(fields=["size"], name="basket_size")),
        migrations.AddConstraint(
            "basket", models.UniqueConstraint(fields=["size"], name="one_basket_per_size")
        ),
    ]
