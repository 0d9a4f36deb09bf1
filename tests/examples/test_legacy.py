"""
Is the example's monolith a Django project that works, and does it come out the same each time?
"""

import ast
import os
import pathlib
import sys

import pytest

from examples.legacy import generate
from examples.legacy.monolith.models.every import EVERY
from examples.legacy.monolith.project import files
from tests.conftest import run, succeed

SMALL = {"count": 18, "migrations": 40}


@pytest.fixture(scope="module")
def monolith(tmp_path_factory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("legacy") / "hub"
    assert generate.main([str(folder), "--models", "18", "--migrations", "40"]) == 0
    return folder


@pytest.fixture
def manage(monolith, database):
    """
    Run one command of the monolith on a database of the test's own.
    """
    return lambda *words: run(
        [sys.executable, "manage.py", *words],
        cwd=monolith,
        env={"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "hub.settings"},
    )


def test_it_is_the_same_each_time():
    assert files(**SMALL) == files(**SMALL)


def test_it_has_sixty_models_and_five_hundred_migrations():
    made = files(count=60, migrations=500)

    migrations = [f for f in made if f.path.startswith("legacy_app/migrations/0")]
    text = next(f.text for f in made if f.path == "legacy_app/models.py")
    named = {node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef)}
    assert len(migrations) == 500
    assert {model.name for model in EVERY} <= named
    assert len(EVERY) == 60


def test_its_service_file_has_thousands_of_lines_and_five_ways_to_open_a_window():
    text = next(f.text for f in files(count=60, migrations=500) if f.path.endswith("services.py"))

    functions = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert text.count("\n") > 3_000
    assert len([name for name in functions if name.startswith("open_") and "window" in name]) == 5


def test_its_models_and_its_migrations_agree(manage):
    done = manage("makemigrations", "--check", "--dry-run")

    assert done.returncode == 0, done.stdout + done.stderr


def test_its_own_tests_pass(manage):
    done = manage("test")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ran 21 tests" in done.stderr


def test_a_folder_in_use_is_left_alone(monolith, capsys):
    assert generate.main([str(monolith)]) == 2
    assert "is not empty" in capsys.readouterr().err


def test_a_size_that_cannot_be_is_refused_in_words(tmp_path, capsys):
    assert generate.main([str(tmp_path / "x"), "--models", "99"]) == 2
    assert generate.main([str(tmp_path / "y"), "--migrations", "3"]) == 2
    assert "between 15 and 60" in capsys.readouterr().err
    assert not os.listdir(tmp_path)


def test_it_is_made_from_the_command_line(tmp_path):
    words = [sys.executable, "-m", "examples.legacy.generate", tmp_path / "hub"]

    said = succeed([*words, "--models", "15", "--migrations", "20"])

    assert "15 models, 20 migrations" in said
