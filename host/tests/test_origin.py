"""
Is a wheel that somebody else supplied under our name refused before its code runs?
"""

import importlib.metadata
import pathlib
import sys
import zipfile

import pytest
from django.core.exceptions import ImproperlyConfigured

from host.inventory.origin import require_ours


@pytest.fixture
def archive(tmp_path: pathlib.Path, monkeypatch) -> pathlib.Path:
    """
    An archive with one release of billing-app, which is installed in front of everything else.
    """
    files = {
        "billing_app/__init__.py": b"",
        "billing_app-9.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: billing-app\nVersion: 9.0\n",
        "billing_app-9.0.dist-info/RECORD": b"",
    }
    folder = tmp_path / "releases"
    folder.mkdir()
    with zipfile.ZipFile(folder / "billing_app-9.0-py3-none-any.whl", "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
            path = tmp_path / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    assert importlib.metadata.version("billing-app") == "9.0"
    return folder


def ask(archive: pathlib.Path) -> None:
    require_ours(archive=archive, names=["billing-app"])


class TestRequireOurs:
    def test_a_release_of_the_archive_is_taken(self, archive):
        ask(archive)

    def test_another_file_under_the_same_version_is_refused(self, archive):
        (archive.parent / "site" / "billing_app" / "__init__.py").write_text("import os")

        with pytest.raises(ImproperlyConfigured, match=r"another billing_app/__init__\.py"):
            ask(archive)

    def test_a_version_that_was_never_released_is_refused(self, archive):
        (archive / "billing_app-9.0-py3-none-any.whl").unlink()

        with pytest.raises(ImproperlyConfigured, match=r"billing-app 9\.0 is installed"):
            ask(archive)

    def test_a_candidate_that_somebody_installed_by_its_path_is_taken(self, archive):
        (archive / "billing_app-9.0-py3-none-any.whl").unlink()
        said = archive.parent / "site" / "billing_app-9.0.dist-info" / "direct_url.json"
        said.write_text(
            '{"archive_info": {}, "url": "file:///builds/billing_app-9.0-py3-none-any.whl"}'
        )

        ask(archive)

    def test_without_an_archive_the_index_is_trusted(self, archive):
        ask(archive.parent / "nowhere")
