from django.db import models


class Tree(models.Model):
    name = models.CharField(max_length=20)
    height = models.IntegerField(null=True)
    age = models.IntegerField(db_default=0)

    class Meta:
        db_table = "orchard_tree"
