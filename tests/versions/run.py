"""
On which PostgreSQL, Python and Django does the host work? Run each, and write the README's table.

    make versions                                            # what is to be had on this machine
    .venv/bin/python -m tests.versions.run --postgres 16 --python 3.13 --django 5.2

Each cell is a migration from zero, the seed, and the host's contract tests, on the released train
or, with --wheels, on a folder of built wheels. A cell that fails, and with --all one that could not
be run, makes the exit status 1.
"""

import argparse
import dataclasses
import datetime as dt
import itertools
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
    parser.add_argument("--all", action="store_true", help="what is not to be had is a failure")
    options = parser.parse_args()
    sets = list(itertools.product(options.python or PYTHONS, options.django or DJANGOS))
    environments = {each: environment(*each, options.wheels) for each in sets}
    cells, servers = [], []
    for major in options.postgres or MAJORS:
        found, told = on_server(major, environments)
        cells += found
        servers.append(told)
    table = rendered(cells, servers)
    sys.stdout.write(f"{table}\n")
    if options.readme:
        write(table)
    wrong = [cell for cell in cells if not cell.passed and (options.all or cell.why == "failed")]
    sys.exit(1 if wrong else 0)


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


def on_server(
    major: str, environments: dict[tuple[str, str], pathlib.Path | str]
) -> tuple[list[Cell], str]:
    """
    Every environment on one server, and which server that is.
    """
    folder, source = binaries(major)
    if folder is None:
        cells = [
            Cell(postgres=major, python=python, django=django, why="no server here")
            for python, django in environments
        ]
        return cells, f"{major}: not run, {source}"
    cells = []
    with running(folder) as (url, version):
        for (python, django), made in environments.items():
            if isinstance(made, str):
                cell = Cell(postgres=version, python=python, django=django, why=made)
            else:
                passed = contracts(made, url)
                why = "" if passed else "failed"
                cell = Cell(postgres=version, python=python, django=django, passed=passed, why=why)
            say(f"PostgreSQL {version}, Python {python}, Django {django}: {shown(cell)}")
            cells.append(cell)
    return cells, f"{version} is from {source}"


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
