"""
List windows that begin or end within a day, and settle them on whole days.
"""

from django.core.management.base import BaseCommand, CommandParser

from benefits_app import api
from benefits_app.models import EnrolmentWindow
from domain_kit.actor import Actor


class Command(BaseCommand):
    help = (
        "List windows that an older release let begin or end within a day of their zone; "
        "--accept lets each be open on the whole days it touches, so that nobody loses time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accept", action="store_true", help="Settle every one of them.")

    def handle(self, *, accept: bool, **options: object) -> None:
        windows = list(EnrolmentWindow.objects.filter(needs_review=True).order_by("pk"))
        for window in windows:
            assert window.opens_on is not None, "the trigger of 0024 leaves none without days"
            assert window.closes_on is not None, "the trigger of 0024 leaves none without days"
            self.stdout.write(
                f"{window.pk}  {window.kind}: {window.opens_at:%Y-%m-%d %H:%M} to "
                f"{window.closes_at:%Y-%m-%d %H:%M} UTC touches the days {window.opens_on} to "
                f"{window.closes_on} ({window.time_zone})"
            )
            if accept:
                api.confirm_window(
                    actor=Actor.system("benefits_review_windows"),
                    idempotency_key=f"accept {window.pk}",
                    window_id=window.pk,
                    opens_on=window.opens_on,
                    closes_on=window.closes_on,
                )
        self.stdout.write(f"{len(windows)} {'settled' if accept else 'to review'}.")
