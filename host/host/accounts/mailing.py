"""
May somebody be mailed another link yet?
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from host.accounts.models import MailedLink

PAUSE = dt.timedelta(minutes=5)
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def may_mail(user_id: int) -> bool:
    """
    Whether it is the first link in five minutes, and noted as such: anybody can ask for a link to
    anybody, and nobody should find hundreds of them.
    """
    with transaction.atomic():
        last, _ = MailedLink.objects.select_for_update().get_or_create(
            user_id=user_id, defaults={"mailed_at": _NEVER}
        )
        if timezone.now() - last.mailed_at < PAUSE:
            return False
        last.mailed_at = timezone.now()
        last.save(update_fields=["mailed_at"])
    return True
