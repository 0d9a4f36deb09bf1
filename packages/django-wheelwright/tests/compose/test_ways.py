"""
Does it matter which of two wheels is upgraded first, or whether a release is skipped?
"""

from grove_kit import cell

SQL = 'migrations.RunSQL("{}", "")'
GROW = SQL.format("UPDATE orchard_tree SET size = size * 2")
COPY = SQL.format("UPDATE press_press SET size = (SELECT max(size) FROM orchard_tree)")
FORGET = SQL.format("UPDATE orchard_tree SET size = NULL WHERE size > 5")
FAIL = SQL.format("INSERT INTO orchard_tree (id) SELECT id FROM orchard_tree")
INDEX = SQL.format("CREATE INDEX IF NOT EXISTS by_{0} ON {1} (size)")
PROMISE = """\
from importlib.metadata import version


def test_the_press_is_as_new_as_the_orchard():
    assert version("press-app") >= version("orchard-app")
"""
LABEL = SQL.format("ALTER TABLE press_press ADD label text")
RANDOM = SQL.format("UPDATE press_press SET label = gen_random_uuid()::text")
ORDERS = "orchard-app and press-app in both orders"
STEPS = "orchard-app step by step"


class TestBothOrders:
    def test_reports_a_value_that_depends_on_who_came_first(self, grove):
        grove.release("orchard")
        grove.release("orchard", "1.1", operations=GROW)
        grove.release("press")
        grove.release("press", "1.1", operations=COPY)

        run = grove.compose("orders")

        (finding,) = cell(run, ORDERS)["findings"]
        assert (finding["code"], finding["subject"]) == ("data-changed", "press_press.size")
        assert finding["evidence"]["sample"][0] == ["1", "18", "9"]
        assert run.status == 1

    def test_reports_an_object_that_depends_on_who_came_first(self, grove):
        index = SQL.format(
            "DO $$ BEGIN IF to_regclass('by_tree') IS NULL THEN "
            "CREATE INDEX by_press ON press_press (size); END IF; END $$"
        )
        grove.release("orchard")
        grove.release("orchard", "1.1", operations=INDEX.format("tree", "orchard_tree"))
        grove.release("press")
        grove.release("press", "1.1", operations=index)

        run = grove.compose("orders")

        (finding,) = cell(run, ORDERS)["findings"]
        assert (finding["code"], finding["subject"]) == ("schema-drift", "by_press")

    def test_compares_rows_whose_keys_are_random_by_what_they_hold(self, grove):
        table = SQL.format("CREATE TABLE log (id uuid PRIMARY KEY, tallest int)")
        fill = SQL.format("INSERT INTO log SELECT gen_random_uuid(), max(size) FROM orchard_tree")
        grove.release("orchard")
        grove.release("orchard", "1.1", operations=GROW)
        grove.release("press")
        grove.release("press", "1.1", operations=f"{table}, {fill}")

        run = grove.compose("orders")

        (finding,) = cell(run, ORDERS)["findings"]
        assert (finding["code"], finding["subject"]) == ("data-changed", "log.tallest")
        assert finding["evidence"]["sample"] == [["", "18", ""], ["", "", "9"]]

    def test_takes_no_random_value_for_evidence(self, grove):
        grove.release("orchard")
        grove.release("orchard", "1.1", operations=GROW)
        grove.release("press")
        grove.release("press", "1.1", operations=f"{LABEL}, {RANDOM}")

        run = grove.compose("orders")

        assert cell(run, ORDERS)["findings"] == []

    def test_an_order_that_declared_ranges_exclude_is_an_answer(self, grove):
        grove.release("orchard")
        grove.release("orchard", "1.1", operations=GROW, requires=("press-app>=1.1",))
        grove.release("press")
        grove.release("press", "1.1", operations=COPY)

        run = grove.compose("orders")

        found = cell(run, ORDERS)
        assert (found["status"], found["findings"]) == ("passed", [])
        assert "orchard-app 1.1, press-app 1.0 is excluded by declared ranges" in found["notes"][0]
        assert "press-app>=1.1" in found["notes"][0]


class TestInAHost:
    def test_reports_a_promise_that_is_broken_on_the_way(self, grove):
        grove.release("orchard")
        grove.release("orchard", "1.1", operations=GROW)
        grove.release("press")
        grove.release("press", "1.1")
        host = grove.host(PROMISE)

        run = grove.compose("orders", words=("--host", str(host)))

        (finding,) = cell(run, ORDERS)["findings"]
        assert finding["code"] == "contract-broken"
        assert finding["message"].startswith("With orchard-app 1.1, press-app 1.0, ")

    def test_its_ranges_exclude_sets(self, grove):
        grove.release("orchard")
        grove.release("orchard", "2.0", operations=GROW)
        grove.release("press")
        grove.release("press", "1.1")
        host = grove.host("def test_nothing():\n    pass\n")

        run = grove.compose("orders", words=("--host", str(host)))

        found = cell(run, ORDERS)
        assert (found["status"], found["findings"]) == ("passed", [])
        assert any("excluded by declared ranges" in note for note in found["notes"])


class TestSteps:
    def test_reports_a_value_that_only_the_steps_lose(self, grove):
        grove.release("orchard", "1.0")
        grove.release("orchard", "1.1", operations=FORGET)
        grove.release("orchard", "1.2", operations=SQL.format("SELECT 1"))

        run = grove.compose("steps")

        (finding,) = cell(run, STEPS)["findings"]
        assert (finding["code"], finding["subject"]) == ("data-lost", "orchard_tree.size")
        assert finding["evidence"]["sample"] == [["2", "9", ""]]

    def test_a_step_that_fails_and_is_got_over_is_for_review(self, grove):
        grove.release("orchard", "1.0")
        grove.release("orchard", "1.1", operations=FAIL)
        grove.release("orchard", "1.2", operations=SQL.format("SELECT 1"))

        run = grove.compose("steps")

        (finding,) = cell(run, STEPS)["findings"]
        assert (finding["code"], finding["severity"]) == ("migration-fails", "review")
        assert "With orchard-app 1.1" in finding["message"]
        assert run.status == 0

    def test_a_team_can_accept_a_step_that_fails(self, grove):
        grove.release("orchard", "1.0")
        grove.release("orchard", "1.1", operations=FAIL)
        grove.release("orchard", "1.2", operations=SQL.format("SELECT 1"))
        accepted = '[[tool.wheelwright.allow]]\ncode = "migration-fails"\n'
        accepted += 'package = "orchard-app"\nreason = "Withdrawn."\n'
        (grove.folder / "pyproject.toml").write_text(accepted)

        run = grove.compose("steps")

        (finding,) = cell(run, STEPS)["findings"]
        assert (finding["severity"], finding["accepted"]) == ("info", "Withdrawn.")
        assert cell(run, STEPS)["status"] == "passed"

    def test_a_last_step_that_fails_is_an_error(self, grove):
        grove.release("orchard", "1.0")
        grove.release("orchard", "1.1")
        grove.release("orchard", "1.2", operations=FAIL)

        run = grove.compose("steps")

        (finding,) = cell(run, STEPS)["findings"]
        assert (finding["code"], finding["severity"]) == ("migration-fails", "error")

    def test_is_quiet_about_releases_that_build_on_one_another(self, grove):
        grove.release("orchard", "1.0")
        grove.release("orchard", "1.1", operations=GROW)
        grove.release("orchard", "1.2", operations=GROW)

        run = grove.compose("steps")

        assert cell(run, STEPS)["findings"] == []
        assert [m["name"] for m in cell(run, STEPS)["migrations"]] == ["0002_change"]
