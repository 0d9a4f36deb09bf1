"""
Is the recorded public surface the real one, and the version the same everywhere?
"""

import importlib.metadata
import importlib.resources
import json

import jsonschema

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


def test_an_emitted_event_fits_its_recorded_schema(made, hr):
    folder = importlib.resources.files("enrolments_app.contract")
    schema = json.loads(folder.joinpath("events/enrolment-changed.v1.json").read_text())

    (change,) = api.changes_since(actor=hr, employer_id=made.employer_id)

    jsonschema.validate(change.as_event(), schema, format_checker=jsonschema.FormatChecker())
