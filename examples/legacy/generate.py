"""
Write the monolith into a folder: python -m examples.legacy.generate .work/legacy
"""

import argparse
import pathlib
import sys

from examples.legacy.monolith.project import files, write


def main(arguments: list[str] | None = None) -> int:
    """
    Exit status 2 for a folder that is in use, or a size that cannot be.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--models", type=int, default=60)
    parser.add_argument("--migrations", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    if chosen.folder.exists() and any(chosen.folder.iterdir()):
        print(f"{chosen.folder} is not empty. Name another folder, or remove it.", file=sys.stderr)
        return 2
    try:
        made = files(count=chosen.models, migrations=chosen.migrations, seed=chosen.seed)
    except ValueError as refused:
        print(f"{refused}", file=sys.stderr)
        return 2
    write(made, folder=chosen.folder)
    lines = sum(each.text.count("\n") for each in made)
    print(
        f"{chosen.folder}: {chosen.models} models, {chosen.migrations} migrations, {lines:,} lines"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
