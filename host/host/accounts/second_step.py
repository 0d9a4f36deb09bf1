"""
How is a second step turned on and off?
"""

import segno
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 8


def pending(user: object) -> TOTPDevice:
    """
    The app that is being set up: its key stays the same until its first code is given.
    """
    device, _ = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "app"}
    )
    return device


def picture(device: TOTPDevice) -> str:
    """
    What an app photographs, as the address of an image.
    """
    return segno.make(device.config_url, error="m").svg_data_uri(scale=4, border=2, light="white")


def turn_on(device: TOTPDevice, code: str) -> tuple[str, ...] | None:
    """
    The recovery codes, if the code is the app's; else None, and nothing is changed.
    """
    with transaction.atomic():
        if not device.verify_token(code):
            return None
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        spare = StaticDevice.objects.create(user=device.user, name="recovery codes")
        codes = tuple(StaticToken.random_token() for _ in range(RECOVERY_CODES))
        StaticToken.objects.bulk_create(StaticToken(device=spare, token=code) for code in codes)
    return codes


def turn_off(user: object) -> bool:
    """
    Whether there was one.
    """
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        gone, _ = TOTPDevice.objects.filter(user=user).delete()
    return bool(gone)
