"""
Section B of the findings: would the upgrade stop those who are working?
"""

from orchard_kit import INITIAL, MODELS, SECOND, column

ADD = 'migrations.AddField("tree", "plot", models.CharField(max_length=8, null=True))'
FIELD = "plot = models.CharField(max_length=8, null=True)"
FILL = """migrations.RunSQL("UPDATE orchard_tree SET plot = 'A'", "")"""
BY_NAME = 'class Meta:\n        indexes = [models.Index(fields=["name"], name="by_name")]'
MANY = ("--rows", "30000")


class TestBlockingLock:
    def test_projects_an_index_built_under_a_lock(self, orchard):
        operation = 'migrations.AddIndex("tree", models.Index(fields=["name"], name="by_name"))'

        run = orchard.upgrade(*MANY, models=column(BY_NAME), operations=operation)

        (finding,) = run.findings("blocking-lock")
        assert finding["subject"] == "orchard_tree"
        assert finding["evidence"]["mode"] == "ShareLock"
        assert finding["evidence"]["projected_seconds"] > 1

    def test_is_quiet_about_a_change_of_the_catalogue_alone(self, orchard):
        run = orchard.upgrade(*MANY, models=column(FIELD), operations=ADD)

        assert run.cell["status"] == "passed"
        (statement,) = run.cell["migrations"][0]["statements"]
        assert [lock["mode"] for lock in statement["locks"]] == ["AccessExclusiveLock"]


class TestTableRewrite:
    def test_names_the_statement_that_rewrote(self, orchard):
        wide = MODELS.replace("IntegerField", "BigIntegerField")
        operation = 'migrations.AlterField("tree", "height", models.BigIntegerField(null=True))'

        run = orchard.upgrade(models=wide, operations=operation)

        (finding,) = run.findings("table-rewrite")
        assert "TYPE bigint" in finding["statement"]

    def test_is_quiet_about_a_wider_text(self, orchard):
        wide = MODELS.replace("max_length=20", "max_length=40")
        operation = 'migrations.AlterField("tree", "name", models.CharField(max_length=40))'

        run = orchard.upgrade(models=wide, operations=operation)

        assert run.findings("table-rewrite") == []


class TestBackfill:
    def test_reports_ten_thousand_rows_in_one_transaction(self, orchard):
        fill = SECOND.replace("0001_initial", "0002_change").format(operations=FILL)

        run = orchard.upgrade(
            *MANY, models=column(FIELD), operations=ADD, migrations={"0003_fill": fill}
        )

        (finding,) = run.findings("unbatched-backfill")
        assert finding["migration"] == "orchard.0003_fill"
        assert finding["evidence"]["rows"] == 30_000
        assert run.findings("ddl-with-backfill") == []

    def test_reports_rows_changed_beside_the_schema(self, orchard):
        run = orchard.upgrade("--rows", "2000", models=column(FIELD), operations=f"{ADD}, {FILL}")

        (finding,) = run.findings("ddl-with-backfill")
        assert finding["severity"] == "error"
        assert run.findings("unbatched-backfill") == []


class TestLoopUnderALock:
    def test_is_projected_as_a_whole(self, orchard):
        loop = """\
def fill(apps, editor):
    for tree in apps.get_model("orchard", "Tree").objects.all():
        tree.plot = "A"
        tree.save()


class Migration"""
        second = SECOND.format(operations=f"{ADD}, migrations.RunPython(fill, fill)")
        migration = second.replace("class Migration", loop)

        run = orchard.upgrade(
            "--rows", "1500", models=column(FIELD), migrations={"0002_fill": migration}
        )

        (finding,) = run.findings("blocking-lock")
        assert finding["evidence"]["mode"] == "AccessExclusiveLock"
        milliseconds = finding["evidence"]["milliseconds"]
        assert finding["evidence"]["projected_seconds"] > milliseconds


class TestTimeline:
    def test_places_statements_and_locks_within_their_migration(self, orchard):
        pause = 'migrations.RunSQL("SELECT pg_sleep(0.2)", "")'

        run = orchard.upgrade(models=column(FIELD), operations=f"{pause}, {ADD}")

        (migration,) = run.cell["migrations"]
        statement = migration["statements"][-1]
        (lock,) = statement["locks"]
        assert 0.2 <= statement["started"] <= migration["seconds"]
        assert statement["started"] + lock["held_seconds"] <= migration["seconds"]


class TestManyTablesLocked:
    KINDS = ("Apple", "Pear", "Plum")

    def models(self, field=""):
        return MODELS + "".join(
            f"\n\nclass {kind}(models.Model):\n    name = models.CharField(max_length=20)\n{field}"
            for kind in self.KINDS
        )

    def upgrade(self, orchard, migrations):
        tables = "".join(
            INITIAL.partition("operations = [\n")[2]
            .removesuffix("    ]\n")
            .replace('"Tree"', f'"{kind}"')
            .replace('                ("height", models.IntegerField(null=True)),\n', "")
            for kind in self.KINDS
        )
        initial = INITIAL.removesuffix("    ]\n") + tables + "    ]\n"
        orchard.old = orchard.release(
            "1.0.0", models=self.models(), migrations={"0001_initial": initial}
        )
        return orchard.upgrade(
            models=self.models(f"    {FIELD}\n"),
            migrations={"0001_initial": initial, **migrations},
        )

    def test_reports_three_in_one_transaction(self, orchard):
        together = ", ".join(ADD.replace("tree", kind.lower()) for kind in self.KINDS)

        run = self.upgrade(orchard, {"0002_plot": SECOND.format(operations=together)})

        (finding,) = run.findings("many-tables-locked")
        assert finding["evidence"]["tables"] == ["orchard_apple", "orchard_pear", "orchard_plum"]

    def test_knows_tables_that_get_another_name(self, orchard):
        renamed = ", ".join(
            f'migrations.AlterModelTable("{kind.lower()}", "fruit_{kind.lower()}")'
            for kind in self.KINDS
        )

        run = self.upgrade(orchard, {"0002_names": SECOND.format(operations=renamed)})

        (finding,) = run.findings("many-tables-locked")
        assert finding["evidence"]["tables"] == ["orchard_apple", "orchard_pear", "orchard_plum"]

    def test_is_quiet_about_three_transactions(self, orchard):
        migrations, before = {}, "0001_initial"
        for kind in self.KINDS:
            operation = ADD.replace("tree", kind.lower())
            name = f"000{len(migrations) + 2}_plot"
            migrations[name] = SECOND.format(operations=operation).replace("0001_initial", before)
            before = name

        run = self.upgrade(orchard, migrations)

        assert run.findings("many-tables-locked") == []


class TestBusyMachine:
    STALLS_ONCE = """migrations.RunPython(
        lambda apps, editor: (
            (marker := __import__("pathlib").Path({marker!r})).exists()
            or marker.touch() or __import__("time").sleep(1.5)
        ),
        migrations.RunPython.noop,
    )"""

    def test_is_measured_again_before_it_is_called_a_long_lock(self, orchard, tmp_path):
        marker = tmp_path / "stalled"
        stall = self.STALLS_ONCE.format(marker=str(marker))

        run = orchard.upgrade(models=column(FIELD), operations=f"{ADD}, {stall}")

        assert marker.exists()
        assert run.findings("blocking-lock") == []

    def test_is_no_excuse_for_what_takes_long_every_time(self, orchard):
        slow = f'{ADD}, migrations.RunSQL("SELECT pg_sleep(1.5)", "")'

        run = orchard.upgrade(models=column(FIELD), operations=slow)

        (finding,) = run.findings("blocking-lock")
        assert finding["evidence"]["milliseconds"] > 1000
