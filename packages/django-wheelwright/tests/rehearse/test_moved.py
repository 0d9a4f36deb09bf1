"""
A value in other clothes, or in another place, is not lost; one that is left behind on the way is.
"""

import pytest
from orchard_kit import INITIAL, SECOND

SEED = """\
from django.db import connection


def seed():
    with connection.cursor() as cursor:
        for name, value in {rows}:
            cursor.execute("INSERT INTO orchard_tree (name, note) VALUES (%s, %s)", [name, value])
"""
NAMES = ("Oak", "Elm", "Fir")


@pytest.fixture
def upgrade(orchard):
    """
    Trees with a note of some type, the statements of the upgrade, and what was lost.
    """

    def run(kind: str, values: list[str], *statements: str):
        noted = INITIAL.replace(
            "            ],\n        ),\n",
            "            ],\n        ),\n"
            f'        migrations.RunSQL("ALTER TABLE orchard_tree ADD COLUMN note {kind}", ""),\n',
        )
        orchard.old = orchard.release("1.0.0", migrations={"0001_initial": noted})
        orchard.seed.write_text(SEED.format(rows=list(zip(NAMES, values, strict=True))))
        operations = ", ".join(f'migrations.RunSQL("""{sql}""", "")' for sql in statements)
        second = SECOND.format(operations=operations)
        return orchard.upgrade(migrations={"0001_initial": noted, "0002_change": second})

    return run


class TestColumn:
    def test_is_quiet_about_an_array_in_a_json_column(self, upgrade):
        run = upgrade(
            "varchar(9)[]",
            ["{high,old}", "{}", "{young}"],
            "ALTER TABLE orchard_tree ADD COLUMN labels jsonb",
            "UPDATE orchard_tree SET labels = to_jsonb(note)",
            "ALTER TABLE orchard_tree DROP COLUMN note",
            "ALTER TABLE orchard_tree RENAME COLUMN labels TO note",
        )

        assert run.findings("data-lost") == run.findings("data-changed") == []

    def test_is_quiet_about_keys_and_json_that_are_cast_in_place(self, upgrade):
        run = upgrade(
            "text",
            [f'{{"z":1,  "key":"{number}"}}' for number in range(3)],
            "ALTER TABLE orchard_tree ALTER COLUMN note TYPE jsonb USING note::jsonb",
        )

        assert run.findings("data-lost") == run.findings("data-changed") == []

    def test_is_quiet_about_a_value_that_moved_into_an_object(self, upgrade):
        run = upgrade(
            "text",
            ["left", "right", "left"],
            "ALTER TABLE orchard_tree ADD COLUMN extra jsonb",
            "UPDATE orchard_tree SET extra = jsonb_build_object('side', note, 'seen', true)",
            "ALTER TABLE orchard_tree DROP COLUMN note",
        )

        assert run.findings("data-lost") == []

    def test_blames_whoever_dropped_it_when_another_takes_its_name(self, upgrade):
        run = upgrade(
            "text",
            ["left", "right", "middle"],
            "ALTER TABLE orchard_tree ADD COLUMN other jsonb DEFAULT '{}'",
            "ALTER TABLE orchard_tree DROP COLUMN note",
            "ALTER TABLE orchard_tree RENAME COLUMN other TO note",
        )

        (finding,) = run.findings("data-lost")
        assert finding["statement"] == "ALTER TABLE orchard_tree DROP COLUMN note"
        assert finding["evidence"]["count"] == 3


class TestRows:
    SPLIT = (
        "CREATE TABLE orchard_label (id serial PRIMARY KEY, tree_id bigint, label text)",
        "INSERT INTO orchard_label (tree_id, label) SELECT id, unnest(string_to_array(note, ','))"
        " FROM orchard_tree",
    )

    def test_is_quiet_about_a_list_that_became_rows(self, upgrade):
        run = upgrade(
            "text",
            ["old,high", "young", "old,ill,thin"],
            *self.SPLIT,
            "ALTER TABLE orchard_tree DROP COLUMN note",
        )

        assert run.findings("data-lost") == []

    def test_reports_a_list_of_which_an_entry_was_left_behind(self, upgrade):
        run = upgrade(
            "text",
            ["old,high", "young", "old,ill,thin"],
            *self.SPLIT,
            "DELETE FROM orchard_label WHERE label = 'ill'",
            "ALTER TABLE orchard_tree DROP COLUMN note",
        )

        assert [finding["subject"] for finding in run.findings("data-lost")] == [
            "orchard_tree.note"
        ]

    def test_is_quiet_about_names_that_rows_share_from_now_on(self, upgrade):
        run = upgrade(
            "text",
            ["left", "right", "middle"],
            "INSERT INTO orchard_tree (name, note) VALUES ('Ash', 'left')",
            "CREATE TABLE orchard_side (id serial PRIMARY KEY, side text UNIQUE)",
            "INSERT INTO orchard_side (side) SELECT DISTINCT note FROM orchard_tree",
            "ALTER TABLE orchard_tree ADD COLUMN side_id int",
            "UPDATE orchard_tree SET side_id = (SELECT id FROM orchard_side WHERE side = note)",
            "ALTER TABLE orchard_tree DROP COLUMN note",
        )

        assert run.findings("data-lost") == []

    def test_is_not_content_with_numbers_that_happen_to_be_keys(self, upgrade):
        run = upgrade(
            "int",
            [1, 2, 3],
            "CREATE TABLE orchard_plot (id serial PRIMARY KEY, title text)",
            "INSERT INTO orchard_plot (title) SELECT 'plot' FROM generate_series(1, 9)",
            "ALTER TABLE orchard_tree DROP COLUMN note",
        )

        assert [finding["subject"] for finding in run.findings("data-lost")] == [
            "orchard_tree.note"
        ]

    COPY = (
        "CREATE TABLE orchard_plant (key bigserial PRIMARY KEY, title text, height int, about jsonb)",
        "INSERT INTO orchard_plant (key, title, height, about)"
        " SELECT 100 - id, name, height, jsonb_build_object('note', note) FROM orchard_tree {where}",
        "DROP TABLE orchard_tree CASCADE",
    )

    def test_is_quiet_about_rows_that_were_encoded_anew_in_another_table(self, upgrade):
        run = upgrade("text", ["left", "right", "middle"], *(s.format(where="") for s in self.COPY))

        assert run.findings("data-lost") == []

    def test_counts_the_rows_that_were_left_behind(self, upgrade):
        where = "WHERE name <> 'Elm'"

        run = upgrade("text", ["a", "b", "c"], *(s.format(where=where) for s in self.COPY))

        (finding,) = run.findings("data-lost")
        assert finding["subject"] == "orchard_tree"
        assert finding["evidence"]["count"] == 1
