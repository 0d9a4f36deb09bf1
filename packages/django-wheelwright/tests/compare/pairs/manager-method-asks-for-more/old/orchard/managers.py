from django.db import models


class Ripe(models.Manager):
    def of(self, kind):
        return kind
