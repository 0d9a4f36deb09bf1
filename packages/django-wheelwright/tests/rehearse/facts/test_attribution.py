"""
Is the right statement blamed, and none where nothing points at one?
"""

import facts_kit as kit
import pytest

from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed

ADD = kit.statement('ALTER TABLE "loan" ADD COLUMN "due" date NULL', "AddField")
DROP = kit.statement('ALTER TABLE "loan" DROP COLUMN "due_on"', "RemoveField")
OTHER = kit.statement('ALTER TABLE "loaned" DROP COLUMN "due"', "RunSQL")


class TestLast:
    def test_is_the_last_statement_with_all_names(self):
        by = attribution.last([kit.migration(ADD, DROP, OTHER)], "loan", "due")

        assert by == Attributed(
            migration="loans.0002_due_date", operation="AddField", statement=ADD.sql
        )

    def test_looks_at_later_migrations_first(self):
        by = attribution.last([kit.migration(ADD), kit.migration(DROP, name="0003_drop")], "loan")

        assert by.migration == "loans.0003_drop"

    def test_passes_over_what_cannot_be_the_reason(self):
        index = kit.statement('CREATE INDEX "by_due" ON "loan" ("due")', "AddField")

        by = attribution.last([kit.migration(ADD, index)], "loan", "due", but=(attribution.INDEX,))

        assert by.statement == ADD.sql

    @pytest.mark.parametrize("names", [("lost",), ("loan", "lost"), ()])
    def test_is_nobody_if_a_name_is_missing(self, names):
        assert attribution.last([kit.migration(ADD)], *names) == Attributed()


class TestNamedIn:
    @pytest.mark.parametrize(
        ("message", "names"),
        [
            ("column loan.due does not exist\nLINE 1: x", ["loan", "due"]),
            ('null value in column "due" of relation "loan" violates', ["due", "loan"]),
            ('new row for relation "loan" violates check constraint "c"', ["loan", "c"]),
            ("AssertionError: assert 'a' == \"b\"", []),
            ("", []),
        ],
    )
    def test_finds_what_the_server_names(self, message, names):
        assert attribution.named_in(message) == names
