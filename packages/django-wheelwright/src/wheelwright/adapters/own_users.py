"""
Which user model does a host have that does not use Django's own, and which packages does it concern?
"""

import pathlib
import re

from wheelwright.adapters.installed import Installed

SIDE = "own user"
NAMES = re.compile(r"AUTH_USER_MODEL|get_user_model|[\"']auth[\"'.]|auth\.models")
# Who brings users, or has said which ones it needs, needs no others.
BRINGS = re.compile(r"\bAbstract(?:Base)?User\b|^AUTH_USER_MODEL\b", re.MULTILINE)
SETTINGS = '\nAUTH_USER_MODEL = "rehearsal_people.Person"\n'
MODELS = '''\
from django.contrib.auth.models import AbstractUser


class Person(AbstractUser):
    """A user of a host that has its own."""
'''
MIGRATION = """\
import django.contrib.auth.models
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("password", models.CharField(max_length=128)),
                ("last_login", models.DateTimeField(blank=True, null=True)),
                ("is_superuser", models.BooleanField(default=False)),
                ("username", models.CharField(max_length=150, unique=True)),
                ("first_name", models.CharField(blank=True, max_length=150)),
                ("last_name", models.CharField(blank=True, max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_staff", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField()),
                ("groups", models.ManyToManyField(blank=True, to="auth.group")),
                ("user_permissions", models.ManyToManyField(blank=True, to="auth.permission")),
            ],
            managers=[("objects", django.contrib.auth.models.UserManager())],
        ),
    ]
"""


def write(folder: pathlib.Path) -> tuple[str, ...]:
    """
    Write the app with the user model into a project; the answer is what to install.
    """
    app = folder / "rehearsal_people"
    (app / "migrations").mkdir(parents=True)
    for file in (app / "__init__.py", app / "migrations" / "__init__.py"):
        file.touch()
    (app / "models.py").write_text(MODELS, encoding="utf-8")
    (app / "migrations" / "0001_initial.py").write_text(MIGRATION, encoding="utf-8")
    return ("rehearsal_people",)


def concern(files: Installed, settings: pathlib.Path | None) -> bool:
    """
    Do its models or migrations point at users, whichever a host has?
    """
    texts = [
        _text(files.site / name)
        for name in files.files
        if "models" in name or "/migrations/" in name or name.endswith("testing/settings.py")
    ]
    texts += [_text(settings)] if settings else []
    return any(map(NAMES.search, texts)) and not any(map(BRINGS.search, texts))


def _text(path: pathlib.Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
