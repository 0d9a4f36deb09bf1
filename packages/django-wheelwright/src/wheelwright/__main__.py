"""
The command line, as `wheelwright` and as `python -m wheelwright`. What must be quick is answered before
the rest is loaded.
"""

import sys

QUICK = ["extract", "pending"]


def main() -> None:
    """
    Run this process's own words.
    """
    words = sys.argv[1:]
    if words[:2] == QUICK:
        from wheelwright.extract import pending

        pending.quickly(words[2:])
    from wheelwright import cli  # here: loading it takes longer than that answer

    cli.main()


if __name__ == "__main__":
    main()
