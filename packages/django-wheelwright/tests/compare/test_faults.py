"""
Planted faults: each is stopped, with a message of its own.
"""

import json

from contract_kit import API, CONF, EVENT, PLANTED
from pair_kit import BASES, write_wheel

INITIAL = (BASES / "app" / "orchard/migrations/0001_initial.py").read_text()
WAITS = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial"), ("meadow", "0002_fence")]
    operations = [migrations.AddField("tree", "age", models.IntegerField(null=True))]
"""
PORT = API.replace(
    "    def rain(self) -> int: ...",
    "    def rain(self) -> int: ...\n\n    def frost(self) -> bool: ...",
)


class TestPlantedFaults:
    def test_a_released_migration_that_was_edited(self, grower):
        edited = INITIAL.replace("max_length=20", "max_length=30")
        new = grower.release("2.0.0", files={"orchard/migrations/0001_initial.py": edited})

        said = grower.compare(new=new)

        assert said.status == 1
        assert "The migration orchard.0001_initial shipped in 1.0.0 and has changed." in str(
            said.findings("released-migration-edited")
        )

    def test_a_setting_that_nobody_declared(self, grower):
        conf = CONF + "\n\ndef place() -> str:\n    return settings.ORCHARD_PLACE\n"
        new = grower.release("1.1.0", files={"orchard/conf.py": conf})

        said = grower.compare(new=new)

        assert said.status == 1
        assert "A host must set ORCHARD_PLACE now." in said.output
        assert "Release it as 2.0.0 or later" in said.output

    def test_a_protocol_that_asks_for_more_in_a_minor(self, grower):
        new = grower.release("1.1.0", files={"orchard/api.py": PORT})

        said = grower.compare(new=new)

        assert said.status == 1
        assert "Weather asks hosts for frost." in said.output
        assert said.findings("bump-too-small")[0]["evidence"]["lowest_version"] == "2.0.0"

    def test_an_event_whose_field_was_renamed(self, grower):
        renamed = json.dumps(PLANTED).replace("kind", "species")
        new = grower.release("1.1.0", files={EVENT: renamed})

        said = grower.compare(new=new)

        assert said.status == 1
        message = said.findings("event-changed")[0]["message"]
        assert "Readers of tree.planted.v1 that were right with 1.0.0 are not" in message
        assert "kind is gone; species is new" in message

    def test_a_changelog_that_is_silent(self, grower):
        new = grower.release("2.0.0", files={"orchard/api.py": PORT})
        fragments = grower.fragment("words.fixed.md", "A typing error in a message.\n")

        said = grower.compare("--fragments", fragments, new=new)

        silent = said.findings("changelog-missing")
        assert said.status == 1
        assert [f["evidence"]["evidence_id"] for f in silent] == ["port-extended:Weather.frost"]

    def test_a_bound_on_a_sibling_that_is_too_low(self, grower):
        for version, names in (("1.0.0", []), ("1.1.0", ["0002_fence"])):
            contents = {f"meadow/migrations/{name}.py": "" for name in names}
            contents |= {"meadow/__init__.py": "", "meadow/apps.py": ""}
            write_wheel(grower.releases, "meadow-app", version, contents)
        new = grower.release(
            "1.1.0",
            files={"orchard/migrations/0002_age.py": WAITS},
            project={"dependencies": ["Django>=5.2", "meadow-app>=1.0,<2"]},
        )

        said = grower.compare(new=new)

        assert said.status == 1
        assert "Require meadow-app >=1.1.0." in str(said.findings("bound-too-low"))


class TestTruthfulRelease:
    def test_passes_with_its_fragments(self, grower):
        new = grower.release("2.0.0", files={"orchard/api.py": PORT})
        fragments = grower.fragment(
            "frost.changed.md", "port-extended:Weather.frost\nHosts are asked about frost.\n"
        )

        said = grower.compare("--fragments", fragments, new=new)

        assert said.status == 0
        assert "2.0.0 tells the truth" in said.output

    def test_may_be_larger_than_it_needs_to_be(self, grower):
        said = grower.compare(new=grower.release("3.0.0"))

        assert said.status == 0
        assert said.report["lowest_version"] == "1.0.1"


class TestChangelog:
    def test_must_not_claim_what_the_wheels_do_not_show(self, grower):
        fragments = grower.fragment("rain.added.md", "api-added:umbrella\nAn umbrella.\n")

        said = grower.compare("--fragments", fragments, new=grower.release("1.1.0"))

        assert said.status == 1
        assert "api-added:umbrella is claimed" in said.findings("changelog-stale")[0]["message"]

    def test_may_accept_a_finding_with_a_reason(self, grower):
        fragments = grower.fragment(
            "frost.changed.md",
            "Hosts are asked about frost.\n\n"
            "Exception: port-extended Weather.frost - every host has it,\n  we asked them.\n",
        )
        new = grower.release("1.0.1", files={"orchard/api.py": PORT})

        said = grower.compare("--fragments", fragments, new=new)

        accepted = said.findings("port-extended")[0]
        assert said.status == 0
        assert accepted["accepted"] == "every host has it, we asked them."

    def test_must_not_keep_an_exception_that_nothing_needs(self, grower):
        fragments = grower.fragment("x.changed.md", "Exception: api-removed graft - unused\n")

        said = grower.compare("--fragments", fragments, new=grower.release("1.0.1"))

        assert said.status == 1
        assert "Exception: api-removed graft is recorded" in str(said.findings("changelog-stale"))

    def test_is_read_where_it_was_already_written(self, grower):
        (grower.folder / "CHANGELOG.md").write_text(
            "# Changelog\n\n## 2.0.0 - 2026-11-21\n- `Weather.frost` is asked of hosts.\n"
        )
        (grower.folder / "changes").mkdir()
        new = grower.release("2.0.0", files={"orchard/api.py": PORT})

        said = grower.compare("--fragments", grower.folder / "changes", new=new)

        assert said.status == 0

    def test_of_a_release_that_is_written_is_not_the_fragments_of_the_next_one(self, grower):
        (grower.folder / "CHANGELOG.md").write_text(
            "# Changelog\n\n## 2.0.0 - 2026-11-21\n- More.\n"
        )
        fragments = grower.fragment(
            "frost.changed.md", "port-extended:Weather.frost api-added:umbrella\nLater.\n"
        )
        new = grower.release("2.0.0", files={"orchard/api.py": PORT})

        said = grower.compare("--fragments", fragments, new=new)

        (silent,) = said.findings("changelog-missing")
        assert said.findings("changelog-stale") == []
        assert "the CHANGELOG's section 2.0.0" in silent["hint"]
