"""
A step that is right is found to be right, and what was looked at is said.
"""

import pathlib

import proof_kit
import step_kit
from proof_kit import errors

from wheelwright.extract.prove import report
from wheelwright.extract.prove.facts import Proof
from wheelwright.report.model import Severity


def test_a_step_that_only_renames_has_no_error(right: Proof) -> None:
    assert [f"{f.code} {f.subject}: {f.message}" for f in errors(right)] == []


def test_what_moved_is_read_from_the_two_folders(right: Proof) -> None:
    assert {(moved.old, moved.new) for moved in right.moved} == {
        ("legacy.Plan", "plans.Plan"),
        ("legacy.HistoricalPlan", "plans.HistoricalPlan"),
    }


def test_the_dump_is_the_same_byte_for_byte(right: Proof) -> None:
    assert right.picture_after
    assert right.picture_before.dump == right.picture_after.dump
    assert "CREATE TABLE public.legacy_plan" in right.picture_before.dump


def test_rights_and_generic_keys_of_what_moved_were_there_to_be_lost(right: Proof) -> None:
    was = right.answers_before
    assert was
    assert {"legacy.Plan", "legacy.HistoricalPlan"} <= {
        found.partition(" ")[0] for (table, _), found in was.led_to.items() if found
    }
    assert any("legacy.price_plan" in may for may in was.users.values())


def test_it_was_killed_between_its_migrations(right: Proof) -> None:
    interruptions = right.interruptions
    assert interruptions
    assert interruptions.killed
    assert not interruptions.troubles


def test_a_process_of_the_old_release_that_starts_now_is_told_of(right: Proof) -> None:
    said = [f for f in report.findings(right) if f.severity is Severity.INFO]
    assert [(f.code, "legacy_note" in f.message) for f in said] == [("old-code-breaks", True)]


def test_the_database_built_from_the_state_is_the_one_that_migrate_makes(
    before: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    after = step_kit.step(before, tmp_path / "after")
    built, migrated = (proof_kit.prove(before, after, scratch=way) for way in (False, True))
    assert built.picture_before.catalogue == migrated.picture_before.catalogue
