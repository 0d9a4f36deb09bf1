"""
What does a package tell its users about a release? Fragments, and the section of its CHANGELOG.

A fragment is `changes/NAME.TYPE.md`. Its first line may name what it is about, by evidence id:

    api-added:publish_rates api-added:list_rates
    Rate tables with age bands.

In the CHANGELOG the ids stay, in a comment behind the sentence. A line there or in a fragment
`Exception: CODE SUBJECT - reason` accepts one finding for this one release.
"""

import dataclasses
import fnmatch
import pathlib
import re

from packaging.version import InvalidVersion, Version

from wheelwright.compare.change import Change
from wheelwright.surface.errors import CannotCompare

TYPES = ("added", "changed", "deprecated", "removed", "fixed", "operator", "migration", "behaviour")
FRAGMENT = re.compile(r"^(?P<name>.+?)\.(?P<type>[a-z]+)(?:\.\d+)?\.md$")
ID = re.compile(r"[a-z]+(?:-[a-z]+)*:[^\s,]+")
COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
EXCEPTION = re.compile(
    r"^\s*(?:[-*]\s+)?Exception:\s*(\S+)\s+(\S+)\s+(?:-|--|\u2014)\s+(.+(?:\n[ \t]+\S.*)*)$",
    re.MULTILINE,
)


class BadFragment(CannotCompare):
    """
    A fragment that towncrier would not find.
    """


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Excepted:
    """
    One finding that the changelog accepts; `subject` may end in a star.
    """

    code: str
    subject: str
    reason: str

    def covers(self, change: Change) -> bool:
        return change.code == self.code and self.names(change)

    def names(self, change: Change) -> bool:
        return fnmatch.fnmatchcase(change.subject, self.subject)

    def __str__(self) -> str:
        return f"Exception: {self.code} {self.subject}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """
    What a release says about itself. `section` is the prose of a release written by hand; the notes
    are `is_written` where the CHANGELOG has the section of this very release.
    """

    claims: frozenset[str] = frozenset()
    behaviours: frozenset[str] = frozenset()
    exceptions: tuple[Excepted, ...] = ()
    section: str = ""
    is_written: bool = False

    def tells_of(self, change: Change) -> bool:
        """
        Whether a reader finds the change: by its id, or in prose under its name.
        """
        if change.evidence_id in self.claims or f"{change.code}:{change.subject}" in self.claims:
            return True
        return any(_mentions(self.section, word) for word in _names(change))


def read(fragments: pathlib.Path | None, *, after: Version, upto: Version) -> Notes | None:
    """
    The notes of every release after one and up to another; None if nobody says where they are.

    Once the CHANGELOG has a section for the release, fragments are those of the next one.

    Raises:
        BadFragment: if a file among the fragments is named like none.
    """
    if fragments is None:
        return None
    sections = _sections(fragments.parent / "CHANGELOG.md", after, upto)
    section = "".join(sections.values())
    claims = {word for comment in COMMENT.findall(section) for word in ID.findall(comment)}
    behaviours = set(claims) if re.search(r"^###\s+Behaviour", section, re.MULTILINE) else set()
    exceptions = [*EXCEPTION.findall(section)]
    is_written = upto in sections
    for path in sorted(fragments.glob("*")) if fragments.is_dir() and not is_written else ():
        if path.name.startswith(".") or path.name.upper().startswith("README"):
            continue
        kind, text = _fragment(path)
        ids = _ids(text)
        claims |= ids
        behaviours |= ids if kind == "behaviour" else set()
        exceptions += EXCEPTION.findall(text)
    return Notes(
        claims=frozenset(claims),
        behaviours=frozenset(behaviours),
        exceptions=tuple(
            Excepted(code=code, subject=subject, reason=" ".join(reason.split()))
            for code, subject, reason in exceptions
        ),
        section=EXCEPTION.sub("", COMMENT.sub("", section)),
        is_written=is_written,
    )


def _fragment(path: pathlib.Path) -> tuple[str, str]:
    named = FRAGMENT.match(path.name)
    if not named or named["type"] not in TYPES:
        raise BadFragment(
            f"{path} is not named NAME.TYPE.md with a known type.",
            f"The types are {', '.join(TYPES)}; for example {path.parent}/rates.added.md.",
        )
    return named["type"], path.read_text(encoding="utf-8")


def _ids(text: str) -> set[str]:
    """
    The ids on the first line, if it holds nothing else.
    """
    words = (text.strip().splitlines() or [""])[0].replace(",", " ").split()
    return set(words) if words and all(ID.fullmatch(word) for word in words) else set()


def _sections(path: pathlib.Path, after: Version, upto: Version) -> dict[Version, str]:
    if not path.is_file():
        return {}
    parts = re.split(r"^## +", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = {version: part for part in parts if (version := _version(part))}
    return {version: part for version, part in found.items() if after < version <= upto}


def _version(part: str) -> Version | None:
    try:
        return Version(next(iter(part.split()), ""))
    except InvalidVersion:  # such as "Unreleased"
        return None


def _names(change: Change) -> set[str]:
    """
    What a reader would look for: the last part of a dotted name, or all of it.
    """
    subject = change.subject
    parts = [subject, *(part for part in subject.split(".") if len(part) > 2)]
    if change.evidence_id.startswith("migration:"):
        parts = [subject, subject.rpartition(".")[2]]
    return set(parts)


def _mentions(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", text) is not None
