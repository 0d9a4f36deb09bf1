from django.db import models


class Dated(models.Model):
    on = models.DateField()

    class Meta:
        abstract = True
