"""
Which commit did each archived wheel come from, and what must its bytes be?
"""

import dataclasses
import pathlib
import tomllib

FILE = "provenance.toml"
HEADER = """\
# Where each released wheel came from. Written by `wheelwright archive`, checked by
# `wheelwright verify`: building `folder` at `commit` with SOURCE_DATE_EPOCH=`epoch` and the back
# end the package pins gives exactly `sha256`. Entries are added, never changed.
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Origin:
    """
    One archived wheel: `epoch` in seconds, `folder` relative to the repository.
    """

    wheel: str
    folder: str
    commit: str
    epoch: int
    sha256: str


def read(releases: pathlib.Path) -> tuple[Origin, ...]:
    """
    Every recorded wheel, by file name; empty for a folder that records none.
    """
    path = releases / FILE
    if not path.exists():
        return ()
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(sorted(Origin(wheel=wheel, **table) for wheel, table in tables.items()))


def write(releases: pathlib.Path, origins: tuple[Origin, ...]) -> None:
    """
    Record the wheels, sorted, one table each.
    """
    tables = (
        f'\n["{origin.wheel}"]\nfolder = "{origin.folder}"\ncommit = "{origin.commit}"\n'
        f'epoch = {origin.epoch}\nsha256 = "{origin.sha256}"\n'
        for origin in sorted(origins)
    )
    (releases / FILE).write_text(HEADER + "".join(tables), encoding="utf-8")
