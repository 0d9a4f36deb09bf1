"""
Is every rule that somebody cites written down?
"""

import re

from tests.conftest import REPOSITORY

CITED = re.compile(r"\bC-(\d\d)\b")


def test_every_cited_rule_is_there():
    written = set(
        re.findall(
            r"^- \*\*C-(\d\d)\*\* ", (REPOSITORY / "docs" / "rules.md").read_text(), re.MULTILINE
        )
    )
    places = [*REPOSITORY.glob("packages/*/README.md"), *REPOSITORY.glob("docs/**/*.md")]
    places += [*REPOSITORY.glob("packages/*/src/**/*.py"), *REPOSITORY.glob("host/host/**/*.py")]
    cited = {number for path in places for number in CITED.findall(path.read_text())}

    assert written == {f"{number:02}" for number in range(1, 41)}
    assert cited <= written


def test_each_domain_says_what_it_needs():
    for name in ("benefits-app", "enrolments-app", "billing-app"):
        text = (REPOSITORY / "packages" / name / "README.md").read_text()

        for needed in ("PostgreSQL 15", "psycopg", "domain-kit", "`actor`", "docs/rules.md"):
            assert needed in text, f"{name}: {needed}"
