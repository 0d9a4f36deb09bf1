"""
Where do an app's own files go when it becomes a package?
"""

import pathlib
from dataclasses import dataclass

from wheelwright.extract.code.project_texts import is_skipped
from wheelwright.extract.code.text import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """
    An app's files by their path in it; `pictures` are those that are no text.
    """

    texts: dict[str, str]
    pictures: tuple[str, ...]


def own_files(folder: pathlib.Path) -> Own:
    """
    Everything in an app's folder but what Python and editors leave there.
    """
    texts: dict[str, str] = {}
    pictures = []
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if not path.is_file() or any(map(is_skipped, inner.parts)):
            continue
        found = decode(path.read_bytes(), python=path.suffix == ".py")
        if found is None:
            pictures.append(inner.as_posix())
        else:
            texts[inner.as_posix()] = found.text
    return Own(texts=texts, pictures=tuple(pictures))
