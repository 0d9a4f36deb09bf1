"""
Are the workflows sound, pinned, and made of commands that also run on a laptop?
"""

import os
import pathlib
import re
import subprocess
import sys

import pytest
import yaml

from tests.conftest import REPOSITORY, run
from tests.versions.run import DJANGOS, PYTHONS
from tests.versions.servers import MAJORS

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
PROGRAMS = pathlib.Path(sys.executable).parent
OURS = re.compile(
    r"^(make |\.venv/bin/wheelwright |found=\"\$\(\.venv/bin/wheelwright (plan|index fetch) )"
)


def steps(workflow: pathlib.Path) -> list[dict]:
    jobs = yaml.safe_load(workflow.read_text())["jobs"].values()
    return [step for job in jobs for step in job.get("steps", [])]


def test_actionlint_finds_nothing():
    done = run([PROGRAMS / "actionlint", *WORKFLOWS])

    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing():
    done = run(
        [
            PROGRAMS / "zizmor",
            "--offline",
            "--quiet",
            "--persona",
            "pedantic",
            REPOSITORY / ".github",
        ]
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda w: w.name)
class TestAWorkflow:
    def test_runs_only_commands_a_person_could_type(self, workflow):
        commands = [step["run"] for step in steps(workflow) if "run" in step]

        assert commands
        assert [command for command in commands if not OURS.match(command)] == []

    def test_fails_where_a_command_inside_a_substitution_fails(self, workflow):
        """
        `echo "x=$(false)"` succeeds; an assignment and && do not.
        """
        commands = [step["run"] for step in steps(workflow) if "$(" in step.get("run", "")]

        for command in commands:
            done = subprocess.run(
                ["bash", "-e", "-c", re.sub(r"\.venv/bin/wheelwright", "false", command)],
                env={"GITHUB_OUTPUT": "/dev/null", "PATH": os.environ["PATH"]},
                check=False,
            )
            assert done.returncode != 0, command

    def test_pins_every_action_by_commit(self, workflow):
        used = [step["uses"] for step in steps(workflow) if "uses" in step]

        assert used
        assert [each for each in used if not re.search(r"@[0-9a-f]{40}$", each)] == []

    def test_grants_nothing_it_does_not_name(self, workflow):
        document = yaml.safe_load(workflow.read_text())

        assert document["permissions"] == {}
        assert {str(job["permissions"]) for job in document["jobs"].values()} == {
            "{'contents': 'read'}"
        }

    def test_calls_only_targets_the_makefile_has(self, workflow):
        makefile = (REPOSITORY / "Makefile").read_text()
        words = [step["run"].split() for step in steps(workflow) if "run" in step]
        targets = [w for line in words if line[0] == "make" for w in line[1:] if "=" not in w]

        assert [target for target in targets if f"\n{target}:" not in makefile] == []

    def test_names_no_variable_or_secret_that_a_fork_is_not_told_of(self, workflow):
        told = (REPOSITORY / "docs" / "releasing.md").read_text()
        named = re.findall(r"\b(?:vars|secrets)\.(\w+)", workflow.read_text())
        named += re.findall(r"^    environment: (\w+)$", workflow.read_text(), re.MULTILINE)

        assert [name for name in named if f"`{name}`" not in told] == []


@pytest.mark.parametrize("missing", ["INDEX_URL", "WHEELWRIGHT_INDEX_PASSWORD"])
def test_an_unset_variable_is_a_sentence_and_exit_2(missing):
    env = {"INDEX_URL": "https://index.example.com", "WHEELWRIGHT_INDEX_PASSWORD": "token"}

    done = run(["make", "publisher-is-named"], env={**env, missing: ""})

    assert done.returncode == 2
    assert f"{missing} is not set." in done.stderr


class TestTheMatrices:
    def test_are_the_versions_of_the_readme(self):
        jobs = yaml.safe_load((WORKFLOWS[0].parent / "ci.yml").read_text())["jobs"]
        matrix = jobs["servers"]["strategy"]["matrix"]

        assert tuple(matrix["postgres"]) == MAJORS
        assert set(matrix["python"]) <= set(PYTHONS)
        assert tuple(matrix["django"]) == DJANGOS
        assert jobs["versions"]["strategy"]["matrix"] == {
            key: matrix[key] for key in ("python", "django")
        }


class TestTheRelease:
    def test_promotes_the_digest_that_was_rehearsed(self):
        folder = REPOSITORY / ".github" / "workflows"
        release = yaml.safe_load((folder / "release.yml").read_text())["jobs"]
        upgrade = yaml.safe_load((folder / "upgrade.yml").read_text())

        fetched = [
            s["env"]["SHA256"]
            for s in upgrade["jobs"]["rehearse"]["steps"]
            if "index fetch" in s.get("run", "")
        ]
        promoted = [
            s["env"]["SHA256"]
            for s in release["promote"]["steps"]
            if "--rehearsed" in s.get("run", "")
        ]

        # YAML 1.1 reads the key `on` as true.
        assert (
            upgrade[True]["workflow_call"]["outputs"]["sha256"]["value"]
            == "${{ jobs.plan.outputs.sha256 }}"
        )
        assert fetched == ["${{ needs.plan.outputs.sha256 }}"]
        assert promoted == ["${{ needs.upgrade.outputs.sha256 }}"]
        assert release["promote"]["needs"] == "upgrade"
        assert release["upgrade"]["uses"] == "$/.github/workflows/upgrade.yml"
