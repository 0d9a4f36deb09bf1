"""
Does a report reach the screen, the files and the CI it runs in?
"""

import dataclasses
import json

import pytest

from wheelwright.commands.shared import output
from wheelwright.errors import BadRequest


@pytest.fixture(autouse=True)
def laptop(monkeypatch):
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


class TestWrite:
    def test_makes_the_folder_of_a_file(self, report, tmp_path):
        path = tmp_path / "reports" / "rehearsal.json"

        output.write(report, json=path)

        assert len(json.loads(path.read_text())["cells"]) == 4

    def test_annotates_where_github_reads_along(self, report, monkeypatch, capsys):
        monkeypatch.setenv("GITHUB_ACTIONS", "true")

        output.write(report)

        assert "\n::error title=" in capsys.readouterr().out

    def test_annotates_nowhere_else(self, report, capsys):
        output.write(report)

        assert "::error" not in capsys.readouterr().out

    def test_appends_to_the_summary_of_the_step(self, report, monkeypatch, tmp_path):
        summary = tmp_path / "summary.md"
        summary.write_text("# Before\n")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

        output.write(report)

        assert summary.read_text().startswith("# Before\n## Upgrade rehearsal")

    def test_writes_halves_of_characters_that_a_package_printed(self, report, tmp_path):
        odd = dataclasses.replace(report.cells[3], reason="It said \udc80.")
        files = {name: tmp_path / name for name in ("json", "html", "junit")}

        output.write(dataclasses.replace(report, cells=(odd,)), **files)

        assert json.loads(files["json"].read_text())["cells"][0]["reason"] == "It said \udc80."

    def test_says_which_file_it_cannot_write_and_shows_the_report(self, report, tmp_path, capsys):
        with pytest.raises(BadRequest, match="cannot be written"):
            output.write(report, html=tmp_path)

        assert "Do not ship" in capsys.readouterr().out
