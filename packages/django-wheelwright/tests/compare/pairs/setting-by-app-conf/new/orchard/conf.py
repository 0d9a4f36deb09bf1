from appconf import AppConf
from django.conf import settings


class OrchardConf(AppConf):
    ROWS = 3

    class Meta:
        prefix = "orchard"


def rows():
    return settings.ORCHARD_ROWS
