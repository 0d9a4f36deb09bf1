"""
Small wheels and the package folders they were built from, as a test describes them.
"""

import base64
import dataclasses
import hashlib
import pathlib
import zipfile
from collections.abc import Mapping

APPS = """\
from django.apps import AppConfig


class {name}Config(AppConfig):
    name = "{module}"
    default_auto_field = "django.db.models.BigAutoField"
"""
MODELS = """\
from django.db import models


class {model}(models.Model):
    note = models.CharField(max_length=20)
"""
INITIAL = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = {dependencies}
    operations = [
        migrations.CreateModel(
            name="{model}",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(max_length=20)),
            ],
        ),
    ]
"""
PROJECT = """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "{name}"
version = "{version}"
dependencies = {dependencies}
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """
    A package folder and the wheel that stands for its build.
    """

    folder: pathlib.Path
    wheel: pathlib.Path


def domain(module: str, model: str, *, dependencies: str = "[]") -> dict[str, str]:
    """
    The files of a domain with one model and its first migration.
    """
    return {
        f"{module}/__init__.py": "",
        f"{module}/api.py": "def place():\n    return 1\n",
        f"{module}/apps.py": APPS.format(name=model, module=module),
        f"{module}/models.py": MODELS.format(model=model),
        f"{module}/migrations/__init__.py": "",
        f"{module}/migrations/0001_initial.py": INITIAL.format(
            model=model, dependencies=dependencies
        ),
    }


def package(
    place: pathlib.Path,
    name: str,
    version: str,
    files: Mapping[str, str],
    *,
    requires: tuple[str, ...] = ("Django",),
    into: str = "dist",
    headers: tuple[str, ...] = (),
    lost: tuple[str, ...] = (),
    record: Mapping[str, str] | None = None,
) -> Built:
    """
    Write a source folder and its wheel; the wheel lacks the files in `lost`.
    """
    folder = place / "packages" / name
    for path, text in files.items():
        target = folder / "src" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    (folder / "pyproject.toml").write_text(
        PROJECT.format(name=name, version=version, dependencies=list(requires))
    )
    shipped = {path: text for path, text in files.items() if path not in lost}
    wheel = write(place / into, name, version, shipped, requires, headers, record or {})
    return Built(folder=folder, wheel=wheel)


def write(
    folder: pathlib.Path,
    name: str,
    version: str,
    files: Mapping[str, str],
    requires: tuple[str, ...] = (),
    headers: tuple[str, ...] = (),
    record: Mapping[str, str] | None = None,
) -> pathlib.Path:
    """
    A wheel without a build (PyPA, binary distribution format); `record` falsifies hashes.
    """
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    lines = ("Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *headers)
    lines += tuple(f"Requires-Dist: {line}" for line in requires)
    contents = dict(files) | {
        f"{info}/METADATA": "\n".join(lines) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    hashes = {path: _digest(text) for path, text in contents.items()} | dict(record or {})
    listed = "".join(f"{p},{hashes[p]},{len(text)}\n" for p, text in contents.items())
    contents[f"{info}/RECORD"] = f"{listed}{info}/RECORD,,\n"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for member, text in contents.items():
            wheel.writestr(member, text)
    return path


def _digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
