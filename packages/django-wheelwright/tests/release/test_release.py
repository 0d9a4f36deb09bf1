"""
Does one command take a changed package to stable, once and with the bytes that were rehearsed?
"""

import json

import pytest

from wheelwright.archive import provenance
from wheelwright.index.devpi import STABLE, STAGING
from wheelwright.release.steps import STEPS

NAMES = [step.name for step in STEPS]


def named(output: str) -> list[str]:
    """The steps a run has a line about."""
    lines = (line.split() for line in output.splitlines())
    return [words[1] for words in lines if words and words[0].endswith(f"/{len(STEPS)}")]


@pytest.fixture(scope="module")
def shop(make_workshop):
    return make_workshop()


@pytest.fixture(scope="module")
def released(shop):
    return shop.release("--faithful")


class TestARelease:
    def test_says_what_each_step_did(self, released):
        assert released.status == 0, released.errors
        assert named(released.output) == NAMES

    def test_serves_the_archived_bytes_on_staging_and_on_stable(self, shop, released):
        state = shop.state("1.0.1")

        assert (state["recorded"], state["staged"], state["stable"]) == (True, True, True)

    def test_takes_the_fragment_into_the_changelog(self, shop, released):
        changelog = (shop.package / "CHANGELOG.md").read_text()

        assert changelog.index("Louder, as of 1.0.1.") < changelog.index("## 1.0.0")
        assert shop.state("1.0.1")["fragments"] == [".gitkeep"]

    def test_leaves_two_commits_and_nothing_else(self, shop, released):
        commits = shop.git("log", "--format=%s").splitlines()

        assert commits[:2] == [f"Release {shop.name} 1.0.1", f"Changelog of {shop.name} 1.0.1"]
        assert shop.git("status", "--porcelain") == ""

    def test_names_the_commit_the_wheel_can_be_built_from_again(self, shop, released):
        verified = shop.run("verify")

        origins = {origin.wheel: origin for origin in provenance.read(shop.releases)}
        assert origins[shop.wheel("1.0.1")].commit == shop.git("rev-parse", "HEAD^")
        assert verified.output.count("reproduced") == 2

    def test_keeps_the_digest_that_was_rehearsed_and_from_where(self, shop, released):
        kept = json.loads((shop.folder / f".work/release/{shop.name}-1.0.1.json").read_text())

        assert kept["sha256"] == shop.served(STABLE, "1.0.1")
        assert kept["from"] == ["1.0.0"]

    def test_changes_nothing_when_it_is_run_again(self, shop, released):
        before = shop.git("rev-parse", "HEAD")

        again = shop.release()

        assert again.status == 0
        assert shop.git("rev-parse", "HEAD") == before


class TestADryRun:
    def test_shows_every_step_and_publishes_nothing(self, unpublished):
        before = unpublished.git("rev-parse", "HEAD")

        said = unpublished.release("--dry-run")

        assert (said.status, named(said.output)) == (0, NAMES)
        assert unpublished.served(STAGING, "1.0.1") is None
        assert unpublished.git("rev-parse", "HEAD") == before
        assert not (unpublished.folder / ".work").exists()


class TestStoppingOnTheWay:
    def test_until_a_step_and_on_from_there(self, workshop):
        first = workshop.release("--until", "stage")

        assert named(first.output) == NAMES[: NAMES.index("stage") + 1]
        assert workshop.served(STABLE, "1.0.1") is None
        assert workshop.release().status == 0
        assert workshop.served(STABLE, "1.0.1") == workshop.served(STAGING, "1.0.1")

    def test_an_unknown_step_is_named(self, unpublished):
        said = unpublished.release("--until", "lunch")

        assert said.status == 2
        assert "There is no step lunch" in said.errors

    def test_an_error_in_the_rehearsal_keeps_it_from_stable(self, workshop):
        workshop.change("1.1.0", breaks=True)

        said = workshop.release()

        assert said.status == 1, said.errors
        assert "migration-fails" in said.output
        assert "under the next version" in said.errors
        assert workshop.served(STABLE, "1.1.0") is None
        assert not (workshop.releases / workshop.wheel("1.1.0")).exists()


class TestWhatAnotherJobRehearsed:
    @pytest.fixture
    def staged(self, workshop):
        said = workshop.release("--until", "stage")
        assert said.status == 0, said.errors
        return workshop

    def test_is_promoted_by_its_digest(self, staged):
        digest = staged.served(STAGING, "1.0.1")

        said = staged.release("--rehearsed", digest)

        assert said.status == 0, said.errors
        assert "said to be done elsewhere" in said.output
        assert staged.served(STABLE, "1.0.1") == digest

    def test_and_nothing_with_another_digest(self, staged):
        said = staged.release("--rehearsed", "0" * 64)

        assert said.status == 2
        assert "A released file never changes" in said.errors
        assert staged.served(STABLE, "1.0.1") is None


class TestWithoutCommitting:
    def test_refuses_before_anything_if_the_changelog_needs_a_commit(self, unpublished):
        said = unpublished.release("--no-commit")

        assert said.status == 2
        assert "--until changelog" in said.errors
        assert unpublished.served(STAGING, "1.0.1") is None

    def test_leaves_the_archived_wheel_to_be_committed(self, workshop):
        workshop.release("--until", "changelog")

        said = workshop.release("--no-commit")

        assert said.status == 0, said.errors
        assert workshop.wheel("1.0.1") in workshop.git("status", "--porcelain")
