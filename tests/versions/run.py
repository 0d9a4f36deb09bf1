"""
On which PostgreSQL, Python and Django does the host work? Run each, and write the README's table.

    make versions                                            # what is to be had on this machine
    .venv/bin/python -m tests.versions.run --postgres 16 --python 3.13 --django 5.2

Each cell is a migration from zero, the seed, and the host's contract tests, on the released train
or, with --wheels, on a folder of built wheels. Stopped and started again, it goes on: what passed on
the same wheels is kept in .work/versions/passed.json. A cell that fails, and with --all one that
could not be run, makes the exit status 1.
"""

import argparse
import dataclasses
import datetime as dt
import hashlib
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid
from urllib.parse import urlsplit

import psycopg

from tests.versions.servers import MAJORS, REPOSITORY, binaries, running

PYTHONS = ("3.12", "3.13", "3.14")
DJANGOS = ("5.2", "6.1")
HOST = REPOSITORY / "host"
README = REPOSITORY / "README.md"
PASSED_BEFORE = REPOSITORY / ".work" / "versions" / "passed.json"
BEGIN, END = "<!-- versions: made by `make versions` -->", "<!-- /versions -->"
UV = pathlib.Path(sys.executable).with_name("uv")
PASSED = re.compile(r"(\d+) passed")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """
    What came of one combination: contract tests that passed, or why there are none.
    """

    postgres: str
    python: str
    django: str
    passed: int = 0
    why: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--postgres", action="append", choices=MAJORS)
    parser.add_argument("--python", action="append", choices=PYTHONS)
    parser.add_argument("--django", action="append", choices=DJANGOS)
    parser.add_argument("--wheels", type=pathlib.Path, help="built wheels; default: the train")
    parser.add_argument("--readme", action="store_true", help="write the README's table")
    parser.add_argument("--known", action="store_true", help="run nothing: only what passed before")
    parser.add_argument("--all", action="store_true", help="what is not to be had is a failure")
    options = parser.parse_args()
    sets = list(itertools.product(options.python or PYTHONS, options.django or DJANGOS))
    known = Known(options.wheels, only=options.known)
    cells, servers = [], []
    for major in options.postgres or MAJORS:
        found, told = on_server(major, sets, known)
        cells += found
        servers.append(told)
    table = rendered(cells, servers)
    sys.stdout.write(f"{table}\n")
    if options.readme:
        write(table)
    wrong = [cell for cell in cells if not cell.passed and (options.all or cell.why == "failed")]
    sys.exit(1 if wrong else 0)


class Known:
    """
    What passed on the same wheels and libraries, and the environments that are made once.
    """

    def __init__(self, wheels: pathlib.Path | None, *, only: bool = False) -> None:
        self.wheels, self._only = wheels, only
        self._made: dict[tuple[str, str], pathlib.Path | str] = {}
        files = [REPOSITORY / "requirements" / "host.txt"]
        files += [HOST / "train.txt"] if wheels is None else sorted(wheels.glob("*.whl"))
        self._set = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
        self._all: dict[str, dict[str, int]] = {}
        if PASSED_BEFORE.exists():
            self._all = json.loads(PASSED_BEFORE.read_text())

    def environment(self, python: str, django: str) -> pathlib.Path | str:
        """
        Its interpreter, or why there is none.
        """
        if self._only and python_of(python) is not None:
            return "not run yet"
        if (python, django) not in self._made:
            self._made[python, django] = environment(python, django, self.wheels)
        return self._made[python, django]

    def passed(self, version: str, python: str, django: str) -> int:
        """
        How many tests passed in an earlier run; 0 if there was none.
        """
        return self._all.get(self._set, {}).get(f"{version} {python} {django}", 0)

    def keep(self, cell: Cell) -> None:
        name = f"{cell.postgres} {cell.python} {cell.django}"
        self._all.setdefault(self._set, {})[name] = cell.passed
        PASSED_BEFORE.parent.mkdir(parents=True, exist_ok=True)
        PASSED_BEFORE.write_text(json.dumps(self._all, indent=1))


def environment(python: str, django: str, wheels: pathlib.Path | None) -> pathlib.Path | str:
    """
    The interpreter of a new environment of this Python and Django; or why there is none.
    """
    folder = REPOSITORY / ".work" / "versions" / f"{python}-{django}"
    interpreter = python_of(python)
    if interpreter is None:
        return f"no Python {python} here"
    quiet(UV, "venv", "--clear", "--python", interpreter, folder)
    pip = [UV, "pip", "install", "--python", folder]
    train = ["-r", HOST / "train.txt"] if wheels is None else sorted(wheels.glob("*.whl"))
    for words in (
        [*pip, "--require-hashes", "-r", REPOSITORY / "requirements" / "host.txt"],
        [*pip, f"Django=={django}.*"],
        [*pip, "--no-deps", "--no-index", "--find-links", REPOSITORY / "releases", *train],
    ):
        done = quiet(*words)
        if done.returncode:
            raise SystemExit(f"{python} and {django}: {done.stderr}")
    return folder / "bin" / "python"


def python_of(version: str) -> str | None:
    """
    The interpreter of this version that uv finds, or pyenv has without showing it to us.
    """
    found = quiet(UV, "python", "find", "--no-project", "--system", version)
    if found.returncode == 0:
        return found.stdout.strip()
    kept = pathlib.Path(os.environ.get("PYENV_ROOT", pathlib.Path.home() / ".pyenv")) / "versions"
    return next(map(str, kept.glob(f"{version}.*/bin/python{version}")), None)


def on_server(major: str, sets: list[tuple[str, str]], known: Known) -> tuple[list[Cell], str]:
    """
    Every Python and Django on one server, and which server that is.
    """
    folder, source = binaries(major)
    if folder is None:
        cells = [Cell(postgres=major, python=p, django=d, why="no server here") for p, d in sets]
        return cells, f"{major}: not run, {source}"
    with running(folder) as (url, version):
        cells = [cell_of(url, version, python, django, known) for python, django in sets]
    return cells, f"{version} is from {source}"


def cell_of(url: str, version: str, python: str, django: str, known: Known) -> Cell:
    """
    One combination, from an earlier run if it passed.
    """
    passed, why = known.passed(version, python, django), ""
    if not passed:
        made = known.environment(python, django)
        if isinstance(made, str):
            why = made
        else:
            passed = contracts(made, url)
            why = "" if passed else "failed"
    cell = Cell(postgres=version, python=python, django=django, passed=passed, why=why)
    if passed:
        known.keep(cell)
    say(f"PostgreSQL {version}, Python {python}, Django {django}: {shown(cell)}")
    return cell


def contracts(python: pathlib.Path, server: str) -> int:
    """
    How many contract tests pass on a database that is migrated from zero and seeded; 0 if one fails.
    """
    name = f"versions_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(f'CREATE DATABASE "{name}"')
    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    for words in (
        ["manage.py", "migrate", "--verbosity", "0"],
        ["manage.py", "loaddata", "seed.json", "--verbosity", "0"],
        ["-m", "pytest", "tests/contracts", "-q", "-p", "no:cacheprovider"],
    ):
        done = quiet(python, *words, env={"DATABASE_URL": url}, cwd=HOST)
        if done.returncode:
            say(done.stdout + done.stderr)
            return 0
    return sum(map(int, PASSED.findall(done.stdout)))


def rendered(cells: list[Cell], servers: list[str]) -> str:
    """
    The table: a row a PostgreSQL, a column a Python and Django.
    """
    columns = list(dict.fromkeys((cell.python, cell.django) for cell in cells))
    rows = {cell.postgres: dict[tuple[str, str], Cell]() for cell in cells}
    for cell in cells:
        rows[cell.postgres][cell.python, cell.django] = cell
    lines = ["| PostgreSQL | " + " | ".join(f"Python {p}, Django {d}" for p, d in columns) + " |"]
    lines += ["|---" * (len(columns) + 1) + "|"]
    for name, found in rows.items():
        lines.append(f"| {name} | " + " | ".join(shown(found[each]) for each in columns) + " |")
    today = dt.datetime.now(dt.UTC).date()
    note = f"Run on {today}: migrated from zero, seeded, and the host's contract tests."
    return "\n".join([*lines, "", f"{note} {'; '.join(servers)}."])


def shown(cell: Cell) -> str:
    return f"{cell.passed} passed" if cell.passed else cell.why


def write(table: str) -> None:
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"README.md has no place for the table, between {BEGIN} and {END}.")
    README.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def quiet(
    *words: object, env: dict[str, str] | None = None, cwd: pathlib.Path = REPOSITORY
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
