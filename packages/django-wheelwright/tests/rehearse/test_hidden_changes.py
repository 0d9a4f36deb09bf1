"""
Sections B to E of the findings: what no operation says, in SQL written by hand.
"""

import pytest
from orchard_kit import INITIAL, MODELS, SECOND, column

FIELD = "plot = models.CharField(max_length=8, null=True)"
ADD = 'migrations.AddField("tree", "plot", models.CharField(max_length=8, null=True))'
FILL = "UPDATE orchard_tree SET plot = 'A'"
FUNCTION = f"CREATE FUNCTION fill() RETURNS void LANGUAGE sql AS $$ {FILL} $$"
MANY = ("--rows", "12000")


def sql(*texts):
    return ", ".join(f"migrations.RunSQL({text!r}, migrations.RunSQL.noop)" for text in texts)


class TestRowsChanged:
    @pytest.mark.parametrize(
        "texts",
        [
            (f"DO $$ BEGIN {FILL}; END $$",),
            (FUNCTION, "SELECT fill()"),
            (f"SET LOCAL lock_timeout = '9s'; {FILL}",),
            (f"-- every tree\n{FILL}",),
            (f"WITH old AS ({FILL} RETURNING id) SELECT count(*) FROM old",),
        ],
        ids=["block", "function", "several", "comment", "with"],
    )
    def test_are_counted_however_they_are_changed(self, orchard, texts):
        fill = SECOND.replace("0001_initial", "0002_change").format(operations=sql(*texts))

        run = orchard.upgrade(
            *MANY, models=column(FIELD), operations=ADD, migrations={"0003_fill": fill}
        )

        (finding,) = run.findings("unbatched-backfill")
        assert finding["subject"] == "orchard_tree"
        assert finding["evidence"]["rows"] == 12_000

    def test_are_counted_when_a_trigger_changes_them(self, orchard):
        trigger = (
            "CREATE TABLE lists (name text); INSERT INTO lists VALUES ('a');"
            "CREATE FUNCTION rename() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN UPDATE orchard_tree SET name = NEW.name; RETURN NEW; END $$;"
            "CREATE TRIGGER t AFTER UPDATE ON lists FOR EACH ROW EXECUTE FUNCTION rename()"
        )

        run = orchard.upgrade(*MANY, operations=sql(trigger, "UPDATE lists SET name = 'b'"))

        (finding,) = run.findings("unbatched-backfill")
        assert finding["subject"] == "orchard_tree"
        assert "UPDATE lists" in finding["statement"]

    def test_beside_the_schema_are_found_in_a_block(self, orchard):
        block = f"DO $$ BEGIN {FILL}; END $$"

        run = orchard.upgrade(
            "--rows", "2000", models=column(FIELD), operations=f"{ADD}, {sql(block)}"
        )

        (finding,) = run.findings("ddl-with-backfill")
        assert finding["evidence"]["rows_changed"] == 2_000

    def test_a_function_that_only_reads_is_no_statement(self, orchard):
        read = "WITH old AS (SELECT * FROM orchard_tree) SELECT count(*), now() FROM old"

        run = orchard.upgrade(operations=sql(read))

        assert run.cell["status"] == "passed"
        assert run.cell["migrations"][0]["statements"] == []


class TestSeveralStatements:
    def test_in_one_text_are_watched_one_by_one(self, orchard):
        text = (
            "SET LOCAL lock_timeout = '9s'; CREATE INDEX by_name ON orchard_tree (name); SELECT 1"
        )

        run = orchard.upgrade(operations=sql(text))

        (statement,) = run.cell["migrations"][0]["statements"]
        assert statement["sql"].startswith("CREATE INDEX")
        assert [lock["mode"] for lock in statement["locks"]] == ["ShareLock"]


class TestStoredView:
    VIEW = "CREATE MATERIALIZED VIEW names AS SELECT id, name FROM orchard_tree"

    def test_is_locked_while_it_is_refreshed(self, orchard):
        orchard.old = orchard.release("1.0.0", operations=sql(self.VIEW))
        orchard.seed.write_text(
            "from django.db import connection\nfrom orchard.models import Tree\n\n\n"
            "def seed():\n"
            "    Tree.objects.bulk_create(Tree(name=f'T{n}') for n in range(60_000))\n"
            "    connection.cursor().execute('REFRESH MATERIALIZED VIEW names')\n"
        )
        refresh = SECOND.replace("0001_initial", "0002_change").format(
            operations=sql("REFRESH MATERIALIZED VIEW names")
        )

        run = orchard.upgrade(operations=sql(self.VIEW), migrations={"0003_refresh": refresh})

        (finding,) = run.findings("blocking-lock")
        assert finding["subject"] == "names"
        assert finding["evidence"]["mode"] == "AccessExclusiveLock"


class TestRights:
    VIEW = "CREATE VIEW names AS SELECT name FROM orchard_tree"
    GRANT = "GRANT SELECT ON names TO PUBLIC"

    def upgrade(self, orchard, *after):
        orchard.old = orchard.release("1.0.0", operations=sql(self.VIEW, self.GRANT))
        again = SECOND.replace("0001_initial", "0002_change").format(operations=sql(*after))
        return orchard.upgrade(
            operations=sql(self.VIEW, self.GRANT), migrations={"0003_again": again}
        )

    def test_are_lost_with_a_view_that_is_made_again(self, orchard):
        run = self.upgrade(orchard, "DROP VIEW names", self.VIEW)

        (finding,) = run.findings("access-lost")
        assert finding["subject"] == "names"
        assert finding["evidence"]["rights"] == "SELECT for PUBLIC"

    @pytest.mark.parametrize(
        "after",
        [("DROP VIEW names", VIEW, GRANT), ("REVOKE SELECT ON names FROM PUBLIC",)],
        ids=["granted again", "revoked"],
    )
    def test_may_be_given_again_or_taken(self, orchard, after):
        run = self.upgrade(orchard, *after)

        assert run.findings("access-lost") == []


class TestLeftBehind:
    def test_a_deferred_foreign_key_may_be_unvalidated_too(self, orchard):
        key = (
            "ALTER TABLE orchard_tree ADD parent bigint; ALTER TABLE orchard_tree ADD CONSTRAINT"
            " of_parent FOREIGN KEY (parent) REFERENCES orchard_tree (id)"
            " DEFERRABLE INITIALLY DEFERRED NOT VALID"
        )

        run = orchard.upgrade(operations=sql(key))

        (finding,) = run.findings("unvalidated-constraint")
        assert finding["subject"] == "of_parent"

    def test_if_not_exists_keeps_an_index_that_was_invalid_before(self, orchard):
        build = "CREATE UNIQUE INDEX CONCURRENTLY {} one_name ON orchard_tree (name)"
        orchard.seed.write_text(f"""\
from django.db import DatabaseError, connection
from orchard.models import Tree


def seed():
    Tree.objects.create(name="Oak")
    twin = Tree.objects.create(name="Oak")
    try:
        connection.cursor().execute("{build.format("")}")
    except DatabaseError:
        twin.delete()
""")
        again = SECOND.format(operations=sql(build.format("IF NOT EXISTS")))
        again = again.replace("    dependencies", "    atomic = False\n    dependencies")

        run = orchard.upgrade(migrations={"0002_one_name": again})

        (finding,) = run.findings("invalid-index")
        assert finding["migration"] == "orchard.0002_one_name"


class TestOldCode:
    def test_is_not_blamed_for_a_parent_that_is_gone(self, orchard):
        models = (
            MODELS
            + "\n\nclass Fruit(models.Model):\n    tree = models.ForeignKey(Tree, models.CASCADE)\n"
        )
        fruit = SECOND.format(
            operations='migrations.CreateModel("Fruit", [("id", models.BigAutoField('
            'primary_key=True, auto_created=True, serialize=False, verbose_name="ID")), '
            '("tree", models.ForeignKey("orchard.Tree", models.CASCADE))])'
        )
        history = {"0002_fruit": fruit}
        orchard.old = orchard.release("1.0.0", models=models, migrations=history)
        away = SECOND.replace("0001_initial", "0002_fruit")
        away = away.format(operations=sql("TRUNCATE orchard_tree CASCADE"))

        run = orchard.upgrade(models=models, migrations={**history, "0003_away": away})

        assert run.findings("data-lost") != []
        assert run.findings("old-code-breaks") == []

    def test_may_no_longer_find_what_it_looks_for(self, orchard):
        text = MODELS.replace("IntegerField(null=True)", "CharField(max_length=9, null=True)")
        operation = (
            'migrations.AlterField("tree", "height", models.CharField(max_length=9, null=True))'
        )

        run = orchard.upgrade(models=text, operations=operation)

        (finding,) = run.findings("old-code-breaks")
        assert finding["evidence"]["actions"] == ["read"]
        assert "integer" in finding["message"]

    def test_may_no_longer_get_a_key_for_a_new_row(self, orchard):
        copied = (
            "CREATE TABLE again AS TABLE orchard_tree; DROP TABLE orchard_tree;"
            "ALTER TABLE again RENAME TO orchard_tree"
        )

        run = orchard.upgrade(operations=sql(copied))

        (finding,) = run.findings("old-code-breaks")
        assert finding["evidence"]["actions"] == ["insert"]
        assert "got no id" in finding["message"]


class TestDrift:
    @pytest.mark.parametrize(
        "text",
        [
            "COMMENT ON COLUMN orchard_tree.name IS 'as on its label'",
            "CREATE STATISTICS of_names ON name, height FROM orchard_tree",
            "CREATE DOMAIN label AS text CHECK (VALUE <> '')",
            "CREATE POLICY tall ON orchard_tree USING (height > 2)",
            "ALTER TABLE orchard_tree ENABLE ROW LEVEL SECURITY",
        ],
        ids=["comment", "statistics", "domain", "policy", "row security"],
    )
    def test_is_found_where_a_squash_forgets(self, orchard, text):
        history = {"0002_text": SECOND.format(operations=sql(text))}
        orchard.old = orchard.release("1.0.0", migrations=history)
        replaces = '[("orchard", "0001_initial"), ("orchard", "0002_text")]'
        squashed = INITIAL.replace("initial = True", f"replaces = {replaces}")

        run = orchard.upgrade(migrations={**history, "0001_squashed_0002_text": squashed})

        assert len(run.findings("schema-drift")) == 1
