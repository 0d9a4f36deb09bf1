"""
Is the recorded public surface the real one, and the version the same everywhere?
"""

import dataclasses
import importlib.metadata
import importlib.resources
import json

import jsonschema
import pytest

import enrolments_app
from domain_kit.surface import rendered
from enrolments_app import api


def test_the_recorded_surface_is_up_to_date():
    recorded = importlib.resources.files("enrolments_app.contract").joinpath("api.json").read_text()

    assert recorded == rendered(api), "run: python -m domain_kit.surface enrolments_app"


def test_the_public_names_are_sorted():
    assert api.__all__ == sorted(api.__all__)


def test_the_version_is_that_of_the_wheel():
    assert importlib.metadata.version("enrolments-app") == enrolments_app.__version__


@pytest.mark.parametrize("version", [1, 2])
def test_an_emitted_event_fits_its_recorded_schema(made, hr, version):
    folder = importlib.resources.files("enrolments_app.contract")
    schema = json.loads(folder.joinpath(f"events/enrolment-changed.v{version}.json").read_text())

    (change,) = api.changes_since(actor=hr, employer_id=made.employer_id)

    jsonschema.validate(change.as_event(version), schema, format_checker=jsonschema.FormatChecker())


class TestVersions:
    def test_the_newest_one_is_told(self, made, hr):
        (change,) = api.changes_since(actor=hr, employer_id=made.employer_id)

        assert change.as_event()["schema_version"] == 2

    def test_the_first_one_has_no_words_for_an_id_that_is_no_number(self, made, hr):
        (change,) = api.changes_since(actor=hr, employer_id=made.employer_id)
        lettered = dataclasses.replace(change, employee_id="E-0042")

        with pytest.raises(api.NotInThisVersion, match="the employee is E-0042"):
            lettered.as_event(1)

    def test_there_is_no_third_one(self, made, hr):
        (change,) = api.changes_since(actor=hr, employer_id=made.employer_id)

        with pytest.raises(api.NotInThisVersion, match="there is no such version"):
            change.as_event(3)
