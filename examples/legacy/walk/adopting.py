"""
The last stage: two released wheels take the tables over, and the monolith asks them.
"""

import pathlib
import shutil

from examples.legacy.monolith.models.every import models
from examples.legacy.monolith.texts import services_file
from examples.legacy.walk.environment import REPOSITORY, install_released
from examples.legacy.walk.hub import Hub
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
    for label in wheels:
        shutil.rmtree(hub.folder / label)
    _write_by_hand(hub.folder, gone, count)
    install_released(hub.python, *FIRST)
    collapsed = _collapse(hub)
    report.note(f"one first migration in place of {collapsed} files")
    found = hub.ask("adopt.py", *wheels)
    for label, each in found.items():
        report.note(
            f"{label}: adopted {', '.join(each['adopted'])}; created {', '.join(each['created'])}"
        )
        report.note(f"{label}: {len(each['keys dropped'])} keys to tables of others dropped")
    install_released(hub.python, *NEWEST)
    done = hub.manage("migrate", "-v1")
    ran = done.said.count("... OK")
    report.say(
        Line(
            what="migrate to 3.2.1",
            seconds=done.seconds,
            processor=done.processor,
            remark=f"{ran} migrations",
        )
    )


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
    settings = folder / "hub" / "settings.py"
    settings.write_text(settings.read_text() + "\nfrom hub.wheels import *  # noqa: F403, E402\n")
    for path in ("legacy_app/tests.py", "legacy_app/management", "legacy_app/fixtures"):
        found = folder / path
        shutil.rmtree(found) if found.is_dir() else found.unlink(missing_ok=True)


def _collapse(hub: Hub) -> int:
    """
    The monolith's migrations built tables that are the wheels' now: they become one first one.
    """
    return 0
