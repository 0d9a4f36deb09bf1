"""
When does an employer pay? As its people and payroll know it (C-10).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Paid(models.TextChoices):
    """
    How often, and in how many of the pay dates cover is taken; the words are the API's.
    """

    MONTHLY = "monthly", _("every month")
    BIWEEKLY_26 = "biweekly-26", _("every two weeks, 26 times a year")
    BIWEEKLY_24_OF_26 = "biweekly-24-of-26", _("every two weeks, cover in 24 of 26")
    WEEKLY_52 = "weekly-52", _("every week, 52 times a year")
    WEEKLY_48_OF_52 = "weekly-48-of-52", _("every week, cover in 48 of 52")
