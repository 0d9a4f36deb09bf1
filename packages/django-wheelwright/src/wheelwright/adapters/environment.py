"""
How is a real environment made for one side of an upgrade, and when may it be used again?
"""

import contextlib
import dataclasses
import os
import pathlib
import shutil
import sys
import tempfile
import urllib.parse

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from wheelwright.adapters import cache, uv
from wheelwright.adapters.sources import Source
from wheelwright.errors import CellBroken

FRESH = 600.0  # seconds that an index's answer is believed, as long as uv itself believes it


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """
    An installed environment, and the exact set that was resolved for it.
    """

    folder: pathlib.Path
    lock: str

    @property
    def key(self) -> str:
        """
        The same for the same interpreter, distributions and bytes.
        """
        return self.folder.parent.name

    @property
    def python(self) -> pathlib.Path:
        return self.folder / "bin" / "python"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What an environment must hold beside the package.
    """

    python: str
    requirements: tuple[str, ...]
    constraints: tuple[str, ...]
    index: uv.Sources


def versions(lock: str) -> dict[str, str]:
    """
    The version of each distribution in a resolved set.
    """
    found: dict[str, str] = {}
    for block in _blocks(lock):
        words = block.split()
        if words and "==" in words[0]:
            name, _, version = words[0].partition("==")
            found[canonicalize_name(name)] = version
        elif len(words) > 2 and words[1] == "@":
            file = urllib.parse.unquote(words[2].partition("#")[0].rpartition("/")[2])
            with contextlib.suppress(InvalidWheelFilename):
                name, exact, _, _ = parse_wheel_filename(file)
                found[name] = str(exact)
    return found


def make(
    source: Source,
    wanted: Wanted,
    *,
    beside: tuple[Source, ...] = (),
    folder: pathlib.Path,
    prefer: str = "",
) -> Environment:
    """
    Resolve and install `source`, those `beside` it and what they need; `prefer` is a lock to stay
    close to.

    The key of an environment is the interpreter and the exact set with the hash of every
    distribution, so changed bytes under an unchanged version make another environment.

    Raises:
        CellBroken: if the set cannot be resolved or installed.
    """
    sources = (source, *beside)
    lock = _resolved(sources, wanted, prefer, folder)
    others, own = _split(lock, sources)
    interpreter = str(pathlib.Path(wanted.python).resolve()) if os.sep in wanted.python else ""
    base_key = cache.digest(wanted.python, interpreter, others)

    def build_base(target: pathlib.Path) -> None:
        _must(
            uv.run(
                "venv", "--quiet", "--no-config", "--python", wanted.python, str(target / "env")
            ),
            f"No environment with Python {wanted.python} could be made.",
        )
        _install(target / "env", others, wanted, hashes=True)

    def build(target: pathlib.Path) -> None:
        base = cache.make_once(folder / "bases", base_key, build_base)
        # Hard links: uv never writes into a file it replaces.
        shutil.copytree(
            base / "env", target / "env", symlinks=True, copy_function=os.link, dirs_exist_ok=True
        )
        _install(target / "env", "".join(own), wanted, hashes=False)

    # The same set has the same key, whichever of its packages is the one that is rehearsed.
    whole = [*_blocks(others), *(_pinned(s) or o for s, o in zip(sources, own, strict=True))]
    key = cache.digest(wanted.python, interpreter, *sorted(" ".join(b.split()) for b in whole))
    made = cache.make_once(folder / "environments", key, build)
    return Environment(folder=made / "env", lock=lock)


def _resolved(
    sources: tuple[Source, ...], wanted: Wanted, prefer: str, folder: pathlib.Path
) -> str:
    """
    What the resolver says, asked again when anything that it goes by may have changed.
    """
    key = cache.digest(
        *(text for source in sources for text in (source.requirement, source.sha256 or "")),
        *(wanted.python, sys.version, prefer),
        *("requirements", *wanted.requirements, "constraints", *wanted.constraints),
        *("index", *wanted.index.words(), *wanted.index.listing()),
    )
    path = folder / "locks" / f"{key}.json"
    return str(cache.recall(path, lambda: _resolve(sources, wanted, prefer), seconds=FRESH))


def _resolve(sources: tuple[Source, ...], wanted: Wanted, prefer: str) -> str:
    with tempfile.TemporaryDirectory(prefix="wheelwright-resolve-") as scratch:
        place = pathlib.Path(scratch)
        lines = (*(source.requirement for source in sources), *wanted.requirements)
        (place / "in.txt").write_text("\n".join(lines) + "\n")
        (place / "constraints.txt").write_text("\n".join(wanted.constraints) + "\n")
        (place / "lock.txt").write_text(prefer)
        done = uv.run(
            *("pip", "compile", "--quiet", "--no-config", "--no-header", "--no-annotate"),
            *("--generate-hashes", "--python", wanted.python, "--constraints", "constraints.txt"),
            *("--output-file", "lock.txt", *wanted.index.words(), "in.txt"),
            cwd=place,
        )
        if done.status:
            names = " with ".join(f"{source.package} {source.version}" for source in sources)
            raise CellBroken(
                f"{names} cannot be installed here.",
                "Check the version, the index and --find-links; the resolver said:",
                done.errors,
            )
        return (place / "lock.txt").read_text()


def _pinned(source: Source) -> str | None:
    """
    The line of a wheel as the resolver writes one from an index.
    """
    if source.sha256 is None:
        return None
    return f"{source.package}=={source.version} --hash=sha256:{source.sha256}"


def _blocks(lock: str) -> list[str]:
    return lock.replace("\\\n", " ").splitlines()


def _split(lock: str, sources: tuple[Source, ...]) -> tuple[str, tuple[str, ...]]:
    """
    The lock without the packages, and each package's own line without its hashes.
    """
    blocks = lock.replace("\\\n", "\0").splitlines()
    own = [_own(blocks, source) for source in sources]
    others = [block.replace("\0", "\\\n") for block in blocks if block not in own]
    lines = [
        (block.replace("\0", " ") if block else source.requirement).strip() + "\n"
        for block, source in zip(own, sources, strict=True)
    ]
    return "\n".join(others) + "\n", tuple(lines)


def _own(blocks: list[str], source: Source) -> str | None:
    starts = f"{source.package}==", f"{source.package} @"
    return next((block for block in blocks if block.startswith(starts)), None)


def _install(env: pathlib.Path, lines: str, wanted: Wanted, *, hashes: bool) -> None:
    with tempfile.NamedTemporaryFile("w", prefix="wheelwright-", suffix=".txt") as file:
        file.write(lines)
        file.flush()
        done = uv.run(
            *("pip", "install", "--quiet", "--no-config", "--no-deps", "--compile-bytecode"),
            *(("--require-hashes",) if hashes and "--hash" in lines else ()),
            *("--reinstall",) if not hashes else (),
            *("--python", str(env / "bin" / "python"), *wanted.index.words()),
            *("--requirements", file.name),
        )
    _must(done, "The resolved set could not be installed.")


def _must(done: uv.Answer, what: str) -> None:
    if done.status:
        raise CellBroken(what, "uv said:", done.errors)
