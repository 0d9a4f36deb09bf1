"""
Billing alone, with cover that a table of the project's own holds.
"""

from billing_settings import *  # noqa: F403 - the same project

BILLING_COVERAGE_SOURCE = "changing_cover.ChangingCover"
