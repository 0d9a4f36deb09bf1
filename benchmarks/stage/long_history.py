"""
A project with one app, its models and thousands of migrations, as companies have them after some years.

A model is made in the first three fifths of the history; what follows adds columns (55 %), alters them
(30 %), runs Python on a model (10 %) or adds an index (5 %). Every model but the first few points at an earlier one.
"""

import dataclasses
import pathlib
import random

SETTINGS = """\
import os
from urllib.parse import urlsplit

SECRET_KEY = "a benchmark keeps no secrets"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "legacy",
]
_url = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path.lstrip("/"),
        "USER": _url.username or "",
        "HOST": _url.hostname or "",
        "PORT": str(_url.port or ""),
    }
}
"""
MANAGE = """\
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""
MIGRATION = """\
import django.db.models.deletion
from django.db import migrations, models
{functions}

class Migration(migrations.Migration):
    dependencies = [{dependency}]
    operations = [{operation}]
"""
FUNCTION = """

def fill(apps, schema_editor):
    apps.get_model("legacy", "{name}").objects.filter(pk=1).update(name="x")
"""
KEY = '("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))'
COLUMNS = (
    "models.IntegerField(default=0)",
    'models.CharField(max_length=50, default="")',
    "models.BooleanField(default=False)",
    "models.DecimalField(max_digits=10, decimal_places=2, default=0)",
    'models.TextField(default="")',
)


@dataclasses.dataclass(kw_only=True)
class Grown:
    """
    A model, while its history is written.
    """

    name: str
    fields: dict[str, str]
    indexes: list[str] = dataclasses.field(default_factory=list)

    def text(self) -> str:
        lines = [f"class {self.name}(models.Model):"]
        lines += [f"    {name} = {field}" for name, field in self.fields.items()]
        if self.indexes:
            lines += ["", "    class Meta:", f"        indexes = [{', '.join(self.indexes)}]"]
        return "\n".join(lines) + "\n"


def write(folder: pathlib.Path, *, models: int, migrations: int, seed: int = 1) -> tuple[str, ...]:
    """
    Write the project; the names of its models.
    """
    dice = random.Random(seed)  # noqa: S311 - the same seed writes the same
    app = folder / "legacy"
    (app / "migrations").mkdir(parents=True)
    for name in ("__init__.py", "migrations/__init__.py"):
        (app / name).touch()
    (folder / "settings.py").write_text(SETTINGS)
    (folder / "urls.py").write_text("urlpatterns = []\n")
    (folder / "manage.py").write_text(MANAGE)
    made_at = {int(i * max(1, migrations * 0.6) / models) for i in range(models)}
    grown: list[Grown] = []
    last = ""
    for number in range(migrations):
        functions = ""
        if (number in made_at or not grown) and len(grown) < models:
            operation = _made(grown, dice)
        else:
            operation, functions = _changed(dice.choice(grown), dice, number)
        dependency = f'("legacy", "{last}")' if last else ""
        last = f"{number + 1:04}_change"
        text = MIGRATION.format(functions=functions, dependency=dependency, operation=operation)
        (app / "migrations" / f"{last}.py").write_text(text)
    head = "import django.db.models.deletion\nfrom django.db import models\n"
    (app / "models.py").write_text("\n\n".join([head.rstrip() + "\n", *(g.text() for g in grown)]))
    return tuple(model.name for model in grown)


def _made(grown: list[Grown], dice: random.Random) -> str:
    fields = {
        "name": "models.CharField(max_length=100)",
        "at": "models.DateTimeField(null=True)",
    }
    if len(grown) > 2:
        fields["parent"] = (
            f'models.ForeignKey("legacy.{dice.choice(grown).name}", '
            'on_delete=django.db.models.deletion.CASCADE, null=True, related_name="+")'
        )
    model = Grown(name=f"Model{len(grown):03}", fields=fields)
    grown.append(model)
    columns = ", ".join([KEY, *(f'("{name}", {field})' for name, field in fields.items())])
    return f'migrations.CreateModel("{model.name}", [{columns}])'


def _changed(model: Grown, dice: random.Random, number: int) -> tuple[str, str]:
    """
    An operation, and a function that it needs.
    """
    luck = dice.random()
    if luck < 0.55:
        name, field = f"n{number}", dice.choice(COLUMNS)
        model.fields[name] = field
        return f'migrations.AddField("{model.name}", "{name}", {field})', ""
    if luck < 0.85:
        name = dice.choice([each for each in model.fields if each != "parent"])
        field = f'{model.fields[name].split(", help_text")[0].rstrip(")")}, help_text="h{number}")'
        field = field.replace("(, ", "(")
        model.fields[name] = field
        return f'migrations.AlterField("{model.name}", "{name}", {field})', ""
    if luck < 0.95:
        return "migrations.RunPython(fill, migrations.RunPython.noop)", FUNCTION.format(
            name=model.name
        )
    index = f'models.Index(fields=["name"], name="i{number}")'
    model.indexes.append(index)
    return f'migrations.AddIndex("{model.name}", {index})', ""
