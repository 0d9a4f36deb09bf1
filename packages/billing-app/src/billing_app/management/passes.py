"""
How does a command make one pass over what waits, once or for ever?
"""

import threading

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections


class PassCommand(BaseCommand):
    """
    Run as many as you like: they share the work.
    """

    def one_pass(self) -> object:
        """
        Do what is due now; what was done, to be written.
        """
        raise NotImplementedError

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
            self.stdout.write(str(self.one_pass()))
            if not forever:
                return
            close_old_connections()
            pause.wait(every)
