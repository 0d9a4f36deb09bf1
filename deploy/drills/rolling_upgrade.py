"""
Does an upgrade of a live site lose a request? Two hosts behind a proxy, under load, for real.

    make rolling-upgrade
    .venv/bin/python -m deploy.drills.rolling_upgrade --from billing-app==3.1.0 --to billing-app==3.2.0

Preflight, migrate while the old release serves, take out and renew one host after the other, verify,
go back to the old release, and forward again. The exit status is 1 if a single request failed or a
command was lost or carried out twice.
"""

import argparse
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import psycopg
from psycopg import sql

from deploy.drills.environments import HOST, RELEASES, REPOSITORY, Release, released
from deploy.drills.load import Figures, Load, figures
from deploy.drills.site import Host, Proxy, production, proxy_before
from wheelwright.adapters.servers import server

POPULATE = REPOSITORY / "benchmarks" / "stage" / "populate.py"
# A migration that waits for a lock has the callers wait behind it: it gives up first, and is run again.
# PGOPTIONS is libpq's own; a host that sets limits by itself reads the other.
PATIENCE = {"PGOPTIONS": "-c lock_timeout=2s", "DATABASE_LOCK_SECONDS": "2"}
DEADLOCK_TIMEOUT = "5s"  # longer than any lock_timeout of a migration: no request is the victim
MIGRATE_TRIES = 10
GAVE_WAY = ("lock timeout", "deadlock detected")
# What the callers made, as the database has it.
STORED = {
    "enrolments": "SELECT count(*) FROM enrolments_app_enrolment",
    "invoices": "SELECT count(*) FROM billing_app_invoice",
    "payments": "SELECT count(*) FROM billing_app_payment",
}


class Upgrade:
    """
    One upgrade from an old to a new release; `seconds` is how long each quiet phase lasts, and
    `back` whether the old release is brought back on the new schema afterwards.
    """

    def __init__(
        self, old: Release, new: Release, database: str, *, seconds: float, back: bool
    ) -> None:
        self.old, self.new, self.database = old, new, database
        self.seconds, self.back = seconds, back
        self.env = production(database)
        self.phases: list[tuple[str, float]] = []
        self.failed: list[str] = []

    def run(self, folder: pathlib.Path) -> bool:
        """
        Whether nothing failed.
        """
        self.old.run("manage.py", "migrate", "--verbosity", "0", env=self.env)
        filled = json.loads(
            self.old.run(str(POPULATE), "--people", "600", "--benefits", "6", env=self.env)
        )
        with self.site(folder) as (hosts, proxy), Load(proxy.port, filled) as load:
            self.quiet("before")
            self.phase("preflight")
            self.preflight()
            self.phase("migrate, the old release serves")
            self.migrate()
            for host in hosts:
                self.roll(host, proxy, self.new)
            self.verify(hosts, self.new)
            self.quiet("after")
            for release, way in ((self.old, "back: "), (self.new, "forward: "))[: 2 * self.back]:
                for host in hosts:
                    self.roll(host, proxy, release, way)
                self.verify(hosts, release)
            self.phase("")
        return self.report(load)

    @contextlib.contextmanager
    def site(self, folder: pathlib.Path) -> Iterator[tuple[tuple[Host, Host], Proxy]]:
        """
        Two hosts on the old release behind the proxy.
        """
        hosts = (
            Host(name="a", folder=folder, env=self.env),
            Host(name="b", folder=folder, env=self.env),
        )
        try:
            for host in hosts:
                host.start(self.old)
            with proxy_before(hosts, folder) as proxy:
                yield hosts, proxy
        finally:
            for host in hosts:
                host.stop()

    def phase(self, name: str) -> None:
        self.phases.append((name, time.monotonic()))
        if name:
            say(f"{time.strftime('%H:%M:%S')}  {name}")

    def quiet(self, name: str) -> None:
        self.phase(name)
        time.sleep(self.seconds)

    def preflight(self) -> None:
        """
        Stop here if the tool finds something in the way: nothing has been changed yet.
        """
        words = [str(pathlib.Path(sys.executable).with_name("wheelwright")), "preflight"]
        words += ["--host", str(HOST), "--find-links", str(RELEASES)]
        words += ["--settings", self.env["DJANGO_SETTINGS_MODULE"]]
        for wheel in self.new.wheels:
            words += ["--to", wheel]
        env = {**os.environ, **self.env}
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
        told = done.stdout.splitlines()
        # Its sections; the findings below them only if they stand in the way.
        for line in told if done.returncode else [each for each in told if each[:1].strip()]:
            say(f"          {line}")
        if done.returncode:
            raise SystemExit(f"The preflight ended with {done.returncode}. {done.stderr}")

    def migrate(self) -> None:
        """
        Migrate, and again where a migration gave way to a request: docs/operating/upgrade.md.
        """
        env = {**os.environ, **self.env, **PATIENCE}
        applied = 0
        for _ in range(MIGRATE_TRIES):
            done = subprocess.run(
                [str(self.new.python), "manage.py", "migrate"],
                cwd=HOST,
                env=env,
                capture_output=True,
                text=True,
                check=False,
            )
            applied += done.stdout.count("... OK")
            if done.returncode == 0:
                say(f"          {applied} migrations applied while the old release served")
                return
            gave_way = [why for why in GAVE_WAY if why in done.stderr]
            if not gave_way:
                raise SystemExit(f"manage.py migrate ended with {done.returncode}:\n{done.stderr}")
            say(f"          {gave_way[0]} after {applied}: it gave way, and is run again")
        raise SystemExit(f"manage.py migrate gave way {MIGRATE_TRIES} times: the site is too busy.")

    def roll(self, host: Host, proxy: Proxy, release: Release, way: str = "") -> None:
        self.phase(f"{way}host {host.name} gets {changed(self, release)}")
        host.leave(proxy)
        host.start(release)

    def verify(self, hosts: tuple[Host, Host], release: Release) -> None:
        """
        Both hosts run what they should, all is applied, and Django finds nothing.
        """
        self.phase("verify")
        for host in hosts:
            if set(host.wheels()) != set(release.wheels):
                self.failed.append(f"host {host.name} runs {host.wheels()}")
        release.run("manage.py", "check", "--fail-level", "ERROR", env=self.env)

    def report(self, load: Load) -> bool:
        say(f"\n{'phase':<68}{'requests':>9}{'failed':>8}{'p50 ms':>9}{'p99 ms':>9}{'slowest':>9}")
        ends = [at for _, at in self.phases[1:]]
        for (name, began), ended in zip(self.phases, ends, strict=False):
            say(row(name, figures(load.between(began, ended))))
        during = load.between(self.phases[1][1], self.phases[-1][1])
        say(row("all of it, from preflight on", figures(during)))
        failures = [each for each in load.requests if each.failure]
        self.failed += [f"{each.what}: {each.failure}" for each in failures[:20]]
        with psycopg.connect(self.database) as session:
            for what, query in STORED.items():
                (stored,) = session.execute(query).fetchone() or (0,)
                say(f"{what}: {load.made[what]} were answered as made, {stored} are stored")
                if stored != load.made[what] and not failures:
                    self.failed.append(f"{what}: {stored} stored, {load.made[what]} answered")
        for each in self.failed:
            say(f"FAILED {each}")
        say(f"{len(load.requests)} requests, {len(failures)} failed")
        return not self.failed


def changed(upgrade: Upgrade, release: Release) -> str:
    """
    The wheels of a release that the other one has in another version.
    """
    other = upgrade.old if release is upgrade.new else upgrade.new
    return " ".join(wheel for wheel in release.wheels if wheel not in other.wheels)


def row(name: str, found: Figures) -> str:
    return (
        f"{name:<68}{found.requests:>9}{found.failures:>8}"
        f"{found.p50:>9.1f}{found.p99:>9.1f}{found.slowest:>9.1f}"
    )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--from", dest="old", action="append", required=True, metavar="NAME==VERSION"
    )
    parser.add_argument("--to", dest="new", action="append", default=[], metavar="NAME==VERSION")
    parser.add_argument("--seconds", type=float, default=15, help="of each quiet phase")
    parser.add_argument("--no-way-back", action="store_true", help="stop when the new one serves")
    options = parser.parse_args()
    old = released(dict(wheel.split("==") for wheel in options.old))
    new = released(dict(wheel.split("==") for wheel in options.new))
    with tempfile.TemporaryDirectory(prefix="drill-") as folder, _database() as database:
        upgrade = Upgrade(old, new, database, seconds=options.seconds, back=not options.no_way_back)
        sys.exit(0 if upgrade.run(pathlib.Path(folder)) else 1)


@contextlib.contextmanager
def _database() -> Iterator[str]:
    """
    An empty database of an own PostgreSQL, or of the one that DATABASE_URL names.
    """
    with server(os.environ.get("DATABASE_URL")) as databases:
        name = databases.create()
        url = databases.url_of(name)
        with psycopg.connect(url, autocommit=True) as session:
            session.execute(
                sql.SQL("ALTER DATABASE {} SET deadlock_timeout = {}").format(
                    sql.Identifier(session.info.dbname), DEADLOCK_TIMEOUT
                )
            )
        try:
            yield url
        finally:
            databases.drop(name)


if __name__ == "__main__":
    main()
