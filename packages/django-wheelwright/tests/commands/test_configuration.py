"""
Is [tool.wheelwright] read as it was meant, and refused in a sentence where it means nothing?
"""

import datetime as dt
import pathlib
import pickle

import pytest

from wheelwright.commands.shared import configuration
from wheelwright.commands.shared.configuration import BadConfiguration, Configuration
from wheelwright.rehearse.budgets import Budgets

ENTRY = '[[tool.wheelwright.allow]]\ncode = "irreversible"\n'


@pytest.fixture
def read(tmp_path: pathlib.Path):
    def of(text: str) -> Configuration:
        path = tmp_path / "pyproject.toml"
        path.write_text(text)
        return configuration.read(path)

    return of


class TestRead:
    def test_changes_only_the_budgets_that_are_named(self, read):
        found = read("[tool.wheelwright]\nlock-seconds = 0.5\nmany-tables = 4\n")

        assert found.budgets == Budgets(lock_seconds=0.5, many_tables=4)

    def test_takes_an_entry_with_all_its_parts(self, read):
        (entry,) = read(
            ENTRY + 'reason = "Tried."\nmigration = "a.0002_*"\nuntil = 2027-01-31\n'
        ).allow

        assert (entry.code, entry.reason) == ("irreversible", "Tried.")
        assert entry.migration == "a.0002_*"
        assert entry.until == dt.date(2027, 1, 31)

    def test_compares_packages_as_an_index_does(self, read):
        found = read('[tool.wheelwright]\ncode-first = ["Billing_App"]\n')

        assert found.is_code_first("billing-app")
        assert not found.is_code_first("benefits-app")

    def test_leaves_the_tables_of_other_commands_alone(self, read):
        found = read('[tool.wheelwright.boundaries]\nedges = ["a -> b"]\n')

        assert found == Configuration()

    def test_needs_no_file(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)

        assert configuration.read() == Configuration()

    def test_finds_the_file_of_the_current_directory(self, tmp_path, monkeypatch):
        (tmp_path / "pyproject.toml").write_text("[tool.wheelwright]\nmany-tables = 9\n")
        monkeypatch.chdir(tmp_path)

        assert configuration.read().budgets.many_tables == 9


class TestRefusal:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("[tool.wheelwright]\nlock-second = 1\n", "Did you mean “lock-seconds”?"),
            ("[tool.wheelwright]\nfoo = 1\n", "There are allow, backfill-rows,"),
            ('[tool.wheelwright]\nlock-seconds = "1"\n', "“lock-seconds” in [tool.wheelwright]"),
            ("[tool.wheelwright]\nlock-seconds = 0\n", "a number of seconds above 0"),
            ("[tool.wheelwright]\nlock-seconds = inf\n", "a number of seconds above 0"),
            ("[tool.wheelwright]\nbackfill-rows = true\n", "without it, it is 10_000."),
            ("[tool.wheelwright]\nbackfill-rows = 1.5\n", "a whole number above 0"),
            ('[tool.wheelwright]\ncode-first = "a"\n', 'code-first = ["billing-app"]'),
            ("[tool]\nwheelwright = 1\n", "tool.wheelwright is no table"),
            ('[tool.wheelwright]\nallow = ["irreversible"]\n', "is no list of tables"),
            (ENTRY, "number 1 has no “reason”. Say in a sentence why"),
            (ENTRY + 'reason = " "\n', "has “ ” as “reason”"),
            (ENTRY + 'reason = "x"\nsubjects = "y"\n', "Did you mean “subject”?"),
            (ENTRY + 'reason = "x"\nsubject = 1\n', "has 1 as “subject”"),
            (ENTRY + 'reason = "x"\nuntil = "2027-01-31"\n', "without quotes"),
            (ENTRY + 'reason = "x"\nuntil = 2027-01-31T10:00:00\n', "without quotes"),
            (ENTRY.replace("ible", "able") + 'reason = "x"\n', "Did you mean “irreversible”?"),
            ("[tool.wheelwright\n", "is not TOML"),
        ],
    )
    def test_says_what_is_wrong_and_what_to_do(self, read, text, sentence):
        with pytest.raises(BadConfiguration) as refusal:
            read(text)

        assert sentence in str(refusal.value)
        assert "pyproject.toml: " in str(refusal.value)

    def test_names_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(BadConfiguration, match="cannot be read"):
            configuration.read(tmp_path / "lost.toml")

    def test_survives_pickling(self):
        refusal = BadConfiguration(pathlib.Path("a.toml"), "is not TOML.", "Correct it.")

        assert str(pickle.loads(pickle.dumps(refusal))) == "a.toml: is not TOML. Correct it."
