"""
How is uv asked? One place that knows where packages come from and how its failures read.
"""

import dataclasses
import os
import pathlib
import shutil
import subprocess
import sys
import sysconfig


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """
    Where distributions come from: an index, and folders of wheels.
    """

    index_url: str | None = None
    extra_index_urls: tuple[str, ...] = ()
    find_links: tuple[str, ...] = ()

    @classmethod
    def given(
        cls, *, index_url: str | None, find_links: tuple[str, ...], cwd: pathlib.Path
    ) -> "Sources":
        """
        What the options say, else pip's environment variables; an archive `releases/` always helps.
        """
        folders = find_links or tuple(os.environ.get("PIP_FIND_LINKS", "").split())
        if (cwd / "releases").is_dir():
            folders = (*folders, str(cwd / "releases"))
        return cls(
            index_url=index_url or os.environ.get("PIP_INDEX_URL"),
            extra_index_urls=tuple(os.environ.get("PIP_EXTRA_INDEX_URL", "").split()),
            find_links=tuple(
                folder if "://" in folder else str((cwd / folder).resolve())
                for folder in dict.fromkeys(folders)
            ),
        )

    @property
    def folders(self) -> tuple[pathlib.Path, ...]:
        """
        The folders of wheels that are on this machine.
        """
        return tuple(pathlib.Path(each) for each in self.find_links if "://" not in each)

    def words(self) -> tuple[str, ...]:
        """
        The same as options of uv.
        """
        words: list[str] = []
        if self.index_url:
            words += ["--default-index", self.index_url]
        for url in self.extra_index_urls:
            words += ["--index", url]
        for folder in self.find_links:
            words += ["--find-links", folder]
        return tuple(words)

    def listing(self) -> tuple[str, ...]:
        """
        What lies in the folders of wheels now: name, size and time of each.
        """
        return tuple(
            f"{entry.name} {entry.stat().st_size} {entry.stat().st_mtime_ns}"
            for folder in self.find_links
            if os.path.isdir(folder)
            for entry in sorted(os.scandir(folder), key=lambda e: e.name)
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    How a run of uv ended.
    """

    status: int
    output: str
    errors: str


def run(*words: str, cwd: pathlib.Path | None = None, stdin: str = "") -> Answer:
    """
    Run uv without ever downloading an interpreter or reading a project's own settings.
    """
    beside = pathlib.Path(sysconfig.get_path("scripts")) / "uv"
    program = str(beside) if beside.exists() else shutil.which("uv") or "uv"
    environment = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH")}
    environment |= {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    done = subprocess.run(
        [program, *words],
        cwd=cwd or pathlib.Path(sys.prefix),
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    return Answer(status=done.returncode, output=done.stdout, errors=done.stderr)
