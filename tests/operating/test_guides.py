"""
Do the operator's guides name what there is: every variable, command, file and target?
"""

import ast
import pathlib
import re

import pytest

from tests.conftest import REPOSITORY

GUIDES = REPOSITORY / "docs" / "operating"
PRODUCTION = (GUIDES / "production.md").read_text()
NAMED = set(re.findall(r"`([A-Z][A-Z_]+)`", "".join(p.read_text() for p in GUIDES.glob("*.md"))))
# Read by Django or by libpq themselves.
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def variables(path: pathlib.Path) -> set[str]:
    """
    Names that a file reads from the environment, or requires by a helper called `required`.
    """
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called in ("os.environ.get", "os.getenv", "required", "_required"):
                found.add(str(node.args[0].value))
    return found


def commands() -> set[str]:
    folders = [*REPOSITORY.glob("packages/*-app/src/*"), *REPOSITORY.glob("host/host/*")]
    return {
        path.stem
        for folder in folders
        for path in folder.glob("management/commands/*.py")
        if path.stem != "__init__"
    }


def test_every_variable_that_the_host_reads_is_in_a_guide():
    read = {
        name for path in (REPOSITORY / "host" / "host").rglob("*.py") for name in variables(path)
    }

    assert len(read) > 8
    assert read - NAMED - NOT_OURS == set()


def test_every_variable_of_the_example_is_in_a_guide():
    example = (REPOSITORY / "deploy" / "environment.example").read_text()
    names = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))

    assert "DATABASE_URL" in names
    assert names - NAMED == set()


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_management_command_is_scheduled_or_said_to_be_for_people(command):
    assert re.search(rf"`{command}[` ]", PRODUCTION)


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda path: path.name)
class TestAGuide:
    def test_names_files_that_exist(self, guide):
        text = guide.read_text()
        links = [
            (guide.parent / link.split("#")[0]).resolve()
            for link in re.findall(r"\]\((?!http)([^)#]+)", text)
        ]
        named = re.findall(r"(?<![\w/])(?:deploy|host)/[\w@./*-]*[\w*]", text)

        assert [str(path) for path in links if not path.exists()] == []
        assert [path for path in named if not list(REPOSITORY.glob(path))] == []

    def test_calls_only_targets_the_makefile_has(self, guide):
        makefile = (REPOSITORY / "Makefile").read_text()

        targets = re.findall(r"\bmake ([a-z][a-z-]+)", guide.read_text())
        assert [target for target in targets if f"\n{target}:" not in makefile] == []
