"""
Which files does a package have besides the app itself?
"""

from collections.abc import Iterable, Mapping

from wheelwright.extract.code.selection import Place
from wheelwright.extract.code.statements import from_import

PYPROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "{name}"
version = "0.1.0"
description = "The app {package}, which came out of {source}."
readme = "README.md"
requires-python = ">={python}"
classifiers = [
    "Framework :: Django :: {django}",
    "Programming Language :: Python :: {python}",
    "Typing :: Typed",
]
dependencies = [{dependencies}]

[tool.setuptools.packages.find]
where = ["src"]

[tool.setuptools.package-data]
"*" = ["py.typed", "templates/**/*", "static/**/*", "fixtures/*", "locale/**/*"]
{deptry}"""
DEPTRY = """
# What is still imported of the project: the list of work of `wheelwright extract package`.
[tool.deptry.per_rule_ignores]
DEP001 = [{modules}]
"""
README = """\
# {name}

The app `{package}` as a package of its own; it came out of `{source}`, and its tables kept their names.

Other code imports `{package}.api` and nothing deeper. What still crosses the boundary is listed by

    wheelwright extract package plan.json --list
"""
CHANGELOG = """\
# Changelog of {name}

<!-- towncrier release notes start -->
"""
FRAGMENT = "The app `{package}` is a package of its own.\n"
API = '''\
"""
What other code may import of this app: what it used on the day the app became a package.

Models in here are a line of work: functions and values that stay the same take their place.
"""

{imports}

__all__ = [
{names}]
'''
TESTS = '''\
"""
The app keeps its tables, and nothing is left to migrate. Run by the project: manage.py test {folder}/tests
"""

from io import StringIO

from django.apps import apps
from django.core.management import call_command
from django.test import TestCase

TABLES = {{
{tables}}}


class {title}(TestCase):
    """
    What must not change when this package does.
    """

    def test_every_model_keeps_its_table(self) -> None:
        found = {{m._meta.label: m._meta.db_table for m in apps.get_app_config("{label}").get_models()}}

        self.assertEqual({{label: found.get(label) for label in TABLES}}, TABLES)

    def test_nothing_is_left_to_migrate(self) -> None:
        call_command("makemigrations", "{label}", check=True, dry_run=True, stdout=StringIO())
'''


def texts(
    *,
    name: str,
    package: str,
    label: str,
    source: str,
    python: str,
    django: str,
    dependencies: Iterable[str],
    imported: Iterable[str],
    tables: Mapping[str, str],
    folder: str,
) -> dict[str, str]:
    """
    Path inside the package's folder -> text.
    """
    modules = ", ".join(f'"{each}"' for each in sorted(imported))
    said = {"name": name, "package": package, "source": source}
    return {
        "pyproject.toml": PYPROJECT.format(
            **said,
            python=python,
            django=django,
            dependencies=", ".join(f'"{each}"' for each in dependencies),
            deptry=DEPTRY.format(modules=modules) if modules else "",
        ),
        "README.md": README.format(**said),
        "CHANGELOG.md": CHANGELOG.format(**said),
        "changes/package.added.md": FRAGMENT.format(**said),
        "tests/__init__.py": "",
        "tests/test_tables.py": TESTS.format(
            folder=folder,
            label=label,
            title="".join(part.title() for part in package.split("_")),
            tables="".join(
                f'    "{model}": "{table}",\n' for model, table in sorted(tables.items())
            ),
        ),
        f"src/{package}/py.typed": "",
    }


def api(names: Mapping[str, Place]) -> str:
    """
    The text of api.py.
    """
    by_module: dict[str, list[tuple[str, str | None]]] = {}
    for name, place in names.items():
        by_module.setdefault(place.module, []).append((name, None))
    return API.format(
        imports="\n".join(from_import(m, found) for m, found in sorted(by_module.items())),
        names="".join(f'    "{name}",\n' for name in sorted(names)),
    )
