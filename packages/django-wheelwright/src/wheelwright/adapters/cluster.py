"""
What of a throwaway server is kept for the next run? An image of its cluster, and its templates.

A run works on a copy of the image in memory. A template's files are copied in when it is first
asked for: the copied catalogue lists the database already, and PostgreSQL opens the files of a
database only when somebody uses it. What a run made is added when its server has stopped cleanly,
by replacing the whole image; of two runs that both add, the second keeps nothing.
"""

import contextlib
import dataclasses
import fcntl
import json
import os
import pathlib
import shutil
import subprocess
import threading
import uuid
from collections.abc import Iterator, Mapping

from wheelwright.report.model import Json

MANIFEST = "manifest.json"
MOST_BYTES = 4 * 2**30  # of all templates on disk; the longest unused go first
LARGEST = 2**30  # of one template; a larger one is made anew in each run


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """
    A kept database: its name and number in the cluster, and what is known about it.
    """

    name: str
    oid: int
    bytes: int
    facts: Json


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """
    Which templates an image holds, by the key of what they were made from.
    """

    generation: str = ""
    templates: Mapping[str, Template] = dataclasses.field(default_factory=dict)


class Image:
    """
    The image at a folder, as it was when this run took it.
    """

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.manifest = Manifest()
        self.data: pathlib.Path | None = None
        self.pending: Mapping[str, Template] | None = None
        self._attached: set[str] = set()
        self._lock = threading.Lock()

    def take(self, data: pathlib.Path) -> bool:
        """
        Copy the cluster to `data`, without its templates; False if there is no image yet.
        """
        self.data = data
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._locked():
            for half in self.folder.parent.glob(".partial-*"):  # of a run that was killed
                shutil.rmtree(half, ignore_errors=True)
            self.manifest = _read(self.folder / MANIFEST)
            if not self.manifest.generation:
                return False
            copy(self.folder / "data", data)
        return True

    def attach(self, key: str) -> Template | None:
        """
        The template of this key, its files in place; None if the image has none.
        """
        template = self.manifest.templates.get(key)
        if template is None or self.data is None:
            return None
        with self._lock:
            if key not in self._attached:
                with self._locked():
                    if _read(self.folder / MANIFEST).generation != self.manifest.generation:
                        return None  # replaced meanwhile: those files belong to another cluster
                    copy(self._files(template), self.data / "base" / str(template.oid))
                    os.utime(self._files(template))  # used just now
                self._attached.add(key)
        return template

    def crowded_out(self, added: Mapping[str, Template]) -> frozenset[str]:
        """
        The keys of kept templates that must go for these to fit in, the longest unused first.
        """
        room = MOST_BYTES - sum(template.bytes for template in added.values())
        out = set()
        kept = self.manifest.templates
        for key in sorted(kept, key=lambda k: self._used_at(kept[k]), reverse=True):
            room -= kept[key].bytes
            if room < 0:
                out.add(key)
        return frozenset(out)

    def _used_at(self, template: Template) -> float:
        with contextlib.suppress(OSError):
            return self._files(template).stat().st_mtime
        return 0.0

    def keep(self, templates: Mapping[str, Template]) -> None:
        """
        Make an image of the stopped cluster, with exactly these templates.
        """
        assert self.data is not None
        partial = self.folder.with_name(f".partial-{uuid.uuid4().hex}")
        with self._locked():
            if _read(self.folder / MANIFEST).generation != self.manifest.generation:
                return
            try:
                for key, template in templates.items():
                    target = partial / "templates" / str(template.oid)
                    if key in self.manifest.templates:
                        _link(self._files(template), target)
                    else:
                        copy(self.data / "base" / str(template.oid), target)
                    shutil.rmtree(self.data / "base" / str(template.oid), ignore_errors=True)
                copy(self.data, partial / "data")
                _write(partial / MANIFEST, templates)
                shutil.rmtree(self.folder, ignore_errors=True)
                partial.rename(self.folder)
            finally:
                shutil.rmtree(partial, ignore_errors=True)

    def discard(self) -> None:
        """
        Forget the image: a cluster made from it did not work.
        """
        with self._locked():
            shutil.rmtree(self.folder, ignore_errors=True)
        self.manifest = Manifest()

    def _files(self, template: Template) -> pathlib.Path:
        return self.folder / "templates" / str(template.oid)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self.folder.with_name(f".{self.folder.name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def copy(source: pathlib.Path, target: pathlib.Path) -> None:
    """
    Copy a folder with its owners and modes.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", source, target], check=True, capture_output=True)


def size(folder: pathlib.Path) -> int:
    """
    Bytes of the files in a folder.
    """
    return sum(entry.stat().st_size for entry in os.scandir(folder) if entry.is_file())


def _link(source: pathlib.Path, target: pathlib.Path) -> None:
    # Hard links: nobody writes into an image, every user works on a copy.
    shutil.copytree(source, target, copy_function=os.link)
    owner = source.stat()
    os.chown(target, owner.st_uid, owner.st_gid)


def _read(path: pathlib.Path) -> Manifest:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(
            generation=said["generation"],
            templates={key: Template(**facts) for key, facts in said["templates"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest()


def _write(path: pathlib.Path, templates: Mapping[str, Template]) -> None:
    listed = {key: dataclasses.asdict(template) for key, template in templates.items()}
    text = json.dumps({"generation": uuid.uuid4().hex, "templates": listed})
    path.write_text(text, encoding="utf-8")
