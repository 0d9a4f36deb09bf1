"""
Is a release archived once, with a record that proves where its bytes came from?
"""

import pathlib

import pytest

from wheelwright.archive import provenance, release
from wheelwright.archive.build import sha256
from wheelwright.archive.errors import (
    AlreadyReleased,
    BuildFailed,
    GitFailed,
    NotReproduced,
    PackageNotFound,
)

WHEEL = "spoke_app-1.0.0-py3-none-any.whl"


def archive(repository, folder):
    return release.archive(folder, repository.releases, revision="HEAD", cwd=repository.folder)


class TestArchive:
    def test_keeps_the_wheel_and_records_its_commit(self, repository):
        folder = repository.write()
        commit = repository.commit()

        origin = archive(repository, folder)

        assert origin.commit == commit
        assert sha256(repository.releases / WHEEL) == origin.sha256
        assert provenance.read(repository.releases) == (origin,)

    def test_changes_nothing_when_the_same_bytes_are_archived_again(self, repository):
        folder = repository.write()
        repository.commit()
        first = archive(repository, folder)

        assert archive(repository, folder) == first

    def test_refuses_other_bytes_under_a_released_version(self, repository):
        folder = repository.write()
        repository.commit()
        archive(repository, folder)
        released = (repository.releases / WHEEL).read_bytes()
        repository.write(code="SPOKES = 36\n")
        repository.commit()

        with pytest.raises(AlreadyReleased, match="next version"):
            archive(repository, folder)

        assert (repository.releases / WHEEL).read_bytes() == released

    def test_keeps_earlier_records(self, repository):
        folder = repository.write()
        repository.commit()
        archive(repository, folder)
        repository.write(version="1.1.0")
        repository.commit()

        archive(repository, folder)

        wheels = [origin.wheel for origin in provenance.read(repository.releases)]
        assert wheels == [WHEEL, "spoke_app-1.1.0-py3-none-any.whl"]

    def test_names_a_folder_without_a_package(self, repository):
        repository.write()
        repository.commit()

        with pytest.raises((PackageNotFound, GitFailed), match="packages/hub"):
            archive(repository, pathlib.Path("packages/hub"))

    def test_shows_the_end_of_the_log_when_the_build_fails(self, repository):
        folder = repository.write()
        (repository.folder / folder / "setup.py").write_text("raise SystemExit('no spokes left')\n")
        repository.commit()

        with pytest.raises(BuildFailed, match="no spokes left"):
            archive(repository, folder)

        assert not repository.releases.exists()


class TestVerify:
    def test_rebuilds_every_release_bit_for_bit(self, repository):
        folder = repository.write()
        repository.commit()
        origin = archive(repository, folder)
        heard = []

        release.verify(repository.releases, cwd=repository.folder, rebuilt=heard.append)

        assert heard == [origin]

    def test_does_not_depend_on_the_modes_of_the_checkout(self, repository):
        folder = repository.write()
        repository.commit()
        origin = archive(repository, folder)
        (repository.folder / folder / "src" / "spoke_app" / "__init__.py").chmod(0o600)

        wheel = release.build_candidate(
            folder, repository.folder / "dist", repository.releases, cwd=repository.folder
        )

        assert sha256(wheel) == origin.sha256

    def test_refuses_an_edited_wheel(self, repository):
        folder = repository.write()
        repository.commit()
        archive(repository, folder)
        (repository.releases / WHEEL).write_bytes(b"edited")

        with pytest.raises(NotReproduced, match=WHEEL):
            release.verify(repository.releases, cwd=repository.folder, rebuilt=print)

    def test_refuses_a_wheel_nobody_recorded(self, repository):
        repository.releases.mkdir()
        (repository.releases / WHEEL).write_bytes(b"from nowhere")

        with pytest.raises(NotReproduced, match="a record in provenance"):
            release.verify(repository.releases, cwd=repository.folder, rebuilt=print)


class TestBuildCandidate:
    def test_refuses_a_changed_package_that_kept_its_released_version(self, repository):
        folder = repository.write()
        repository.commit()
        archive(repository, folder)
        repository.write(code="SPOKES = 36\n")
        dist = repository.folder / "dist"

        with pytest.raises(AlreadyReleased):
            release.build_candidate(folder, dist, repository.releases, cwd=repository.folder)

        assert list(dist.iterdir()) == []

    def test_includes_files_git_does_not_know_yet(self, repository):
        folder = repository.write()
        repository.commit()
        repository.write(version="1.1.0.dev0", code="SPOKES = 36\n")

        wheel = release.build_candidate(
            folder, repository.folder / "dist", repository.releases, cwd=repository.folder
        )

        assert wheel.name == "spoke_app-1.1.0.dev0-py3-none-any.whl"
