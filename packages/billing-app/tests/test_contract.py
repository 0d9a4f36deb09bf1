"""
Is the recorded public surface the real one, and the version the same everywhere?
"""

import importlib.metadata
import importlib.resources

import billing_app
from billing_app import api
from domain_kit.surface import rendered


def test_the_recorded_surface_is_up_to_date():
    recorded = importlib.resources.files("billing_app.contract").joinpath("api.json").read_text()

    assert recorded == rendered(api), "run: python -m domain_kit.surface billing_app"


def test_the_public_names_are_sorted():
    assert api.__all__ == sorted(api.__all__)


def test_the_version_is_that_of_the_wheel():
    assert importlib.metadata.version("billing-app") == billing_app.__version__
