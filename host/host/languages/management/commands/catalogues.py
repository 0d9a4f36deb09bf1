"""
Write down every text of the site for its translators, and compile what they wrote.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from host.languages import catalogues


class Command(BaseCommand):
    help = "Update host/locale after texts have changed; says what lacks a translation."

    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        for language, name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            catalogues.update(language)
            lacking = catalogues.missing(language)
            self.stdout.write(f"{name}: {len(lacking)} texts without a translation")
            for text in lacking:
                self.stdout.write(f"  {text}")
