"""
Where does a run put what it needs for a moment, and who removes it if the run is killed?
"""

import contextlib
import os
import pathlib
import shutil
import tempfile
from collections.abc import Iterator

OWNER = "owner.pid"
RUN = "wheelwright-run-"


def make(prefix: str, parent: pathlib.Path | None = None) -> pathlib.Path:
    """
    A new folder of this process; those of the same prefix whose process is no more are removed.
    """
    folder = pathlib.Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    (folder / OWNER).write_text(str(os.getpid()))
    for other in folder.parent.glob(f"{prefix}*"):
        with contextlib.suppress(OSError, ValueError):
            owner = int((other / OWNER).read_text())
            if not pathlib.Path(f"/proc/{owner}").exists():
                shutil.rmtree(other, ignore_errors=True)
    return folder


@contextlib.contextmanager
def run_folder() -> Iterator[pathlib.Path]:
    """
    A folder for as long as the block runs.
    """
    folder = make(RUN)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kept_beside_source(folder: pathlib.Path) -> pathlib.Path:
    """
    A folder of ours inside of somebody's repository, made if need be; it hides itself from git.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder
