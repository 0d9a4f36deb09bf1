from django.db import models


class Dated(models.Model):
    on = models.DateField()
    until = models.DateField()

    class Meta:
        abstract = True
