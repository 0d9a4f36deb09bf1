from django.conf import settings


def _sender():
    return settings.EMAIL_HOST_USER
