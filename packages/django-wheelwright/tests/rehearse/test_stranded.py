"""
Rows that nobody reads any more, and statements that failed without anybody hearing of it, are named.
"""

import pytest
from orchard_kit import SECOND

PLANTS = """\
from django.db import models


class Plant(models.Model):
    name = models.CharField(max_length=20, unique=True)
    height = models.IntegerField(null=True)
"""
CREATE = """\
migrations.CreateModel("Plant", [
    ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
    ("name", models.CharField(max_length=20, unique=True)),
    ("height", models.IntegerField(null=True)),
]),
migrations.RunPython(move, migrations.RunPython.noop),
migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Tree")]),
"""
MOVE = """\
def move(apps, editor):
    from django.db import DatabaseError, connection, transaction
    with connection.cursor() as cursor:
{body}


class Migration"""
COPY = "INSERT INTO orchard_plant (name, height) SELECT name, height FROM orchard_tree"


@pytest.fixture
def moved(orchard):
    """
    The report after trees became plants, whose names are unique, by these statements.
    """

    def run(*lines: str):
        body = "".join(f"        {line}\n" for line in lines)
        second = SECOND.format(operations=CREATE).replace("class Migration", MOVE.format(body=body))
        return orchard.upgrade(models=PLANTS, migrations={"0002_plants": second})

    return run


def test_rows_whose_copy_failed_unnoticed_are_lost(moved):
    run = moved(
        "try:",
        "    with transaction.atomic():",
        f'        cursor.execute("{COPY}")',
        "except DatabaseError:",
        "    pass",
    )

    (finding,) = run.findings("data-lost")
    assert (finding["subject"], finding["severity"]) == ("orchard_tree", "error")
    assert finding["evidence"]["count"] == 3
    assert "failed, and the migration went on: duplicate key" in finding["message"]
    assert run.findings("migration-fails") == []


def test_a_row_that_was_skipped_is_counted(moved):
    run = moved(f'cursor.execute("{COPY} ON CONFLICT DO NOTHING")')

    (finding,) = run.findings("data-lost")
    assert (finding["severity"], finding["evidence"]["meant_for"]) == ("error", "orchard_plant")
    assert finding["evidence"]["count"] == 1


def test_is_quiet_when_all_arrived(moved, orchard):
    orchard.seed.write_text(orchard.seed.read_text().replace('("Oak", None)', '("Ash", None)'))

    run = moved(f'cursor.execute("{COPY}")')

    assert run.findings("data-lost") == []


def test_a_table_that_is_only_given_up_is_for_a_person_to_decide(orchard):
    forget = (
        'migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Tree")])'
    )

    run = orchard.upgrade(models="", operations=forget)

    (finding,) = run.findings("data-lost")
    assert finding["severity"] == "review"


def test_a_statement_that_failed_unnoticed_is_named(orchard):
    lines = (
        "try:",
        "    with transaction.atomic():",
        """        cursor.execute("UPDATE orchard_tree SET height = name::integer")""",
        "except DatabaseError:",
        "    pass",
    )
    body = "".join(f"        {line}\n" for line in lines)
    second = SECOND.format(operations="migrations.RunPython(move, migrations.RunPython.noop)")

    run = orchard.upgrade(
        migrations={"0002_move": second.replace("class Migration", MOVE.format(body=body))}
    )

    (finding,) = run.findings("migration-fails")
    assert (finding["severity"], finding["evidence"]["sqlstate"]) == ("review", "22P02")
