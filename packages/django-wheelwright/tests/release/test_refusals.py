"""
Is everything that stands in the way named, with the remedy, and nothing published?
"""

import pathlib
import resource
import subprocess

import pytest

from wheelwright.adapters.postgres import free_port
from wheelwright.archive import release
from wheelwright.index.devpi import STABLE, STAGING
from wheelwright.release.errors import NotReady
from wheelwright.release.step_result import Made
from wheelwright.release.steps import changelog


def refused(workshop, said, *sentences: str, version: str = "1.0.1") -> None:
    assert said.status == 2, said.output + said.errors
    for sentence in sentences:
        assert sentence in said.errors
    assert "Traceback" not in said.errors
    assert workshop.served(STABLE, version) is None


class TestTheIndex:
    def test_other_bytes_on_staging(self, workshop):
        workshop.release("--until", "stage")
        taken = workshop.served(STAGING, "1.0.1")
        workshop.write_source("__init__.py", '"""Rings twice."""\n\n__version__ = "1.0.1"\n')
        workshop.commit("Ring twice")

        said = workshop.release()

        refused(workshop, said, "1/9 compare", "has another", "release the next version")
        assert "2/9" not in said.errors
        assert workshop.served(STAGING, "1.0.1") == taken

    def test_a_token_it_does_not_take(self, unpublished):
        said = unpublished.release(environment={"WHEELWRIGHT_INDEX_PASSWORD": "devpi-nobody"})

        refused(unpublished, said, "does not take the token", "WHEELWRIGHT_INDEX_PASSWORD")
        assert unpublished.served(STAGING, "1.0.1") is None

    def test_no_token(self, unpublished, tmp_path):
        said = unpublished.release("--data", str(tmp_path))

        refused(unpublished, said, "WHEELWRIGHT_INDEX_PASSWORD is not set")

    def test_an_index_that_is_down(self, unpublished):
        said = unpublished.release(
            *("--index", f"http://127.0.0.1:{free_port()}"),
            environment={"WHEELWRIGHT_INDEX_PASSWORD": "devpi-any"},
        )

        refused(unpublished, said, "does not answer", "wheelwright index serve")

    def test_programs_that_are_not_there(self, unpublished, tmp_path):
        refused(
            unpublished, unpublished.release("--devpi", str(tmp_path)), "django-wheelwright[index]"
        )


class TestThePackage:
    @pytest.mark.parametrize(
        ("version", "sentence"),
        [
            ("1.0.1.dev0", "work in progress"),
            ("1.0.1+mine", "work in progress"),
            ("1.0.01", "installers write 1.0.1"),
            ("one", "not one (PEP 440)"),
        ],
    )
    def test_a_version_that_cannot_be_released(self, unpublished, version, sentence):
        unpublished.change(version)

        refused(unpublished, unpublished.release(), sentence, "commit that")

    def test_one_that_is_not_there(self, unpublished):
        unpublished.name = "horn-app"

        refused(unpublished, unpublished.release(), "There is no package horn-app")

    def test_one_that_is_not_committed(self, unpublished):
        unpublished.write_source("loose.py", "LOOSE = True\n")

        refused(unpublished, unpublished.release(), "loose.py", "Commit it, or put it aside")

    def test_one_nobody_wrote_a_fragment_for(self, unpublished):
        (unpublished.package / "changes" / "loud.fixed.md").unlink()
        unpublished.commit("Silence")

        with pytest.raises(NotReady, match=r"Nothing says what is new.*due-date\.added\.md"):
            changelog.run(unpublished.plan(), Made())

    def test_a_fragment_beside_a_written_section(self, unpublished):
        unpublished.release("--until", "changelog")
        unpublished.write_package("changes/late.fixed.md", "Late.\n")
        unpublished.commit("Late")

        with pytest.raises(NotReady, match=r"late\.fixed\.md is not in it"):
            changelog.run(unpublished.plan(), Made())

    def test_a_clone_that_is_too_shallow(self, unpublished, tmp_path):
        shallow = tmp_path / "shallow"
        url = unpublished.folder.as_uri()
        subprocess.run(["git", "clone", "--quiet", "--depth=1", url, shallow], check=True)
        unpublished.folder = shallow

        refused(unpublished, unpublished.release(), "git fetch --unshallow")


class TestTheArchive:
    def test_no_predecessor(self, unpublished):
        unpublished.git("rm", "--quiet", f"releases/{unpublished.wheel('1.0.0')}")
        unpublished.commit("Lose it")

        refused(unpublished, unpublished.release(), "holds no release", "--first")

    def test_only_a_withdrawn_predecessor(self, unpublished):
        withdraw(unpublished, "1.0.0")

        refused(unpublished, unpublished.release(), "is withdrawn or yanked (1.0.0)", "--first")

    def test_a_version_that_was_withdrawn(self, unpublished):
        folder = unpublished.package.relative_to(unpublished.folder)
        release.archive(folder, unpublished.releases, revision="HEAD", cwd=unpublished.folder)
        unpublished.commit("Release 1.0.1")
        withdraw(unpublished, "1.0.1")

        refused(unpublished, unpublished.release(), "give the package its next one")

    def test_a_first_release_that_is_none(self, unpublished):
        refused(
            unpublished, unpublished.release("--first"), "is not the first", "Leave --first out"
        )

    def test_a_predecessor_that_was_damaged(self, unpublished):
        (unpublished.releases / unpublished.wheel("1.0.0")).write_bytes(b"not a zip")
        unpublished.commit("Damage it")

        refused(unpublished, unpublished.release(), "was changed after its release", "Restore it")

    def test_another_wheel_under_a_released_version(self, unpublished):
        unpublished.write_source("__init__.py", '"""Rings twice."""\n\n__version__ = "1.0.0"\n')
        unpublished.write_package(
            "pyproject.toml",
            (unpublished.package / "pyproject.toml").read_text().replace("1.0.1", "1.0.0"),
        )
        unpublished.commit("Ring twice")

        said = unpublished.release("--first")

        refused(unpublished, said, "already released with other contents", version="1.0.0")


class TestTheMachine:
    def test_a_disk_that_is_full(self, unpublished):
        def no_room() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

        done = subprocess.run(
            unpublished.command(),
            cwd=unpublished.folder,
            capture_output=True,
            text=True,
            preexec_fn=no_room,
        )

        assert done.returncode == 2, done.stderr
        assert "Mend that (free space, permissions)" in done.stderr
        assert unpublished.served(STAGING, "1.0.1") is None

    def test_a_file_it_may_not_write_on_the_way(self, unpublished):
        unpublished.release("--until", "reproduce")
        for made in (unpublished.folder / ".work" / "release").rglob("*.whl"):
            made.unlink()
            made.with_name(f".{made.name}.partial").mkdir()  # in the way, for root as well

        said = unpublished.release()

        refused(unpublished, said, "The step compare could not read or write", ".partial")

    def test_a_folder_it_may_not_write(self, unpublished):
        (unpublished.folder / ".work").write_text("in the way")

        said = unpublished.release()

        refused(unpublished, said, "could not read or write", "run the same command again")

    def test_two_at_a_time(self, unpublished):
        with unpublished.running("compare"):
            said = unpublished.release()

        refused(unpublished, said, "Another release runs")


def withdraw(workshop, version: str) -> None:
    said = workshop.run("withdraw", workshop.name, version, "--reason", "it wails")
    assert said.status == 0, said.errors
    assert pathlib.Path(workshop.releases / "withdrawn.txt").exists()
