"""
“Anything to migrate?” is answered as Django answers it, from names alone.
"""

import dataclasses
import os
import pathlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from monolith_kit import Monolith

MODELS = """\
from django.db import models


class Plan(models.Model):
    name = models.CharField(max_length=50)
"""
CONFIGURED = """\
from django.apps import AppConfig


class Crooked(AppConfig):
    name = "odd.place"
    label = "straight"
"""
EMPTY = """\
from django.db import migrations


class Migration(migrations.Migration):
    {replaces}
    dependencies = [("{app}", "0001_initial")]
    operations = []
"""


@dataclasses.dataclass(kw_only=True)
class Site:
    """
    A project and its migrated database.
    """

    monolith: Monolith
    url: str

    def pending(self, *words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "wheelwright", "extract", "pending", *self.words(), *words],
            env={**os.environ, "DATABASE_URL": self.url},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def words(self) -> list[str]:
        return ["--project", str(self.monolith.folder), "--settings", "site_settings"]

    def django_has_something(self) -> bool:
        shown = self.monolith.manage("showmigrations", "--plan", url=self.url)
        return "[ ]" in shown


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"pending_{uuid.uuid4().hex}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        monolith = Monolith(
            tmp_path_factory.mktemp("pending") / "site",
            {"legacy": MODELS, "odd.place": MODELS},
            files={"odd/place/apps.py": CONFIGURED, "odd/__init__.py": ""},
            make=("legacy", "straight"),
        )
        url = urlunsplit(parts._replace(path=f"/{name}"))
        monolith.manage("migrate", url=url)
        yield Site(monolith=monolith, url=url)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def more(site: Site) -> Iterator[list[pathlib.Path]]:
    """
    Files that a test adds; they are gone after it.
    """
    added: list[pathlib.Path] = []
    yield added
    for path in added:
        path.unlink()


def test_a_migrated_database_has_nothing_left(site: Site) -> None:
    status, said = site.pending()
    assert (status, said.startswith("Nothing to migrate: ")) == (0, True), said
    assert not site.django_has_something()


def test_a_new_file_is_named(site: Site, more: list[pathlib.Path]) -> None:
    text = EMPTY.format(app="legacy", replaces="")
    more.append(site.monolith.write("legacy/migrations/0002_more.py", text))
    status, said = site.pending()
    assert (status, "legacy.0002_more" in said) == (1, True), said
    assert site.django_has_something()


def test_an_app_is_known_by_the_label_of_its_configuration(
    site: Site, more: list[pathlib.Path]
) -> None:
    text = EMPTY.format(app="straight", replaces="")
    more.append(site.monolith.write("odd/place/migrations/0002_more.py", text))
    assert "straight.0002_more" in site.pending()[1]


def test_a_squash_of_what_has_run_is_nothing_to_do(site: Site, more: list[pathlib.Path]) -> None:
    text = EMPTY.format(app="legacy", replaces='replaces = [("legacy", "0001_initial")]')
    text = text.replace('dependencies = [("legacy", "0001_initial")]', "dependencies = []")
    more.append(site.monolith.write("legacy/migrations/0001_squashed.py", text))
    assert site.pending()[0] == 0


def test_a_database_without_any_table_has_everything_left(site: Site) -> None:
    status, said = site.pending("--database", os.environ["DATABASE_URL"])
    assert (status, "are not applied" in said) == (1, True), said


def test_settings_that_are_not_there_are_told_of(site: Site) -> None:
    status, said = site.pending("--settings", "nowhere")
    assert (status, "nowhere cannot be imported" in said) == (2, True), said
