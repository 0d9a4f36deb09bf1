"""
Tiny packages side by side: orchard-app and press-app, released as a test says, and composed.
"""

import json
import os
import pathlib

from command import run
from orchard_kit import Run, write_wheel

APPS = """\
from django.apps import AppConfig


class Config(AppConfig):
    name = "{label}"
    default_auto_field = "django.db.models.BigAutoField"
"""
MODELS = """\
from django.db import models


class {model}(models.Model):
    size = models.IntegerField(null=True)
"""
INITIAL = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="{model}",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("size", models.IntegerField(null=True)),
            ],
        ),
    ]
"""
NEXT = """\
import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("{label}", "{before}")]
    operations = [{operations}]
"""
SEED = """\
def seed():
    from {label}.models import {model}

    for size in (4, 9, None):
        {model}.objects.create(size=size)
"""
HOST = """\
import os
from urllib.parse import unquote, urlsplit

url = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
    }
}
SECRET_KEY = "a test keeps no secrets"
INSTALLED_APPS = ["orchard", "press"]
"""


class Grove:
    """
    An archive of two packages, each with one table of one number.
    """

    MODEL = {"orchard": "Tree", "press": "Press"}

    def __init__(self, folder: pathlib.Path, cache: pathlib.Path) -> None:
        self.folder = folder
        self.cache = cache
        self.releases = folder / "archive"
        self.releases.mkdir()

    def release(
        self,
        label: str,
        version: str = "1.0",
        *,
        operations: str | None = None,
        initial: tuple[str, str] = ("", ""),
        models: str = "",
        requires: tuple[str, ...] = (),
        files: dict[str, str] | None = None,
    ) -> pathlib.Path:
        """
        Write a wheel; `operations` is the body of a second migration, `initial` changes the first.
        """
        model = self.MODEL[label]
        history = {"0001_initial": INITIAL.format(model=model).replace(*initial)}
        if operations is not None:
            history["0002_change"] = NEXT.format(
                label=label, before="0001_initial", operations=operations
            )
        contents = {
            "__init__.py": "",
            "apps.py": APPS.format(label=label),
            "models.py": MODELS.format(model=model) + models,
            "migrations/__init__.py": "",
            "testing/__init__.py": SEED.format(label=label, model=model),
        }
        contents |= {f"migrations/{name}.py": text for name, text in history.items()}
        return write_wheel(
            self.releases,
            version,
            {f"{label}/{name}": text for name, text in (contents | (files or {})).items()},
            name=f"{label}-app",
            requires=("Django", *requires),
        )

    def host(self, contract: str) -> pathlib.Path:
        """
        A Django project with both apps and one file of contract tests.
        """
        folder = self.folder / "host"
        files = {
            "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n',
            "site_settings.py": HOST,
            "requirements.txt": "Django\npsycopg[binary]\norchard-app>=1,<2\npress-app>=1,<2\n",
            "tests/contracts/test_promises.py": contract,
        }
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return folder

    def compose(self, *kinds: str, words: tuple[str, ...] = ()) -> Run:
        """
        Ask these kinds of questions about the archive.
        """
        target = self.folder / "report.json"
        command = ["compose", "--releases", str(self.releases)]
        command += [word for kind in kinds for word in ("--only", kind)]
        command += ["--json", str(target), "--cache", str(self.cache)]
        command += ["--postgres", os.environ["DATABASE_URL"], *words]
        said = run(*command, cwd=self.folder)
        report = json.loads(target.read_text()) if target.exists() else None
        return Run(status=said.status, output=said.output, errors=said.errors, report=report)


def cell(run: Run, title: str) -> dict:
    """
    The cell of one question.
    """
    assert run.report is not None, run.errors
    (found,) = [c for c in run.report["cells"] if c["package"] == title]
    assert found["status"] != "broken", found["reason"]
    return found
