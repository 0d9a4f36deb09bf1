"""
Where do packages come from, and is what lies there as it was released?
"""

import pathlib

from wheelwright.adapters.uv import Sources
from wheelwright.archive import intact


def sources(*, index_url: str | None, find_links: tuple[str, ...], cwd: pathlib.Path) -> Sources:
    """
    What the options and pip's environment variables say.

    Raises:
        ArchiveError: if one of the folders is an archive, and a wheel in it is not as released.
    """
    given = Sources.given(index_url=index_url, find_links=find_links, cwd=cwd)
    for folder in given.folders:
        intact.require(folder)
    return given
