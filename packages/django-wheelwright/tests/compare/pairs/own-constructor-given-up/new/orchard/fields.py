from django.db import models


class Weight(models.DecimalField):
    pass
