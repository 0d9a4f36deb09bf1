"""
Does a wheel work without the others, and may it come after them?
"""

from grove_kit import cell

SQL = 'migrations.RunSQL("{}", "")'
REFERENCE = SQL.format("ALTER TABLE press_press ADD tree bigint REFERENCES orchard_tree")
AFTER_ORCHARD = ("dependencies = []", 'dependencies = [("orchard", "0001_initial")]')
IF_PRESENT = (
    "dependencies = []",
    "import importlib.util\n"
    '    dependencies = [("orchard", "0001_initial")] * bool(importlib.util.find_spec("orchard"))',
)
INDEX_IF_PRESENT = SQL.format(
    "DO $$ BEGIN IF to_regclass('orchard_tree') IS NOT NULL THEN "
    "CREATE INDEX by_size ON press_press (size); END IF; END $$"
)
GREEDY = SQL.format("UPDATE orchard_tree SET size = 0")
CHECK = """\
from django.apps import apps
from django.core.checks import Error, register


@register()
def orchard_is_there(app_configs, **kwargs):
    missing = not apps.is_installed("orchard")
    return [Error("There is no orchard.", id="press.E001", hint="Plant one.")] * missing
"""


class TestOmitted:
    def test_reports_a_table_that_only_another_wheel_makes(self, grove):
        grove.release("orchard")
        grove.release("press", operations=REFERENCE)

        run = grove.compose("together", "omitted")

        (finding,) = cell(run, "without orchard-app")["findings"]
        assert (finding["code"], finding["evidence"]["sqlstate"]) == ("migration-fails", "42P01")
        assert finding["migration"] == "press.0002_change"
        assert cell(run, "without press-app")["status"] == "passed"
        assert cell(run, "2 wheels together")["status"] == "passed"

    def test_reports_a_migration_that_names_another_wheels(self, grove):
        grove.release("orchard")
        grove.release("press", initial=AFTER_ORCHARD)

        run = grove.compose("omitted")

        (finding,) = cell(run, "without orchard-app")["findings"]
        assert finding["code"] == "graph-broken"
        assert "orchard" in finding["message"]

    def test_reports_an_import_that_only_works_beside_another_wheel(self, grove):
        grove.release("orchard")
        grove.release("press", models="\n\nimport orchard.models  # noqa\n")

        run = grove.compose("omitted")

        (finding,) = cell(run, "without orchard-app")["findings"]
        assert finding["code"] == "composition-broken"
        assert "No module named 'orchard'" in finding["message"]

    def test_reports_a_system_check_that_fails(self, grove):
        grove.release("orchard")
        grove.release("press", models=f"\n\n{CHECK}")

        run = grove.compose("omitted")

        (finding,) = cell(run, "without orchard-app")["findings"]
        assert (finding["code"], finding["subject"]) == ("composition-broken", "press.E001")
        assert finding["hint"] == "Plant one."

    def test_cannot_leave_out_what_another_wheel_requires(self, grove):
        grove.release("orchard")
        grove.release("press", requires=("orchard-app>=1",), initial=AFTER_ORCHARD)

        run = grove.compose("omitted")

        found = cell(run, "without orchard-app")
        assert found["status"] == "passed"
        assert "orchard-app cannot be left out" in found["notes"][0]


class TestEnabledLate:
    def test_reports_a_dependency_on_a_sibling_only_when_present(self, grove):
        grove.release("orchard")
        grove.release("press", initial=IF_PRESENT)

        run = grove.compose("together", "omitted", "late")

        (finding,) = cell(run, "orchard-app enabled late")["findings"]
        assert finding["code"] == "graph-broken"
        assert "inconsistent history" in finding["message"]
        for title in ("2 wheels together", "without orchard-app", "press-app enabled late"):
            assert cell(run, title)["status"] == "passed"

    def test_reports_a_schema_that_depends_on_who_was_there(self, grove):
        grove.release("orchard")
        grove.release("press", operations=INDEX_IF_PRESENT, initial=IF_PRESENT)
        grove.release("press", operations=INDEX_IF_PRESENT)

        run = grove.compose("late")

        (finding,) = cell(run, "orchard-app enabled late")["findings"]
        assert (finding["code"], finding["subject"]) == ("schema-drift", "by_size")
        assert "exists only all at once" in finding["message"]

    def test_reports_rows_of_the_others_that_it_changes(self, grove):
        grove.release("orchard")
        grove.release("press", operations=GREEDY, initial=AFTER_ORCHARD)

        run = grove.compose("late")

        (finding,) = cell(run, "press-app enabled late")["findings"]
        assert (finding["code"], finding["subject"]) == ("data-changed", "orchard_tree.size")
        assert finding["evidence"]["count"] == 2


class TestTogether:
    def test_newest_releases_that_exclude_one_another_are_for_review(self, grove):
        grove.release("orchard", requires=("press-app<1",))
        grove.release("press")

        run = grove.compose("together")

        (finding,) = cell(run, "2 wheels together")["findings"]
        assert (finding["code"], finding["severity"]) == ("composition-broken", "review")
        assert "excluded by declared ranges" in finding["message"]

    def test_takes_over_the_settings_that_each_wheel_names(self, grove):
        needs = "from django.conf import settings\n\nassert settings.{} == 'set'\n"
        for label, name in (("orchard", "SOIL"), ("press", "JUICE")):
            apps = f'INSTALLED_APPS = ["{label}"]\n{name} = "set"\n'
            files = {"testing/settings.py": apps}
            grove.release(label, models=f"\n\n{needs.format(name)}", files=files)

        run = grove.compose("together")

        (found,) = run.report["cells"]
        assert (found["status"], found["reason"]) == ("passed", None)
        assert {m["app"] for m in found["migrations"]} == {"orchard", "press"}
