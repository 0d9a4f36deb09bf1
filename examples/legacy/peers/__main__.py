"""
Make the ten moves each way, each on a copy of one database: python -m examples.legacy.peers FOLDER
"""

import argparse
import json
import os
import pathlib
import shutil
import sys
from urllib.parse import urlsplit

import psycopg

from examples.legacy.monolith.project import SKELETON, files, write
from examples.legacy.peers.code import moved
from examples.legacy.peers.moves import MOVES, Move
from examples.legacy.peers.ways import WAYS
from examples.legacy.walk import by_hand
from examples.legacy.walk.environment import REPOSITORY, environment, install
from examples.legacy.walk.hub import Hub, StepFailed, create_database, run

HERE = pathlib.Path(__file__).resolve().parent
TEMPLATE = "legacy_peers"


def main() -> int:
    """
    Prints a table in Markdown: what was lost, by move and way.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--only", choices=sorted(WAYS))
    parser.add_argument("--move", default="", help="Only the moves that have this model.")
    chosen = parser.parse_args()
    shutil.rmtree(chosen.folder, ignore_errors=True)
    base = _base(chosen.folder)
    ways = [chosen.only] if chosen.only else list(WAYS)
    print(f"| move | {' | '.join(ways)} |\n|---|{'---|' * len(ways)}")
    for move in (each for each in MOVES if not chosen.move or chosen.move in each.models):
        before = _probe(base, "legacy_app", move)
        told = [_lost(base, move, way, before) for way in ways]
        print(f"| {', '.join(move.models)}: {move.says} | {' | '.join(told)} |", flush=True)
    return 0


def _base(folder: pathlib.Path) -> Hub:
    url = create_database(os.environ["DATABASE_URL"], TEMPLATE)
    python = environment(folder / ".venv")
    install(python, "django-migration-helper==0.1.1")
    hub = Hub(folder=folder / "base", python=python, database=url)
    write(files(count=60, migrations=150), folder=hub.folder)
    # Without the thousands of copied lines: nobody here moves services.
    shutil.copy(SKELETON / "legacy_app/services.py", hub.folder / "legacy_app/services.py")
    settings = hub.folder / "hub/settings.py"
    settings.write_text(
        settings.read_text().replace('    "payroll",\n', '    "payroll",\n    # more\n')
    )
    by_hand.mend(hub.folder, by_hand.ANY_MODEL)
    hub.manage("migrate", "-v0")
    hub.manage("demo_rows")
    run(python, HERE / "inside/rows.py", cwd=hub.folder, env=_seeing_us(hub))
    return hub


def _seeing_us(hub: Hub) -> dict[str, str]:
    return hub.env() | {"PYTHONPATH": f"{hub.folder}:{REPOSITORY}"}


def _probe(hub: Hub, label: str, move: Move) -> dict[str, int | str]:
    script = HERE / "inside/probe.py"
    done = run(hub.python, script, label, *move.models, cwd=hub.folder, env=_seeing_us(hub))
    found: dict[str, int | str] = json.loads(done.said.splitlines()[-1])
    return found


def _lost(base: Hub, move: Move, way: str, before: dict[str, int | str]) -> str:
    """
    In a few words: what is not there any more, or why it did not work at all.
    """
    hub = _copy(base, way, move)
    try:
        WAYS[way].make(hub)
    except StepFailed as failed:
        return f"stops: {failed.said.strip().splitlines()[-1][:90].replace('|', '/')}"
    after = _probe(hub, "moved", move)
    lost = [f"{what} {before[what]} → {now}" for what, now in after.items() if now != before[what]]
    return "; ".join(lost) or "nothing lost"


def _copy(base: Hub, way: str, move: Move) -> Hub:
    folder = base.folder.parent / f"{way}-{move.models[0]}"
    shutil.copytree(base.folder, folder)
    if not WAYS[way].moves_code:
        write(moved(move.models, keep_tables=WAYS[way].keeps_tables), folder=folder)
        settings = folder / "hub/settings.py"
        more = '    "moved",\n' + '    "migration_helper",\n' * (way == "migration-helper")
        settings.write_text(settings.read_text().replace("    # more\n", more))
        payroll = folder / "payroll/models.py"
        for name in move.models:
            payroll.write_text(
                payroll.read_text().replace(f'"legacy_app.{name}"', f'"moved.{name}"')
            )
    name = f"{TEMPLATE}_copy"
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    return Hub(folder=folder, python=base.python, database=url)


if __name__ == "__main__":
    sys.exit(main())
