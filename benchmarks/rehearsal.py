"""
How many times faster than a classic CI job is a rehearsal? Both sides in one run, interleaved.

    .venv/bin/python benchmarks/rehearsal.py
    .venv/bin/python benchmarks/rehearsal.py --rounds 5 --json figures.json

The classic job is venv, pip install, migrate, loaddata, pip install --force-reinstall, migrate, pytest, for
one upgrade of billing-app; it is given a running PostgreSQL and pip's warm cache. Beside it run: the whole
matrix of releases/ with the same content alone (--contracts-only), the same with every check, a small
package with every check, and the first cell of a machine that has kept nothing. What a rehearsal cannot
make faster is the contract tests themselves, so both sides also run with those of billing alone. Seconds
are wall seconds of whole commands, start of Python and server included; medians of the rounds.
"""

import argparse
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

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY / "packages" / "django-wheelwright" / "tests" / "kit"))

from orchard_kit import MODELS, Orchard  # noqa: E402 - the kit of the tool's own tests

from wheelwright.adapters import postgres  # noqa: E402

CONTRACTS = pathlib.Path("tests/contracts")
FEW = "test_billing.py"
CLASSIC_FEW = "classic job, few tests"
OLD, NEW = "billing_app-2.2.0-py3-none-any.whl", "billing_app-2.3.3-py3-none-any.whl"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """
    One run of one side: seconds per cell, and where they went.
    """

    side: str
    seconds: float
    cells: int
    parts: dict[str, float]
    against: str = "classic job"

    @property
    def per_cell(self) -> float:
        return self.seconds / self.cells


def timed(words: list[str], *, cwd: pathlib.Path, env: dict[str, str]) -> float:
    """
    Wall seconds of a command that must not fail to run.

    Raises:
        SystemExit: with the end of its output if it does.
    """
    started = time.perf_counter()
    done = subprocess.run(
        words, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)}\n{(done.stdout + done.stderr)[-3000:]}")
    return time.perf_counter() - started


def classic(url: str) -> tuple[Measured, Measured]:
    """
    The job as a host team would write it, with all contract tests and with few.
    """
    host = REPOSITORY / "host"
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "DATABASE_URL": url,
            "PIP_FIND_LINKS": str(REPOSITORY / "releases"),
            # On a machine where test suites ran before, pytest may take long to clear up after them.
            "PYTEST_DEBUG_TEMPROOT": folder,
        }
        python = f"{folder}/venv/bin/python"
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pytest = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        steps = {
            "venv": [sys.executable, "-m", "venv", f"{folder}/venv"],
            "install": [*pip, "billing-app==2.2.0", "-r", "requirements.txt"],
            "migrate old": [python, "manage.py", "migrate", "-v0"],
            "loaddata": [python, "manage.py", "loaddata", "-v0", "seed.json"],
            "reinstall": [*pip, "--force-reinstall", str(REPOSITORY / "releases" / NEW)],
            "migrate new": [python, "manage.py", "migrate", "-v0"],
        }
        before = {name: timed(words, cwd=host, env=env) for name, words in steps.items()}
        every = before | {"pytest": timed([*pytest, str(CONTRACTS)], cwd=host, env=env)}
        few = before | {"pytest": timed([*pytest, str(CONTRACTS / FEW)], cwd=host, env=env)}
    return (
        Measured(side="classic job", seconds=sum(every.values()), cells=1, parts=every),
        Measured(
            side=CLASSIC_FEW,
            seconds=sum(few.values()),
            cells=1,
            parts=few,
            against=CLASSIC_FEW,
        ),
    )


def wheelwright(side: str, *words: str, cwd: pathlib.Path = REPOSITORY) -> Measured:
    """
    One command of the tool, with the sums of what its cells say about their seconds.
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [sys.executable, "-m", "wheelwright", *words, "--json", report.name]
        seconds = timed(command, cwd=cwd, env={"DATABASE_URL": ""})
        cells = json.loads(pathlib.Path(report.name).read_text())["cells"]
    broken = [cell["reason"] for cell in cells if cell["status"] == "broken"]
    if broken:
        sys.exit(f"{side}: {broken[0]}")
    parts: dict[str, float] = {}
    for cell in cells:
        for name, value in cell["seconds"].items():
            if name != "total":
                parts[name] = parts.get(name, 0.0) + value / len(cells)
    return Measured(side=side, seconds=seconds, cells=len(cells), parts=parts)


def matrix(side: str, *words: str) -> Measured:
    """
    Every archived release to the newest, in the host.
    """
    return wheelwright(side, "matrix", "--releases", "releases", "--host", "host", *words)


def few_contracts(folder: pathlib.Path) -> pathlib.Path:
    """
    The contract tests of billing, with what they share with the others.
    """
    target = folder / "few"
    shutil.copytree(REPOSITORY / "host" / CONTRACTS, target)
    for path in target.glob("test_*.py"):
        if path.name != FEW:
            path.unlink()
    return target


def small(folder: pathlib.Path) -> Measured:
    """
    A package of one model that drops a column, with every check.
    """
    orchard = Orchard(folder, folder / "cache")
    thin = MODELS.replace("    height = models.IntegerField(null=True)\n", "")
    drop = 'migrations.RemoveField("tree", "height")'
    new = orchard.release("1.1.0", models=thin, operations=drop)
    words = ["--from", str(orchard.old), "--to", str(new), "--seed", str(orchard.seed)]
    return wheelwright("small package, every check", "rehearse", "orchard-app", *words, cwd=folder)


def cold() -> Measured:
    """
    One upgrade where nothing was kept; packages come from uv's own cache, as the classic job's do from pip's.
    """
    with tempfile.TemporaryDirectory() as cache:
        old, new = (str(REPOSITORY / "releases" / name) for name in (OLD, NEW))
        words = ["--from", old, "--to", new, "--host", "host", "--cache", cache]
        return wheelwright("cold, every check", "rehearse", "billing-app", *words)


def rounds(number: int, folder: pathlib.Path) -> list[Measured]:
    """
    All sides once to warm them, then each side in turn.
    """
    contracts_only = ("matrix, classic content", "--contracts-only")
    few = ("matrix, few tests", "--contracts-only", "--contracts", str(few_contracts(folder)))
    for words in (contracts_only, few, ("matrix, every check",)):
        print(f"warming: {words[0]}", file=sys.stderr)
        matrix(*words)
    small(folder)
    measured = []
    for turn in range(1, number + 1):
        print(f"round {turn} of {number}", file=sys.stderr)
        with postgres.embedded() as server:
            measured += classic(server.url)
        measured += [
            matrix(*contracts_only),
            dataclasses.replace(matrix(*few), against=CLASSIC_FEW),
            matrix("matrix, every check"),
            small(folder),
            cold(),
        ]
    return measured


def show(measured: list[Measured]) -> None:
    """
    Medians per cell, the ratio to the classic job, and the breakdown of each side.
    """
    sides = {m.side: [n for n in measured if n.side == m.side] for m in measured}
    print(f"{'side':<30} {'cells':>5} {'s/cell':>8} {'times faster':>13}   spread")
    for side, runs in sides.items():
        cells = [run.per_cell for run in runs]
        median = statistics.median(cells)
        base = statistics.median(run.per_cell for run in sides[runs[0].against])
        spread = f"{min(cells):.2f} to {max(cells):.2f}"
        print(f"{side:<30} {runs[0].cells:>5} {median:>8.2f} {base / median:>13.1f}   {spread}")
    for side, runs in sides.items():
        print(f"\n{side}: seconds of one cell, medians")
        for name in runs[0].parts:
            print(f"  {name:<14} {statistics.median(r.parts.get(name, 0.0) for r in runs):8.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each side runs (3)")
    parser.add_argument("--json", type=pathlib.Path, help="write every figure to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="orchard-") as folder:
        measured = rounds(options.rounds, pathlib.Path(folder))
    show(measured)
    if options.json:
        options.json.write_text(json.dumps([dataclasses.asdict(m) for m in measured], indent=2))


if __name__ == "__main__":
    main()
