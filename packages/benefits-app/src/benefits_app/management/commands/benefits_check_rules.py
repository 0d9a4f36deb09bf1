"""
List rule sets with conditions that are not known, and give such conditions a name that is.
"""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from benefits_app.errors import BenefitsError
from benefits_app.models import EligibilityRuleSet
from benefits_app.rules.rule_documents import read
from benefits_app.rules.rule_values import Json


class Command(BaseCommand):
    help = "List rule sets that cannot be read; --rename gives a condition of 2.1 a known name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rename",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="For example fte_min=fte_at_least; repeatable.",
        )

    def handle(self, *, rename: list[str], **options: object) -> None:
        names = dict(_pair(text) for text in rename)
        if names:
            self.stdout.write(f"{renamed(names)} rule sets renamed.")
        found = list(faults())
        for line in found:
            self.stdout.write(line)
        self.stdout.write(f"{len(found)} findings.")


def _pair(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not (old and sign and new):
        raise CommandError(f"{text!r} is not OLD=NEW. For example fte_min=fte_at_least.")
    return old, new


def faults() -> Iterator[str]:
    """
    What is wrong with each rule set that cannot be read.
    """
    for pk, benefit_id, document, form in _rows():
        try:
            read(document, format=form)
        except BenefitsError as refusal:
            yield f"{pk}  of benefit {benefit_id}: {refusal}"


def renamed(names: dict[str, str]) -> int:
    """
    Give conditions their new names; how many rule sets had such.
    """
    count = 0
    with transaction.atomic():
        for pk, _, document, form in _rows():
            if form == 1 and isinstance(document, list):
                entries = [_entry(entry, names) for entry in document]
                if entries != document:
                    EligibilityRuleSet.objects.filter(pk=pk).update(document=entries)
                    count += 1
    return count


def _entry(entry: Json, names: dict[str, str]) -> Json:
    if isinstance(entry, dict) and entry.get("condition") in names:
        return {**entry, "condition": names[str(entry["condition"])]}
    return entry


def _rows() -> Iterator[tuple[object, object, Json, int]]:
    # By name: the command runs before the columns of this release are all there.
    columns = ("pk", "benefit_id", "document", "format")
    yield from EligibilityRuleSet.objects.order_by("pk").values_list(*columns)
