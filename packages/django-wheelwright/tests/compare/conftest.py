"""
The corpus is also a table to read: printed at the end of a run that is asked for it with -v.
"""

import pathlib

import pytest
from contract_kit import Grower


@pytest.fixture
def grower(tmp_path: pathlib.Path) -> Grower:
    """
    A package with one release in its archive.
    """
    return Grower(tmp_path)


def pytest_terminal_summary(terminalreporter):
    """
    One line per pair: what was expected, what was found.
    """
    if terminalreporter.verbosity < 1:
        return
    reports = {
        kind: [dict(r.user_properties).get("pair") for r in terminalreporter.stats.get(kind, ())]
        for kind in ("passed", "failed")
    }
    write = terminalreporter.write_line
    rows = sorted((row, kind) for kind, found in reports.items() for row in found if row)
    if not rows:
        return
    write(f"\n{'pair':<36} {'expected':<9} {'found':<9} {'class':<6} codes")
    for (name, expected, bump, deploy, *codes), kind in rows:
        mark = "  <-- disagrees" if kind == "failed" else ""
        write(f"{name:<36} {expected:<9} {bump:<9} {deploy:<6} {', '.join(codes)}{mark}")
    write(f"{sum(kind == 'passed' for _, kind in rows)} of {len(rows)} pairs agree")
