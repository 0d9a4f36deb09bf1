from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--rows")
        parser.add_argument("--kind")

    def handle(self, **options): ...
