"""
The code not-resumable: can an upgrade that was killed be run again?
"""

from orchard_kit import MODELS, SECOND, column

NOT_ATOMIC = SECOND.replace("    dependencies", "    atomic = False\n    dependencies")
BY_NAME = 'class Meta:\n        indexes = [models.Index(fields=["name"], name="by_name")]'
INDEX = 'models.Index(fields=["name"], name="by_name")'
DROP = """migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS by_name", migrations.RunSQL.noop)"""
PLOT = "plot = models.CharField(max_length=8, null=True)"
ADD = 'migrations.AddField("tree", "plot", models.CharField(max_length=8, null=True))'
FILL = """migrations.RunSQL("UPDATE orchard_tree SET plot = 'A' WHERE plot IS NULL", "")"""


def by_hand(body: str) -> str:
    """A migration that is not atomic and runs a Python function."""
    function = f"""\
def change(apps, editor):
    Tree = apps.get_model("orchard", "Tree")
{body}


class Migration"""
    operation = "migrations.RunPython(change, migrations.RunPython.noop)"
    return NOT_ATOMIC.format(operations=operation).replace("class Migration", function)


class TestConcurrentBuild:
    def build(self, orchard, operations):
        build = NOT_ATOMIC.format(operations=operations)
        imported = "from django.contrib.postgres.operations import AddIndexConcurrently\n"
        return orchard.upgrade(
            "--rows", "20000", models=column(BY_NAME), migrations={"0002_by_name": imported + build}
        )

    def test_reports_an_index_that_finds_its_name_taken(self, orchard):
        run = self.build(orchard, f'AddIndexConcurrently("tree", {INDEX})')

        (finding,) = run.findings("not-resumable")
        assert finding["subject"] == "orchard.0002_by_name"
        assert finding["evidence"]["killed"] == "about to run"
        assert finding["evidence"]["sqlstate"] == "42P07"

    def test_reports_an_invalid_index_that_if_not_exists_keeps(self, orchard):
        create = "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_name ON orchard_tree (name)"
        state = f'[migrations.AddIndex("tree", {INDEX})]'

        run = self.build(
            orchard,
            f'migrations.RunSQL("{create}", "DROP INDEX by_name", state_operations={state})',
        )

        (finding,) = run.findings("not-resumable")
        (difference,) = finding["evidence"]["differences"]
        assert "INVALID” instead of" in difference

    def test_is_quiet_when_a_leftover_is_dropped_first(self, orchard):
        run = self.build(orchard, f'{DROP}, AddIndexConcurrently("tree", {INDEX})')

        assert run.findings("not-resumable") == []
        assert run.cell["status"] == "passed"

    def test_its_lock_is_in_the_report(self, orchard):
        run = self.build(orchard, f'{DROP}, AddIndexConcurrently("tree", {INDEX})')

        built = run.cell["migrations"][0]["statements"][-1]
        modes = {(lock["table"], lock["mode"]) for lock in built["locks"]}
        assert ("orchard_tree", "ShareUpdateExclusiveLock") in modes


class TestBetweenStatements:
    def rehearse(self, orchard, migration, **release):
        return orchard.upgrade(migrations={"0002_change": migration}, **release)

    def test_reports_a_column_that_is_there_already(self, orchard):
        migration = NOT_ATOMIC.format(operations=f"{ADD}, {FILL}")

        run = self.rehearse(orchard, migration, models=column(PLOT))

        (finding,) = run.findings("not-resumable")
        assert finding["evidence"]["sqlstate"] == "42701"
        assert finding["operation"] == "AddField"

    def test_is_quiet_when_each_has_a_migration_of_its_own(self, orchard):
        fill = NOT_ATOMIC.format(operations=FILL).replace("0001_initial", "0002_change")

        run = orchard.upgrade(
            models=column(PLOT), operations=ADD, migrations={"0003_fill_plot": fill}
        )

        assert run.findings("not-resumable") == []

    def test_reports_rows_that_are_made_again(self, orchard):
        run = self.rehearse(
            orchard,
            by_hand('    for name in ("Ash", "Yew"):\n        Tree.objects.create(name=name)'),
        )

        (finding,) = run.findings("not-resumable")
        assert finding["evidence"]["differences"] == ["orchard_tree holds 6 rows instead of 5"]

    def test_is_quiet_about_rows_that_are_looked_for_first(self, orchard):
        run = self.rehearse(
            orchard,
            by_hand(
                '    for name in ("Ash", "Yew"):\n        Tree.objects.get_or_create(name=name)'
            ),
        )

        assert run.findings("not-resumable") == []

    def test_reports_values_that_are_changed_twice(self, orchard):
        run = self.rehearse(
            orchard,
            by_hand(
                "    for tree in Tree.objects.exclude(height=None):\n"
                "        Tree.objects.filter(pk=tree.pk).update(height=tree.height + 1)"
            ),
        )

        (finding,) = run.findings("not-resumable")
        assert "values of orchard_tree.height differ" in finding["message"]

    def test_is_quiet_about_chunks_that_know_what_is_done(self, orchard):
        run = self.rehearse(
            orchard,
            by_hand(
                "    for tree in Tree.objects.filter(height=None):\n"
                "        Tree.objects.filter(pk=tree.pk, height=None).update(height=0)"
            ),
        )

        assert run.findings("not-resumable") == []

    def test_chance_is_no_evidence(self, orchard):
        run = self.rehearse(
            orchard,
            by_hand(
                "    import random\n"
                "    for tree in Tree.objects.all():\n"
                "        Tree.objects.filter(pk=tree.pk).update(height=random.randrange(10**9))"
            ),
        )

        assert run.findings("not-resumable") == []

    def test_reports_a_second_run_that_never_ends(self, orchard):
        run = self.rehearse(
            orchard,
            by_hand(
                "    while Tree.objects.exists():\n"
                '        if Tree.objects.filter(name="Elm").update(name="Yew"):\n            break'
            ),
        )

        (finding,) = run.findings("not-resumable")
        assert "hangs" in finding["message"]


class TestAtomicMigrations:
    def test_nothing_remains_of_one_that_is_killed(self, orchard):
        second = SECOND.format(operations=FILL).replace("0001_initial", "0002_change")
        third = SECOND.format(operations="").replace("0001_initial", "0003_fill_plot")

        run = orchard.upgrade(
            models=column(PLOT),
            operations=ADD,
            migrations={"0003_fill_plot": second, "0004_nothing": third},
        )

        assert run.findings("not-resumable") == []
        assert not [note for note in run.cell["notes"] if "Killed" in note]

    def test_reports_one_that_only_runs_in_one_go(self, orchard):
        # The second migration relies on something that lives as long as the first one's session.
        first = SECOND.format(
            operations="""migrations.RunSQL("SELECT set_config('orchard.plot', 'A', false)", "")"""
        )
        second = SECOND.format(
            operations="""migrations.RunSQL("UPDATE orchard_tree SET name = """
            """current_setting('orchard.plot') WHERE name = 'Elm'", "")"""
        ).replace("0001_initial", "0002_set")

        run = orchard.upgrade(migrations={"0002_set": first, "0003_use": second}, models=MODELS)

        killed = {f["subject"]: f["evidence"]["killed"] for f in run.findings("not-resumable")}
        assert killed == {"orchard.0002_set": "recorded", "orchard.0003_use": "executed"}
