"""
A proof of two folders on the server of this test run, and what it finds.
"""

import os
import pathlib
import sys
from collections.abc import Sequence

from wheelwright.extract.project import Project, given
from wheelwright.extract.prove import report, run
from wheelwright.extract.prove.baseline import Wanted
from wheelwright.extract.prove.facts import Proof
from wheelwright.extract.values import Moved
from wheelwright.report.model import Finding, Severity

SOME_ROWS = 20


def project(folder: pathlib.Path) -> Project:
    return given(folder, python=pathlib.Path(sys.executable), settings="site_settings")


def prove(
    before: pathlib.Path,
    after: pathlib.Path,
    *,
    moved: tuple[Moved, ...] = (),
    scratch: bool = False,
    rows: int = SOME_ROWS,
    url: str = "",
) -> Proof:
    return run.prove(
        project(before),
        project(after),
        moved=moved,
        wanted=Wanted(rows=rows, scratch=scratch),
        postgres=url or os.environ["DATABASE_URL"],
    )


def errors(proof: Proof) -> Sequence[Finding]:
    return [f for f in report.findings(proof) if f.severity is Severity.ERROR]
