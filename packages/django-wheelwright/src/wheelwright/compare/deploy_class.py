"""
Where does a release say how it is rolled out? In a file inside its wheel, written before it is built.
"""

import json
import pathlib

from wheelwright.compare.run import Comparison
from wheelwright.surface.errors import CannotCompare


def record(comparison: Comparison, folder: pathlib.Path) -> tuple[pathlib.Path, ...]:
    """
    Write `contract/deploy.json` into each app of a package folder, to be committed and built.

    The next comparison checks it: a wheel that states another class than its changes make is refused.

    Raises:
        CannotCompare: if the folder has no app.
    """
    apps = sorted(path.parent for path in (folder / "src").glob("*/apps.py"))
    if not apps:
        raise CannotCompare(
            f"{folder} has no Django app under src/.",
            "Name a package folder such as packages/billing-app.",
        )
    text = json.dumps(
        {
            "version": str(comparison.new),
            "from": str(comparison.old),
            "deploy_class": str(comparison.deploy_class),
            "required": str(comparison.required),
            "because": [
                change.message
                for change in comparison.changes
                if change.deploy and change.deploy is comparison.deploy_class
            ],
        },
        indent=2,
        ensure_ascii=False,
    )
    written = []
    for app in apps:
        (app / "contract").mkdir(exist_ok=True)
        target = app / "contract" / "deploy.json"
        target.write_text(text + "\n", encoding="utf-8")
        written.append(target)
    return tuple(written)
