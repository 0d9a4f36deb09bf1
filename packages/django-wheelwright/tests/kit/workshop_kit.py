"""
A repository with one tiny package, released once, and the command line that releases the next version.
"""

import contextlib
import copy
import datetime as dt
import os
import pathlib
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from typing import Self

import psutil
from command import Said, run
from packaging.specifiers import SpecifierSet

from wheelwright.adapters.uv import Sources
from wheelwright.archive import provenance, release
from wheelwright.archive.build import sha256
from wheelwright.index import contents
from wheelwright.index.devpi import STABLE, STAGING, Devpi
from wheelwright.rehearse.order import Order
from wheelwright.release.plan import Plan, Rehearsal, find_package, make

PYPROJECT = """\
[build-system]
requires = ["setuptools==81.0.0"]
build-backend = "setuptools.build_meta"

[project]
name = "{name}"
version = "{version}"
requires-python = ">=3.12"
classifiers = ["Typing :: Typed"]
dependencies = ["Django>=5.2"]

[tool.setuptools.packages.find]
where = ["src"]

[tool.setuptools.package-data]
{module} = ["py.typed", "contract/*.json"]
"""
APPS = """\
from django.apps import AppConfig


class BellConfig(AppConfig):
    name = "{module}"
    default_auto_field = "django.db.models.BigAutoField"
"""
MODELS = """\
from django.db import models


class Bell(models.Model):
    tone = models.CharField(max_length=20)
"""
INITIAL = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Bell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tone", models.CharField(max_length=20)),
            ],
        ),
    ]
"""
BREAKS = """\
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("{module}", "0001_initial")]
    operations = [migrations.RunSQL("SELECT 1 / 0", "")]
"""
CHANGELOG = "# Changelog of {name}\n\n<!-- towncrier release notes start -->\n\n## 1.0.0 - 2026-09-01\n\n- The first.\n"


class Workshop:
    """
    A git repository in a folder of the test's own; 1.0.0 is archived, 1.0.1 is committed.
    """

    def __init__(
        self, folder: pathlib.Path, name: str, *, index: Devpi, data: pathlib.Path, cache: str
    ) -> None:
        self.folder = folder
        self.name = name
        self.module = name.replace("-", "_")
        self.index = index
        self.data = data
        self.cache = cache
        self.releases = folder / "releases"
        self.package = folder / "packages" / name
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Nobody")
        self.git("config", "user.email", "nobody@example.org")
        self._begin()
        self.change("1.0.1")

    def _begin(self) -> None:
        self.write(".gitignore", ".work/\n")
        self.write_package("CHANGELOG.md", CHANGELOG.format(name=self.name))
        self.write_package("changes/.gitkeep", "")
        self.write_source("apps.py", APPS.format(module=self.module))
        self.write_source("models.py", MODELS)
        self.write_source("py.typed", "")
        self.write_source("migrations/__init__.py", "")
        self.write_source("migrations/0001_initial.py", INITIAL)
        self._version("1.0.0")
        self.commit("Begin")
        folder = self.package.relative_to(self.folder)
        release.archive(folder, self.releases, revision="HEAD", cwd=self.folder)
        self.commit("Release 1.0.0")

    def copied(self, folder: pathlib.Path) -> Self:
        """
        The same package in another folder, as it is now.
        """
        twin = copy.copy(self)
        twin.folder = shutil.copytree(self.folder, folder, symlinks=True)
        twin.releases = folder / "releases"
        twin.package = folder / "packages" / self.name
        return twin

    def change(self, version: str, *, breaks: bool = False, fragment: bool = True) -> None:
        """
        Commit another version; `breaks` gives it a migration that fails.
        """
        self._version(version)
        if breaks:
            self.write_source("migrations/0002_breaks.py", BREAKS.format(module=self.module))
            claim = f"migration:{self.module}.0002_breaks"
            self.write_package("changes/breaks.migration.md", f"{claim}\n\nRings by itself.\n")
        if fragment:
            self.write_package("changes/loud.fixed.md", f"Louder, as of {version}.\n")
        self.commit(f"{self.name} {version}")

    def _version(self, version: str) -> None:
        text = PYPROJECT.format(name=self.name, module=self.module, version=version)
        self.write_package("pyproject.toml", text)
        self.write_source("__init__.py", f'"""Rings."""\n\n__version__ = "{version}"\n')

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def write_package(self, name: str, text: str) -> pathlib.Path:
        return self.write(f"packages/{self.name}/{name}", text)

    def write_source(self, name: str, text: str) -> pathlib.Path:
        return self.write_package(f"src/{self.module}/{name}", text)

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def words(self, *words: str) -> list[str]:
        """
        The words of a release of the committed version.
        """
        command = ["release", self.name, "--index", self.index.url, "--data", str(self.data)]
        command += ["--devpi", str(self.index.programs), "--cache", self.cache, "--fast"]
        return [*command, "--postgres", os.environ["DATABASE_URL"], *words]

    def command(self, *words: str) -> list[str]:
        """
        The same as a process of its own, for what is about processes.
        """
        return [sys.executable, "-m", "wheelwright", *self.words(*words)]

    def release(self, *words: str, environment: dict[str, str | None] | None = None) -> Said:
        return self.run(*self.words(*words), environment=environment)

    def run(self, *words: str, environment: dict[str, str | None] | None = None) -> Said:
        return run(*words, cwd=self.folder, environment=environment)

    def plan(self) -> Plan:
        """
        What the command line makes of the repository.
        """
        order = Order(
            package=self.name,
            old="",
            new="",
            python=sys.executable,
            index=Sources(),
            cache=pathlib.Path(self.cache),
        )
        return make(
            find_package(self.name, cwd=self.folder, root=self.folder),
            root=self.folder,
            cwd=self.folder,
            releases=self.releases,
            index=self.index,
            first=False,
            supported=SpecifierSet(),
            rehearsal=Rehearsal(order=order, postgres=None, jobs=1, faithful=False),
            vouched=None,
            commits=True,
            today=dt.date(2026, 11, 21),
        )

    @contextlib.contextmanager
    def running(self, step: str, *, stream: str = "stderr") -> Iterator[None]:
        """
        A release that has come to a step, for as long as the block runs; then it is killed with its children.

        A step that begins has its line on stderr, one that is done on stdout.
        """
        process = subprocess.Popen(
            self.command(),
            cwd=self.folder,
            stdout=subprocess.PIPE if stream == "stdout" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if stream == "stderr" else subprocess.DEVNULL,
            text=True,
        )
        with process:
            for line in getattr(process, stream):
                if line.split()[1:2] == [step]:
                    break
            try:
                yield
            finally:
                family = psutil.Process(process.pid).children(recursive=True)
                process.kill()
                for child in family:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        child.kill()
                psutil.wait_procs(family, timeout=10)

    def wheel(self, version: str) -> str:
        return f"{self.module}-{version}-py3-none-any.whl"

    def served(self, where: str, version: str) -> str | None:
        return contents.digests(self.index.simple(where), self.name).get(self.wheel(version))

    def state(self, version: str) -> dict[str, object]:
        """
        What a release leaves behind, with nothing in it that names this package or a moment.
        """
        origins = {origin.wheel: origin for origin in provenance.read(self.releases)}
        origin = origins.get(self.wheel(version))
        kept = self.releases / self.wheel(version)
        archived = sha256(kept) if kept.exists() else None
        project = tomllib.loads((self.package / "pyproject.toml").read_text())["project"]
        return {
            "version": project["version"],
            "recorded": archived is not None and origin is not None and origin.sha256 == archived,
            "staged": archived is not None and self.served(STAGING, version) == archived,
            "stable": archived is not None and self.served(STABLE, version) == archived,
            "commits": self.git("log", "--format=%s").replace(self.name, "it").splitlines(),
            "dirty": self.git("status", "--porcelain"),
            "fragments": sorted(path.name for path in (self.package / "changes").iterdir()),
            "changelog": (self.package / "CHANGELOG.md").read_text().count(f"## {version} - "),
            "worktrees": self.git("worktree", "list").count("\n"),
        }
