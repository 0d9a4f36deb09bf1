"""
The deploy class is written into the package and checked in its wheel.
"""

import json

APP = "orchard/contract/deploy.json"


class TestDeployClass:
    def test_is_recorded_in_the_package_folder(self, grower):
        source = grower.folder / "package" / "src" / "orchard"
        source.mkdir(parents=True)
        (source / "apps.py").touch()

        grower.compare("--record", grower.folder / "package", new=grower.release("1.0.1"))

        stated = json.loads((source / "contract" / "deploy.json").read_text())
        assert (stated["version"], stated["deploy_class"]) == ("1.0.1", "D0")

    def test_must_be_what_the_changes_make_it(self, grower):
        stated = json.dumps({"version": "1.0.1", "deploy_class": "D2"})

        said = grower.compare(new=grower.release("1.0.1", files={APP: stated}))

        assert said.status == 1
        assert "its deploy class is D2; the changes make it D0" in str(
            said.findings("deploy-class-wrong")
        )

    def test_of_an_older_release_says_nothing(self, grower):
        stated = json.dumps({"version": "1.0.0", "deploy_class": "D2"})

        said = grower.compare(new=grower.release("1.0.1", files={APP: stated}))

        assert said.status == 0
