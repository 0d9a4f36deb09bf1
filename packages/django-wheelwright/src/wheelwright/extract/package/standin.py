"""
How does a package load without its project: with a small app in the place of each that its keys point at?
"""

import re
from collections.abc import Iterable, Mapping, Sequence

CONFIG = '''\
"""
Stands in for the project's app {label} where this package is loaded or tested without it.
"""

from django.apps import AppConfig


class StandInConfig(AppConfig):
    name = "{module}"
    label = "{label}"
    default_auto_field = "{auto_field}"
'''
MODELS = '''\
"""
The models that keys of this package point at, as far as a key needs them.
"""

from django.db import models

{classes}'''
MODEL = """
class {name}(models.Model):
    class Meta:
        db_table = "{table}"

"""
FIRST = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
{operations}    ]
"""
CREATE = """\
        migrations.CreateModel(
            name="{name}",
            fields=[("id", models.{field}(auto_created=True, primary_key=True, serialize=False))],
            options={{"db_table": "{table}"}},
        ),
"""
NEXT = """\
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("{label}", "{before}")]
    operations = []
"""
SETTINGS = '''\
"""
What a project without the one that this app came from has to install for it to load.
"""

INSTALLED_APPS = [
{apps}]
'''


def needed(migrations: Iterable[str], labels: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """
    The migrations of other apps that an app's own migrations name, by label, in their order.
    """
    found: dict[str, set[str]] = {label: set() for label in labels}
    for text in migrations:
        for label, name in re.findall(r"""\(\s*["'](\w+)["']\s*,\s*["'](\d\w+)["']\s*\)""", text):
            if label in found:
                found[label].add(name)
    return {label: tuple(sorted(names)) for label, names in found.items() if names}


def files(
    package: str,
    installed: Sequence[str],
    apps: Mapping[str, Mapping[str, str]],
    names: Mapping[str, Sequence[str]],
    *,
    auto_field: str,
) -> dict[str, str]:
    """
    Path inside the package -> text. `apps` are the tables of models by label, `names` their migrations.
    """
    field = auto_field.rpartition(".")[2]
    own = [*installed, *(f"{package}.testing.{label}" for label in sorted(names)), package]
    found = {
        "testing/__init__.py": '"""\nWhat others need to test against this app.\n"""\n',
        "testing/settings.py": SETTINGS.format(apps="".join(f'    "{app}",\n' for app in own)),
    }
    for label, migrations in names.items():
        tables = apps.get(label, {})
        module = f"{package}.testing.{label}"
        folder = f"testing/{label}"
        classes = "".join(MODEL.format(name=n, table=t) for n, t in sorted(tables.items()))
        found[f"{folder}/__init__.py"] = ""
        found[f"{folder}/apps.py"] = CONFIG.format(
            label=label, module=module, auto_field=auto_field
        )
        found[f"{folder}/models.py"] = MODELS.format(classes=classes).rstrip() + "\n"
        found[f"{folder}/migrations/__init__.py"] = ""
        creates = "".join(
            CREATE.format(name=n, table=t, field=field) for n, t in sorted(tables.items())
        )
        for at, name in enumerate(migrations):
            text = (
                NEXT.format(label=label, before=migrations[at - 1])
                if at
                else FIRST.format(operations=creates)
            )
            found[f"{folder}/migrations/{name}.py"] = text
    return found
