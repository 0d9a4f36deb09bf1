"""
The last stage: two released wheels take the tables over, and the monolith asks them.
"""

import dataclasses
import pathlib
import shutil
from collections.abc import Iterator

import psycopg

from examples.legacy.monolith.models.every import models
from examples.legacy.monolith.texts import admin_file, services_file
from examples.legacy.walk import shapes
from examples.legacy.walk.environment import REPOSITORY, install_released
from examples.legacy.walk.hub import Done, Hub, StepFailed, create_database
from examples.legacy.walk.report import Line, Report
from examples.legacy.walk.subdomains import Subdomain

OVERLAY = pathlib.Path(__file__).resolve().parent.parent / "adopted"
ADAPTERS = REPOSITORY / "host" / "host" / "adapters"
# What the host of this repository has for the same port, as it is.
BORROWED = (
    "catalogue.py",
    "offered.py",
    "quoting.py",
    "terms.py",
    "fitting.py",
    "former/prices.py",
)
FIRST = ("domain-kit==1.3.0", "benefits-app==1.8.0", "enrolments-app==1.5.0")
NEWEST = ("benefits-app==3.2.1", "enrolments-app==3.2.1")


def adopt(hub: Hub, subdomains: tuple[Subdomain, ...], *, count: int, report: Report) -> None:
    """
    Raises:
        StepFailed: if a table is not what the wheel needs, or anything said no.
    """
    wheels = tuple(each.target for each in subdomains if each.wheel)
    gone = {name for each in subdomains for name in each.models}
    ours = ("legacy_app", "payroll", *(each.target for each in subdomains if not each.wheel))
    for label in wheels:
        shutil.rmtree(hub.folder / label)
    _write_by_hand(hub.folder, gone, count)
    files = _forget_migrations(hub, ours)
    install_released(hub.python, *FIRST)
    for label, each in hub.ask("adopt.py", *wheels).items():
        created = ", ".join(each["created"]) or "nothing"
        report.note(f"{label} adopts {', '.join(each['adopted'])}; creates {created}")
        report.note(f"{label} lets go of {len(each['keys dropped'])} keys to tables of others")
    install_released(hub.python, *NEWEST)
    _said(
        report, "makemigrations: a first one for what stayed", hub.manage("makemigrations", *ours)
    )
    report.note(f"{files} migrations became {sum(1 for _ in _written(hub, ours))}")
    # Before the others are said to be applied: they depend on the wheels' last migrations.
    for label in wheels:
        done = hub.manage("migrate", label, "-v1")
        _said(
            report, f"migrate {label}", done, f"{done.said.count('... OK')} migrations of the wheel"
        )
    for label in ours:
        hub.manage("migrate", label, "--fake", "-v0")
    _said(report, "migrate: nothing is left", hub.manage("migrate", "-v0"))
    _said(report, "makemigrations --check", hub.manage("makemigrations", "--check", "--dry-run"))
    _answers(hub, report)
    _from_nothing(hub, report)


def _answers(hub: Hub, report: Report) -> None:
    answers = hub.ask("adopted.py")
    wrong = [f"{question}: {said}" for question, said in answers.items() if said]
    if wrong:
        raise StepFailed(("the monolith on the wheels",), "\n".join(wrong))
    report.note(f"the monolith answers on the wheels: {'; '.join(answers)}")


def _from_nothing(hub: Hub, report: Report) -> None:
    """
    A new database has the shape of the adopted one; what the adopted one has beyond it is told.
    """
    server, _, name = hub.database.rpartition("/")
    url = create_database(f"{server}/postgres", f"{name}_new")
    new = dataclasses.replace(hub, database=url)
    _said(report, "migrate a new database", new.manage("migrate", "-v0"))
    beyond, missing = shapes.differences(hub.database, url)
    if missing:
        raise StepFailed(("the adopted database lacks",), "\n".join(missing))
    report.note(
        f"the adopted database has all that a new one has, and {len(beyond)} things beyond it"
    )
    for each in beyond[:6]:
        report.note(f"    {each[:110]}")


def _said(report: Report, what: str, done: Done, remark: str = "") -> None:
    report.say(Line(what=what, seconds=done.seconds, processor=done.processor, remark=remark))


def _written(hub: Hub, labels: tuple[str, ...]) -> Iterator[pathlib.Path]:
    for label in labels:
        packaged = hub.folder / "packages" / label.replace("_", "-") / "src"
        where = packaged if packaged.exists() else hub.folder
        yield from (where / label / "migrations").glob("[0-9]*.py")


def _forget_migrations(hub: Hub, labels: tuple[str, ...]) -> int:
    """
    Old migrations of the monolith make tables that are the wheels' now: a new database would have them twice.
    """
    found = list(_written(hub, labels))
    for path in found:
        path.unlink()
    with psycopg.connect(hub.database) as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = ANY(%s)", [list(labels)])
    return len(found)


def _write_by_hand(folder: pathlib.Path, gone: set[str], count: int) -> None:
    shutil.copytree(OVERLAY, folder, dirs_exist_ok=True)
    for name in BORROWED:
        path = folder / "hub" / "adapters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((ADAPTERS / name).read_text().replace("host.adapters", "hub.adapters"))
    (folder / "hub/adapters/former/__init__.py").write_text("")
    left = tuple(model for model in models(count) if model.name not in gone)
    services = folder / "legacy_app" / "services.py"
    services.write_text(services_file.write(left, head=services.read_text()))
    (folder / "legacy_app" / "admin.py").write_text(admin_file.write(left))
    settings = folder / "hub" / "settings.py"
    settings.write_text(settings.read_text() + "\nfrom hub.wheels import *  # noqa: F403, E402\n")
    for path in ("legacy_app/tests.py", "legacy_app/management", "legacy_app/fixtures"):
        found = folder / path
        shutil.rmtree(found) if found.is_dir() else found.unlink(missing_ok=True)
