"""
Are releases that cannot work together named before any migration runs?
"""

import os
import pathlib
import subprocess
import sys
import uuid
from urllib.parse import urlsplit

import psycopg
import pytest

from host.inventory import installed
from host.inventory.combinations import impossible, release


def found(benefits: str, enrolments: str, billing: str) -> list[tuple[str, str]]:
    versions = {"benefits-app": benefits, "enrolments-app": enrolments, "billing-app": billing}
    return [(pair.newer, pair.older) for pair in impossible(versions)]


class TestImpossible:
    @pytest.mark.parametrize(
        "versions",
        [
            ("1.8.0", "1.5.0", "2.2.0"),
            ("2.2.0", "1.6.1", "2.4.0"),
            ("2.2.0", "2.2.0", "3.0.0"),
            ("2.3.0", "2.0.0", "2.3.3"),
            ("3.0.0", "2.0.0", "2.3.3"),
            ("3.0.0", "3.0.0", "2.3.0"),
            ("3.0.0", "3.0.0", "3.0.0"),
        ],
    )
    def test_finds_nothing_in_a_set_that_works(self, versions):
        assert found(*versions) == []

    @pytest.mark.parametrize(
        ("versions", "pair"),
        [
            (("3.0.0", "1.6.1", "2.4.0"), ("benefits-app", "enrolments-app")),
            (("3.0.0.dev0", "1.6.1", "2.4.0"), ("benefits-app", "enrolments-app")),
            (("2.3.0", "3.0.0", "2.2.0"), ("enrolments-app", "billing-app")),
            (("2.0.2", "1.5.0", "3.0.0"), ("billing-app", "enrolments-app")),
        ],
    )
    def test_names_the_pair_that_does_not_work(self, versions, pair):
        assert found(*versions) == [pair]

    def test_the_train_works(self):
        train = pathlib.Path(__file__).parent.parent / "train.txt"
        pins = [line.split("==") for line in train.read_text().split() if "==" in line]

        assert impossible(dict(pins)) == ()

    def test_what_is_installed_works(self):
        assert impossible({wheel.name: wheel.version for wheel in installed.wheels()}) == ()

    def test_ten_is_more_than_nine(self):
        assert release("2.10.0") > release("2.9.9")


@pytest.fixture
def empty_database():
    server = os.environ["DATABASE_URL"]
    name = f"combination_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize(
    ("newer", "older", "remedy"),
    [
        ("benefits-app 3.0.99", "enrolments-app 1.6.99", "enrolments-app 2.0"),
        ("enrolments-app 3.0.99", "billing-app 2.2.99", "billing-app 2.3"),
        ("billing-app 3.0.99", "enrolments-app 1.5.99", "enrolments-app 1.6"),
    ],
)
def test_migrate_stops_before_the_first_migration(
    newer, older, remedy, empty_database, environment, tmp_path
):
    for name, version in (newer.split(), older.split()):
        folder = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        # As a candidate: by its path, since the archive has no such release.
        (folder / "direct_url.json").write_text('{"url": "file:///candidates", "dir_info": {}}')
    path = os.pathsep.join([str(tmp_path), *filter(None, [environment.get("PYTHONPATH")])])

    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        env=environment | {"DATABASE_URL": empty_database, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert "host.E002" in done.stderr
    assert f"{newer} does not work with {older}" in done.stderr
    assert f"Install {remedy} or newer first" in done.stderr
    with psycopg.connect(empty_database) as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() == (0,)
