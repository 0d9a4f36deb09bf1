"""
Where does a run put what it needs for a moment, and who removes it if the run is killed?
"""

import contextlib
import os
import pathlib
import shutil
import tempfile
from collections.abc import Iterator

PREFIX = "wheelwright-run-"
OWNER = "owner.pid"


@contextlib.contextmanager
def run_folder() -> Iterator[pathlib.Path]:
    """
    A folder for as long as the block runs; folders of runs that are no more are removed on the way.
    """
    folder = pathlib.Path(tempfile.mkdtemp(prefix=PREFIX))
    (folder / OWNER).write_text(str(os.getpid()))
    for other in folder.parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, ValueError):
            owner = int((other / OWNER).read_text())
            if not pathlib.Path(f"/proc/{owner}").exists():
                shutil.rmtree(other, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
