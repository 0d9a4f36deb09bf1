"""
Does what runs on a cluster ask for little, leave before it stops, and do every job of the guide?
"""

import pathlib
import re

import pytest
import yaml

from tests.conftest import REPOSITORY, run

FOLDER = REPOSITORY / "deploy" / "kubernetes"
PROGRAMS = REPOSITORY / ".venv-operating" / "bin"
WORKLOADS = ("Deployment", "Job", "CronJob")


def objects() -> list[dict]:
    return [
        document
        for path in sorted(FOLDER.glob("*.yaml"))
        for document in yaml.safe_load_all(path.read_text())
    ]


def pods() -> list[tuple[str, dict]]:
    """
    The pod of each workload, with the workload's name.
    """
    found = []
    for each in objects():
        if each["kind"] in WORKLOADS:
            spec = each["spec"].get("jobTemplate", each)["spec"]["template"]["spec"]
            found.append((each["metadata"]["name"], spec))
    return found


def named(kind: str) -> list[dict]:
    return [each for each in objects() if each["kind"] == kind]


@pytest.mark.parametrize(("name", "pod"), pods(), ids=[name for name, _ in pods()])
class TestAPod:
    def test_is_nobody_and_may_gain_nothing(self, name, pod):
        (container,) = pod["containers"]

        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }

    def test_says_what_it_needs_and_where_it_ends(self, name, pod):
        resources = pod["containers"][0]["resources"]

        assert {"cpu", "memory"} <= resources["requests"].keys()
        assert "memory" in resources["limits"]

    def test_has_its_secrets_from_a_secret(self, name, pod):
        (container,) = pod["containers"]

        assert {"secretRef": {"name": "benefits"}} in container["envFrom"]
        assert not [
            each for each in container.get("env", ()) if re.search("KEY|SECRET|PASS", each["name"])
        ]


class TestTheSite:
    def test_is_asked_by_the_probes_that_it_has(self):
        (container,) = dict(pods())["benefits"]["containers"]

        asked = {
            name: container[name]["httpGet"]["path"]
            for name in ("startupProbe", "livenessProbe", "readinessProbe")
        }
        assert asked == {
            "startupProbe": "/livez",
            "livenessProbe": "/livez",
            "readinessProbe": "/readyz",
        }

    def test_never_has_fewer_pods_while_it_is_renewed(self):
        (deployment,) = named("Deployment")

        assert deployment["spec"]["replicas"] >= 2
        assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0

    def test_a_disruption_and_the_network_reach_the_same_pods(self):
        (deployment,) = named("Deployment")
        labels = deployment["spec"]["template"]["metadata"]["labels"]

        for kind, field in (("PodDisruptionBudget", "selector"), ("NetworkPolicy", "podSelector")):
            (each,) = named(kind)
            assert each["spec"][field]["matchLabels"].items() <= labels.items()

    def test_stops_later_than_it_leaves(self):
        pod = dict(pods())["benefits"]
        waits = int(re.search(r"sleep\((\d+)\)", str(pod["containers"][0]["lifecycle"])).group(1))

        # And the requests under way, for which granian waits 30 s.
        assert pod["terminationGracePeriodSeconds"] > waits + 30


def test_the_cluster_does_the_jobs_that_the_timers_do():
    timers = {
        path.name.removeprefix("benefits-job@").removesuffix(".timer")
        for path in (REPOSITORY / "deploy" / "systemd").glob("*.timer")
    }
    jobs = {
        each["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0]["command"][2]
        for each in named("CronJob")
    }

    assert jobs == timers


def test_each_stage_of_the_image_stands_on_one_base_that_cannot_change():
    """
    A tag moves; the digest names bytes. Two stages on two Pythons would not start.
    """
    text = (REPOSITORY / "deploy" / "Containerfile").read_text()
    bases = re.findall(r"^FROM (\S+)", text, re.MULTILINE)

    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-\w+@sha256:[0-9a-f]{64}", bases[0])


def test_what_the_migrate_job_needs_is_made_before_it_in_the_guide():
    job = next(iter(named("Job")))["spec"]["template"]["spec"]
    needed = {("ServiceAccount", job["serviceAccountName"])}
    needed |= {
        (key.removesuffix("Ref").replace("configMap", "ConfigMap"), source[key]["name"])
        for source in job["containers"][0]["envFrom"]
        for key in source
        if key != "secretRef"
    }
    guide = (FOLDER / "README.md").read_text()
    before, _, _ = guide.partition("migrate.yaml  ")
    made = {
        (each["kind"], each["metadata"]["name"])
        for path in re.findall(r"-f deploy/kubernetes/(\S+)", before)
        if path != "migrate.yaml"
        for each in yaml.safe_load_all((FOLDER / path).read_text())
    }

    assert len(needed) == 2
    assert needed <= made
    assert "create secret generic benefits" in before


class TestTheLinters:
    def test_find_nothing(self):
        files = [path for path in FOLDER.glob("*.yaml") if path.name != "kustomization.yaml"]

        for words in (
            [PROGRAMS / "hadolint", "deploy/Containerfile"],
            [PROGRAMS / "kubernetes-validate", "--strict", "--quiet", *files],
        ):
            done = run(words)
            assert done.returncode == 0, done.stdout + done.stderr

    def test_would_find_a_field_that_does_not_exist(self, tmp_path: pathlib.Path):
        wrong = (FOLDER / "poddisruptionbudget.yaml").read_text()
        (tmp_path / "wrong.yaml").write_text(wrong.replace("maxUnavailable", "maxUnavailabel"))

        done = run([PROGRAMS / "kubernetes-validate", "--strict", tmp_path / "wrong.yaml"])

        assert done.returncode != 0
