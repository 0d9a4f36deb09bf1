"""
Let somebody in who lost the app and the recovery codes.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from host.accounts import second_step


class Command(BaseCommand):
    help = "Take the second step from a log-in, after you have made sure who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username!r}.", returncode=2)
        was_on = second_step.turn_off(user)
        self.stdout.write(
            f"{username} logs in by password alone from now on."
            if was_on
            else f"{username} had no second step."
        )
