from django.db import models


class Harvest(models.Model):
    kilos = models.IntegerField()


class Sold(Harvest):
    class Meta:
        proxy = True
