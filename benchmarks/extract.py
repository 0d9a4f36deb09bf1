"""
What does a step out of a monolith cost with 50 models and 3,000 migrations? Both sides in one run.

    .venv/bin/python benchmarks/extract.py --python .venv-host/bin/python
    .venv/bin/python benchmarks/extract.py --python … --models 50 --migrations 3000 --move 25 --rounds 5
    .venv/bin/python benchmarks/extract.py --python … --graphs 100

Seconds are processor seconds of whole commands with everything they start, the server included; `wall` is
beside them. The floor of “anything to migrate?” is a script of ten lines that lists the files and sends one
SELECT; `migrate --plan` is how Django answers. The step is planned, written, proved and applied by the
commands a user would type, and applied by that project's own `migrate`. With --scratch, the history is run
as well, which is what the proof's database would cost without the state. --graphs draws that many model
graphs, and takes each through a step, back and through it again; it prints what it found.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks.stage import long_history  # noqa: E402 - beside this file
from benchmarks.stage.meter import Meter, Took, server_used  # noqa: E402 - the same
from wheelwright.adapters import postgres  # noqa: E402

FLOOR = """\
import glob, os, psycopg
url = os.environ["DATABASE_URL"]
have = set(psycopg.connect(url).execute("SELECT app, name FROM django_migrations"))
disk = {(p.split("/")[-3], p.split("/")[-1][:-3]) for p in glob.glob("*/migrations/[0-9]*.py")}
print(len(disk - have))
"""


@contextlib.contextmanager
def project(options: argparse.Namespace) -> Iterator[tuple[pathlib.Path, tuple[str, ...]]]:
    with tempfile.TemporaryDirectory(prefix="long-history-") as scratch:
        folder = pathlib.Path(scratch) / "site"
        names = long_history.write(folder, models=options.models, migrations=options.migrations)
        # As it is deployed: an interpreter that may write them has compiled the files long ago.
        subprocess.run([options.python, "-m", "compileall", "-q", str(folder)], check=True)
        yield folder, names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument(
        "--python", type=os.path.abspath, default=sys.executable, help="one with Django and psycopg"
    )
    parser.add_argument("--models", type=int, default=50)
    parser.add_argument("--migrations", type=int, default=3000)
    parser.add_argument("--move", type=int, default=25, help="how many models the step moves")
    parser.add_argument("--rounds", type=int, default=5, help="of “anything to migrate?”")
    parser.add_argument("--scratch", action="store_true", help="run the history as well")
    parser.add_argument("--graphs", type=int, default=0, help="take this many drawn graphs through")
    parser.add_argument("--first", type=int, default=0, help="the first graph's seed")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    meter = Meter()
    with contextlib.closing(meter), postgres.embedded() as server:
        if options.graphs:
            sys.exit(_graphs(options, server.url))
        figures = _history(options, meter, server)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


def _history(
    options: argparse.Namespace, meter: Meter, server: postgres.Server
) -> dict[str, dict[str, float]]:
    figures: dict[str, dict[str, float]] = {}

    def took(name: str, each: Took) -> None:
        figures[name] = {"processor": round(each.processor, 2), "wall": round(each.wall, 2)}
        print(
            f"  {name:<44}{each.processor:>8.2f} s of a processor {each.wall:>8.2f} s wall",
            flush=True,
        )

    tool = [sys.executable, "-m", "wheelwright"]
    own = [options.python, "manage.py"]
    print(f"{options.models} models, {options.migrations:,} migrations; {options.move} models move")
    with project(options) as (folder, names):
        before = folder.parent / "before"
        shutil.copytree(folder, before)
        url = server.url
        # Where this benchmark runs on sources: from another folder.
        path = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
        where = {"DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, path))}
        if options.scratch:
            took(
                "migrate from nothing (Django)",
                meter.run([*own, "migrate", "-v0"], cwd=folder, environment=where),
            )
        else:
            _from_state(options, folder, url)
        _asked(options, meter, folder, where, took, (tool, own))
        plan = str(folder.parent / "plan.json")
        wanted = ",".join(names[-options.move :])
        words = [
            "extract",
            "plan",
            "--project",
            ".",
            "--python",
            options.python,
            "--from",
            "legacy",
        ]
        words += ["--models", wanted, "--to", "domain", "--out", plan, "--models-per-step", "1000"]
        steps = {
            "plan": [*tool, *words],
            "write --apply": [
                *tool,
                "extract",
                "write",
                plan,
                "--python",
                options.python,
                "--apply",
                "--force",
            ],
            "prove": [
                *(*tool, "extract", "prove", plan, "--before", str(before), "--after", "."),
                *("--python", options.python, "--html", str(folder.parent / "proof.html")),
            ],
            "apply (the project's migrate)": [*own, "migrate", "-v0"],
        }
        whole = wall = 0.0
        for name, line in steps.items():
            own_server = server_used(server.pid)
            each = meter.run(line, cwd=folder, environment=where)
            served = server_used(server.pid) - own_server
            took(name, dataclasses.replace(each, processor=each.processor + served))
            whole += each.processor + served
            wall += each.wall
            if name == "prove":
                print("    " + each.said.strip().splitlines()[0])
        took("planned, written, proved and applied", Took(processor=whole, wall=wall))
        print(f"  bound: 60 s of a processor; it is {'kept' if whole <= 60 else 'NOT KEPT'}")
    return figures


def _from_state(options: argparse.Namespace, folder: pathlib.Path, url: str) -> None:
    """
    The database as the history leaves it, without running it.
    """
    from wheelwright.extract import project as projects

    given = projects.given(folder, python=pathlib.Path(options.python), settings="settings")
    with projects.loaded(given, warm=("wheelwright.agent.extract.warm",)) as worker:
        projects.ask(worker, "extract baseline", database=url)


def _asked(
    options: argparse.Namespace,
    meter: Meter,
    folder: pathlib.Path,
    where: Mapping[str, str],
    took: object,
    words: tuple[list[str], list[str]],
) -> None:
    """
    “Anything to migrate?”, by its floor, by the command and by Django, in turns.
    """
    tool, own = words
    sides = {
        "anything to migrate? the floor": [options.python, "-c", FLOOR],
        "anything to migrate? extract pending": [
            *tool,
            "extract",
            "pending",
            "--python",
            options.python,
        ],
        "anything to migrate? migrate --plan": [*own, "migrate", "--plan"],
    }
    rounds: dict[str, list[Took]] = {name: [] for name in sides}
    for _ in range(options.rounds):
        for name, line in sides.items():
            rounds[name].append(meter.run(line, cwd=folder, environment=where))
    medians = {}
    for name, each in rounds.items():
        median = Took(
            processor=statistics.median(t.processor for t in each),
            wall=statistics.median(t.wall for t in each),
        )
        medians[name] = median.processor
        took(name, median)  # type: ignore[operator]
    floor, mine, django = medians.values()
    print(
        f"  extract pending is {mine / floor:.2f} times its floor (bound 1.5) and "
        f"{django / mine:.1f} times cheaper than migrate --plan"
    )


def _graphs(options: argparse.Namespace, url: str) -> int:
    """
    Every graph through the whole step; how many failed.
    """
    sys.path.insert(0, str(REPOSITORY / "packages" / "django-wheelwright" / "tests" / "kit"))
    import graph_kit
    import graph_walk

    failed = 0
    kinds: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="graphs-") as scratch:
        for seed in range(options.first, options.first + options.graphs):
            began = time.perf_counter()
            graph = graph_kit.draw(seed)
            for kind in graph.kinds:
                kinds[kind] = kinds.get(kind, 0) + 1
            said = graph_walk.walk(graph, pathlib.Path(scratch) / str(seed), url=url)
            failed += bool(said)
            seconds = time.perf_counter() - began
            print(
                f"  graph {seed:<4}{'; '.join(said) or 'as it was, each time':<60} {seconds:6.1f} s",
                flush=True,
            )
            shutil.rmtree(pathlib.Path(scratch) / str(seed), ignore_errors=True)
    print(
        f"{options.graphs - failed} of {options.graphs} graphs: forward, back and forward again as it was."
    )
    print("  " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    return int(failed > 0)


if __name__ == "__main__":
    main()
