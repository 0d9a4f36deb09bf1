"""
Which of a project's files are its own code, and which may be rewritten?
"""

import re

SKIPPED = frozenset(
    [
        ".git",
        ".hg",
        ".svn",
        ".tox",
        ".nox",
        ".venv",
        "venv",
        "env",
        "node_modules",
        "__pycache__",
        "site-packages",
        "build",
        "dist",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".wheelwright",
    ]
)
MIGRATION = re.compile(r"(?:^|/)migrations/[^/]+\.py$")


def is_skipped(folder: str) -> bool:
    return folder in SKIPPED or folder.endswith(".egg-info")


def is_migration(path: str) -> bool:
    return bool(MIGRATION.search(path))
