"""
A small Django project that grew in one app: written from the texts of its models, migrated by itself.
"""

import copy
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Iterable
from typing import Self

from wheelwright.adapters import initdb
from wheelwright.extract.project import Project, given
from wheelwright.extract.survey import survey
from wheelwright.extract.values import FileChange, Moved, Plan, Step

SETTINGS = """\
import os
from urllib.parse import unquote, urlsplit

url = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {{
    "default": {{
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("MONOLITH_DATABASE", url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
    }}
}}
SECRET_KEY = "a test keeps no secrets"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "site_urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.admin",
    "django.contrib.sessions",
    "django.contrib.messages",
{more}]
TEMPLATES = [
    {{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {{
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        }},
    }}
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
{settings}"""
MANAGE = """\
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


class Monolith:
    """
    A project in a folder of the test's own; `apps` are its labels, each with the text of its models.
    """

    def __init__(
        self,
        folder: pathlib.Path,
        apps: dict[str, str],
        *,
        installed: tuple[str, ...] = (),
        settings: str = "",
        files: dict[str, str] | None = None,
        python: str = sys.executable,
        url: str = NOWHERE,
        make: tuple[str, ...] = (),  # labels, where they are others than the apps' names
    ) -> None:
        self.folder = folder
        self.python = python
        more = "".join(f'    "{name}",\n' for name in (*installed, *apps))
        self.write("site_settings.py", SETTINGS.format(more=more, settings=settings))
        self.write("site_urls.py", "urlpatterns = []\n")
        self.write("manage.py", MANAGE)
        for app, models in apps.items():
            place = app.replace(".", "/")
            self.write(f"{place}/__init__.py", "")
            self.write(f"{place}/models.py", models)
            self.write(f"{place}/migrations/__init__.py", "")
        for name, text in (files or {}).items():
            self.write(name, text)
        self.manage(
            "makemigrations", *(make or apps), url=url
        )  # some fields ask which server it is

    def copied(self, folder: pathlib.Path) -> Self:
        """
        The same project in another folder, as it is now.
        """
        twin = copy.copy(self)
        twin.folder = shutil.copytree(self.folder, folder)
        return twin

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_text()

    def manage(self, *words: str, url: str = NOWHERE) -> str:
        """
        A command of the project, in its own process.
        """
        mine = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DJANGO_"))}
        done = subprocess.run(
            [self.python, "manage.py", *words],
            cwd=self.folder,
            env={**mine, "DATABASE_URL": url, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-3000:]}"
        return done.stdout

    def apply(self, changes: Iterable[FileChange]) -> None:
        """
        Write what a step changes.
        """
        for change in changes:
            if change.after is None:
                (self.folder / change.path).unlink()
            else:
                self.write(change.path, change.after)

    def project(self) -> Project:
        return given(self.folder, python=pathlib.Path(self.python), settings="site_settings")

    def step(self, names: str, *, target: str = "plans", source: str = "legacy") -> Plan:
        """
        A plan of one step that moves these models and no others.
        """
        tables = {model.label: model.table for model in survey(self.project()).models}
        moved = tuple(
            Moved(old=f"{source}.{name}", new=f"{target}.{name}", table=tables[f"{source}.{name}"])
            for name in names.split()
        )
        return Plan(
            project=str(self.folder),
            settings="site_settings",
            source=source,
            target=target,
            target_module=target,
            target_folder=target,
            auto_field="django.db.models.BigAutoField",
            steps=(Step(number=1, moved=moved),),
        )

    def install(self, app: str, models: str) -> None:
        """
        A new app, as the code of a step has it.
        """
        self.write(f"{app}/__init__.py", "")
        self.write(f"{app}/models.py", models)
        settings = self.read("site_settings.py")
        start = "INSTALLED_APPS = [\n"
        self.write("site_settings.py", settings.replace(start, f'{start}    "{app}",\n'))


def schema(url: str) -> str:
    """
    The database as pg_dump writes it, without rows.
    """
    words = [initdb.binaries(None) / "pg_dump", "--schema-only", "--no-owner", url]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return "".join(
        line
        for line in done.stdout.splitlines(True)
        if not line.startswith(("\\restrict", "\\unres"))
    )
