"""
A build back end that nobody has installed, as a wheel in a folder, and a repository that asks for it.
"""

import pathlib
import subprocess
import zipfile

BACKEND = """\
import os, pathlib, time, tomllib, zipfile


def build_wheel(out, settings=None, metadata=None):
    project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
    stem = f"{project['name'].replace('-', '_')}-{project['version']}"
    head = [f"Name: {project['name']}", f"Version: {project['version']}", "Requires-Python: >=3.12"]
    head += [f"Requires-Dist: {each}" for each in project["dependencies"]]
    tags = ["Wheel-Version: 1.0", "Generator: crate", "Root-Is-Purelib: true", "Tag: py3-none-any"]
    files = {path.as_posix(): path.read_text() for path in sorted(pathlib.Path("parcels").rglob("*.py"))}
    files[f"{stem}.dist-info/METADATA"] = "\\n".join(["Metadata-Version: 2.1", *head, ""])
    files[f"{stem}.dist-info/WHEEL"] = "\\n".join([*tags, ""])
    files[f"{stem}.dist-info/RECORD"] = "".join(
        f"{name},,\\n" for name in [*files, f"{stem}.dist-info/RECORD"]
    )
    name, when = f"{stem}-py3-none-any.whl", time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
    with zipfile.ZipFile(os.path.join(out, name), "w") as wheel:
        for path, text in files.items():
            wheel.writestr(zipfile.ZipInfo(path, when), text)
    return name
"""
PYPROJECT = """\
[build-system]
requires = ["crate-backend{pin}"]
build-backend = "crate_backend"

[project]
name = "{name}"
version = "{version}"
requires-python = ">=3.12"
dependencies = ["Django>=5.2"]
"""
MODELS = """\
from django.db import models


class Parcel(models.Model):
    number = models.CharField(max_length=20{rule})
"""
APPS = """\
from django.apps import AppConfig


class ParcelsConfig(AppConfig):
    name = "parcels"
    default_auto_field = "django.db.models.BigAutoField"
"""
FIRST = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Parcel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
            ],
        ),
    ]
"""
SECOND = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parcels", "0001_initial")]
    operations = [
        migrations.AlterField("parcel", "number", models.CharField(max_length=20, unique=True))
    ]
"""


def backend_wheel(folder: pathlib.Path) -> pathlib.Path:
    """
    The folder, with version 1.0 of the back end in it.
    """
    info = "crate_backend-1.0.dist-info"
    files = {
        "crate_backend.py": BACKEND,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: crate-backend\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / "crate_backend-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return folder


class Crate:
    """
    A repository with one package at its root and nothing of the tool's.
    """

    def __init__(self, folder: pathlib.Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Nobody")
        self.git("config", "user.email", "nobody@example.org")
        self.write("parcels/__init__.py", "")
        self.write("parcels/apps.py", APPS)
        self.write("parcels/migrations/__init__.py", "")
        self.write("parcels/migrations/0001_initial.py", FIRST)
        self.write("parcels/models.py", MODELS.format(rule=""))

    def first(self, *, pin: str = "==1.0") -> None:
        self._commit("1.0.0", pin=pin, fragment="Parcels with a number.")

    def second(self) -> None:
        self.write("parcels/models.py", MODELS.format(rule=", unique=True"))
        self.write("parcels/migrations/0002_unique.py", SECOND)
        told = "migration:parcels.0002_unique\nTwo parcels cannot share a number: look for twins first."
        self._commit("2.0.0", pin="==1.0", fragment=told)

    def _commit(self, version: str, *, pin: str, fragment: str) -> None:
        self.write("pyproject.toml", PYPROJECT.format(name=self.name, version=version, pin=pin))
        self.write("changes/numbers.changed.md", fragment + "\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"{self.name} {version}")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()
