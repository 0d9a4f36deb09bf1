"""
Does a rehearsal keep to what the project decided in [tool.wheelwright]?
"""

import pytest

ONE_WAY = "migrations.RunPython(migrations.RunPython.noop)"
ACCEPTED = """\
[[tool.wheelwright.allow]]
code = "irreversible"
reason = "Nobody goes back."
"""


@pytest.fixture
def decide(orchard):
    def write(text: str) -> None:
        orchard.write("pyproject.toml", text)

    return write


class TestAllowList:
    def test_turns_a_finding_into_information(self, orchard, decide):
        decide(ACCEPTED)

        run = orchard.upgrade(operations=ONE_WAY)

        (finding,) = run.findings("irreversible")
        assert (finding["severity"], finding["accepted"]) == ("info", "Nobody goes back.")
        assert run.cell["status"] == "passed"
        assert run.report["notes"] == []

    def test_names_an_entry_that_nothing_needs(self, orchard, decide):
        decide(ACCEPTED)

        run = orchard.upgrade()

        assert "irreversible fits no finding of this run" in run.report["notes"][0]

    def test_a_mistake_in_it_ends_the_run_before_it_begins(self, orchard, decide):
        decide(ACCEPTED.replace("reason", "because"))

        run = orchard.upgrade()

        assert run.status == 2
        assert run.report is None
        assert "does not know “because”" in run.errors


class TestBudgets:
    def test_reach_the_rules(self, orchard, decide):
        decide("[tool.wheelwright]\nbackfill-rows = 2\n")
        fill = """migrations.RunSQL("UPDATE orchard_tree SET height = 1", "")"""

        run = orchard.upgrade(operations=fill)

        (finding,) = run.findings("unbatched-backfill")
        assert (finding["evidence"]["rows"], finding["evidence"]["budget"]) == (3, 2)

    def test_are_read_from_a_file_that_is_named(self, orchard):
        config = orchard.write("rehearsal.toml", "[tool.wheelwright]\nmany-tables = 0\n")

        run = orchard.upgrade("--config", str(config))

        assert run.status == 2
        assert "“many-tables” in [tool.wheelwright] is 0." in run.errors
