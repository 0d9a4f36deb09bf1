"""
Does nothing reach stable that no rehearsal let pass, and is a failed one final?
"""

import pathlib
import shutil

from wheelwright.archive import release
from wheelwright.index.devpi import STABLE, STAGING


def promote(workshop, *words: str):
    return workshop.run(
        *("index", "promote", f"{workshop.name}==1.0.1", "--url", workshop.index.url),
        *("--data", str(workshop.data), "--devpi", str(workshop.index.programs), *words),
    )


class TestAFailedRehearsal:
    def test_is_final(self, workshop):
        workshop.change("1.0.1", breaks=True)
        workshop.git("commit", "--allow-empty", "--quiet", "--message", "Nothing")

        stopped = workshop.release("--until", "rehearse")
        by_hand = promote(workshop)
        vouched = promote(workshop, "--sha256", workshop.served(STAGING, "1.0.1"))
        again = workshop.release()

        assert stopped.status == 1, stopped.output + stopped.errors
        for said in (by_hand, vouched, again):
            assert said.status == 2, said.output + said.errors
            assert "failed its rehearsal: migration-fails" in said.errors
            assert "release that under the next version" in said.errors
        assert workshop.served(STABLE, "1.0.1") is None

    def test_is_final_in_every_checkout(self, workshop):
        workshop.change("1.0.1", breaks=True)
        workshop.git("commit", "--allow-empty", "--quiet", "--message", "Nothing")
        stopped = workshop.release("--until", "rehearse")
        shutil.rmtree(workshop.folder / ".work")  # as a checkout that somebody makes anew

        said = promote(workshop, "--sha256", workshop.served(STAGING, "1.0.1"))

        assert "releases/refused.txt, so that every other checkout knows" in stopped.errors
        assert said.status == 2, said.output
        assert "failed its rehearsal: migration-fails" in said.errors


class TestWhatIsOnlyStaged:
    def test_is_not_promoted(self, workshop):
        workshop.release("--until", "stage")

        said = promote(workshop)

        assert said.status == 2
        assert "Nothing says that" in said.errors
        assert workshop.served(STABLE, "1.0.1") is None

    def test_is_promoted_once_it_was_rehearsed_here(self, workshop):
        workshop.release("--until", "rehearse")

        said = promote(workshop)

        assert said.status == 0, said.errors
        assert workshop.served(STABLE, "1.0.1") == workshop.served(STAGING, "1.0.1")


class TestAReleaseThatOnlyStableHas:
    def test_is_the_predecessor_and_rehearsed_from(self, workshop):
        workshop.release("--until", "promote")
        served = workshop.served(STABLE, "1.0.1")
        workshop.change("1.0.2")

        plan = workshop.plan()

        assert served is not None
        assert plan.predecessor.name == workshop.wheel("1.0.1")
        assert [str(each.version) for each in plan.supported] == ["1.0.0", "1.0.1"]
        assert not (workshop.releases / workshop.wheel("1.0.1")).exists()


class TestAnArchiveThatWasChanged:
    def test_stops_every_command_that_reads_it(self, unpublished):
        wheel = unpublished.releases / unpublished.wheel("1.0.0")
        wheel.write_bytes(wheel.read_bytes() + b"\0")
        asked = (
            ("rehearse", unpublished.name, "--from", "1.0.0", "--to", "1.0.0"),
            ("matrix",),
            ("plan",),
            ("compose",),
            ("check",),
            ("compare", f"releases/{wheel.name}", f"releases/{wheel.name}"),
            unpublished.words()[:],
        )

        said = [unpublished.run(*words) for words in asked]

        assert [each.status for each in said] == [2] * len(asked)
        assert all("was changed after its release" in each.errors for each in said), said

    def test_is_refused_for_a_wheel_without_a_record(self, unpublished):
        other = pathlib.Path(unpublished.releases / "horn_app-1.0.0-py3-none-any.whl")
        other.write_bytes((unpublished.releases / unpublished.wheel("1.0.0")).read_bytes())

        said = unpublished.run("plan")

        assert said.status == 2
        assert "without a record in provenance.toml: nobody released it" in said.errors

    def test_is_read_again_once_it_is_archived(self, unpublished):
        folder = unpublished.package.relative_to(unpublished.folder)
        release.archive(folder, unpublished.releases, revision="HEAD", cwd=unpublished.folder)

        assert unpublished.run("plan").status == 0
