"""
Is every wheel in releases/ recorded, unedited and reproducible, and is its changelog written?
"""

import email.parser
import pathlib
import sys
import zipfile

import pytest

from tests.conftest import REPOSITORY, run, succeed

WHEELS = sorted((REPOSITORY / "releases").glob("*.whl"))


def test_every_archived_wheel_is_rebuilt_bit_for_bit():
    said = succeed([sys.executable, "-m", "wheelwright", "verify"])

    assert said.count("reproduced ") == len(WHEELS) > 0


@pytest.mark.parametrize("wheel", WHEELS, ids=lambda wheel: wheel.stem)
def test_every_release_has_its_line_in_the_changelog(wheel: pathlib.Path):
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = email.parser.Parser().parsestr(archive.read(name).decode())

    changelog = (REPOSITORY / "packages" / metadata["Name"] / "CHANGELOG.md").read_text()

    assert f"## {metadata['Version']} - " in changelog


@pytest.mark.parametrize("wheel", WHEELS, ids=lambda wheel: wheel.stem)
def test_every_release_ships_its_marker_of_types(wheel: pathlib.Path):
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.endswith("/py.typed") for name in archive.namelist())


def test_the_train_names_archived_wheels_only():
    pins = (REPOSITORY / "host" / "train.txt").read_text().split()
    archived = {tuple(wheel.name.split("-")[:2]) for wheel in WHEELS}

    asked = {tuple(pin.replace("-", "_").split("==")) for pin in pins if "==" in pin}

    assert asked <= archived


def test_a_missing_wheel_is_named(tmp_path: pathlib.Path):
    (tmp_path / "provenance.toml").write_bytes(
        (REPOSITORY / "releases" / "provenance.toml").read_bytes()
    )

    done = run([sys.executable, "-m", "wheelwright", "verify", "--releases", tmp_path])

    assert done.returncode == 2
    assert "no file" in done.stderr
