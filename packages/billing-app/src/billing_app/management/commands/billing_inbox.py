"""
Apply what the gateways told us.
"""

import threading

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from billing_app import api
from domain_kit.actor import Actor


class Command(BaseCommand):
    """
    Run as many as you like: they share the work.
    """

    help = "Apply the webhooks whose time has come, once or for ever."

    def add_arguments(self, parser: CommandParser) -> None:
        """
        Once, or again and again.
        """
        parser.add_argument("--forever", action="store_true", help="Look again, until stopped.")
        parser.add_argument("--every", type=float, default=2.0, help="Seconds between two looks.")

    def handle(self, *, forever: bool, every: float, **options: object) -> None:
        """
        Say what each pass did.
        """
        pause = threading.Event()
        while True:
            self.stdout.write(str(api.process_inbox(actor=Actor.system("billing_inbox"))))
            if not forever:
                return
            close_old_connections()
            pause.wait(every)
