"""
Every rule of a proof: what was seen in, findings out.
"""

from collections.abc import Callable

from wheelwright.extract.prove.facts import Proof
from wheelwright.extract.prove.rules import (
    access_kept,
    boundaries,
    codes_agree,
    old_code,
    planning,
    rows_untouched,
    runs,
    schema_kept,
    short_locks,
    way_back,
)
from wheelwright.report.model import Finding

type Rule = Callable[[Proof], tuple[Finding, ...]]

RULES: tuple[Rule, ...] = (
    runs.check,
    codes_agree.check,
    schema_kept.check,
    rows_untouched.check,
    short_locks.check,
    access_kept.check,
    old_code.check,
    way_back.check,
    boundaries.check,
    planning.check,
)
