"""
One company with two desks, and somebody who may log in, to try it out.
"""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand

from deskroom import services
from deskroom.models import Company


class Command(BaseCommand):
    """
    manage.py demo: what there is already stays.
    """

    help = "Make a company with desks, and the user `desk` with the password `desk`."

    def handle(self, *args: Any, **options: Any) -> None:
        """
        Make them, and say where to look.
        """
        users = get_user_model().objects
        if not users.filter(username="desk").exists():
            users.create_user("desk", password="desk")  # noqa: S106 - for trying it out
        if not Company.objects.exists():
            company = services.welcome("Blue Door Lda")
            january = dt.date(2027, 1, 1)
            services.take_desk(company, member="ana", monthly_cents=18_000, starts_on=january)
            services.take_desk(
                company, member="rui", monthly_cents=18_000, starts_on=dt.date(2027, 2, 15)
            )
            services.fill_wallet(company, 50_000)
        self.stdout.write("Log in as desk with the password desk.")
