"""
A tiny package, orchard-app, released in two versions as a test describes them, and rehearsed.
"""

import base64
import dataclasses
import hashlib
import json
import os
import pathlib
import zipfile
from typing import Any

from command import run

APPS = """\
from django.apps import AppConfig


class OrchardConfig(AppConfig):
    name = "orchard"
    default_auto_field = "django.db.models.BigAutoField"
"""
MODELS = """\
from django.db import models


class Tree(models.Model):
    name = models.CharField(max_length=20)
    height = models.IntegerField(null=True)
"""
INITIAL = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Tree",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=20)),
                ("height", models.IntegerField(null=True)),
            ],
        ),
    ]
"""
SECOND = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = [{operations}]
"""
SEED = """\
from orchard.models import Tree


def seed():
    for name, height in (("Oak", 9), ("Oak", None), ("Elm", 4)):
        Tree.objects.create(name=name, height=height)
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    What one run of the command line left behind.
    """

    status: int
    output: str
    errors: str
    report: dict[str, Any] | None

    @property
    def cell(self) -> dict[str, Any]:
        assert self.report is not None, self.errors
        return self.report["cells"][0]

    def findings(self, code: str) -> list[dict[str, Any]]:
        assert self.cell["status"] != "broken", self.cell["reason"]
        return [finding for finding in self.cell["findings"] if finding["code"] == code]


class Orchard:
    """
    Releases orchard-app and rehearses the upgrade from 1.0.0 to 1.1.0.
    """

    def __init__(self, folder: pathlib.Path, cache: pathlib.Path) -> None:
        self.folder = folder
        self.cache = cache
        self.old = self.release("1.0.0")
        self.new = self.release("1.1.0")
        self.seed = self.write("seed.py", SEED)

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def release(
        self,
        version: str,
        *,
        models: str = MODELS,
        operations: str | None = None,
        migrations: dict[str, str] | None = None,
        files: dict[str, str] | None = None,
    ) -> pathlib.Path:
        """
        Write a wheel; `operations` is the body of a migration 0002_change.
        """
        history = {"0001_initial": INITIAL, **(migrations or {})}
        if operations is not None:
            history["0002_change"] = SECOND.format(operations=operations)
        contents = {"orchard/__init__.py": "", "orchard/apps.py": APPS, "orchard/models.py": models}
        contents["orchard/migrations/__init__.py"] = ""
        contents |= {f"orchard/migrations/{name}.py": text for name, text in history.items()}
        return write_wheel(self.folder, version, contents | (files or {}))

    def upgrade(self, *words: str, **release: Any) -> Run:
        """
        Release 1.1.0 as described and rehearse it with the seeded rows.
        """
        self.new = self.release("1.1.0", **release)
        return self.rehearse("--seed", str(self.seed), *words)

    def rehearse(
        self,
        *words: str,
        old: str | None = None,
        new: str | None = None,
        postgres: str | None = None,
        environment: dict[str, str] | None = None,
    ) -> Run:
        target = self.folder / "report.json"
        target.unlink(missing_ok=True)
        server = postgres or os.environ["DATABASE_URL"]
        command = ["rehearse", "orchard-app"]
        command += ["--from", old or str(self.old), "--to", new or str(self.new)]
        command += ["--json", str(target), "--cache", str(self.cache), *words]
        command += [] if postgres == "" else ["--postgres", server]
        said = run(*command, cwd=self.folder, environment=environment)
        report = json.loads(target.read_text()) if target.exists() else None
        return Run(status=said.status, output=said.output, errors=said.errors, report=report)


def write_wheel(
    folder: pathlib.Path,
    version: str,
    contents: dict[str, str],
    *,
    name: str = "orchard-app",
    requires: tuple[str, ...] = ("Django",),
) -> pathlib.Path:
    """
    A wheel without a build (PyPA, binary distribution format).
    """
    stem = f"{name.replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {line}\n" for line in requires)
    contents = contents | {
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},{_digest(text)},{len(text)}\n" for path, text in contents.items())
    contents[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in contents.items():
            # One date for all: equal contents make equal bytes, and are installed once.
            wheel.writestr(zipfile.ZipInfo(file), text)
    return path


def _digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def column(definition: str) -> str:
    """
    The models with one more field.
    """
    return MODELS + f"    {definition}\n"
