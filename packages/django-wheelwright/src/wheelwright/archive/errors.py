"""
What can go wrong between a package's source and its archived wheel?
"""

from wheelwright.errors import CannotRun


class ArchiveError(CannotRun):
    """
    Base of every refusal: nothing was archived, and the sentence says what to do next.
    """


class PackageNotFound(ArchiveError):
    """
    The folder holds no package that can be built.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return (
            f"{self.folder} has no pyproject.toml with a [project] name and version. "
            "Name a package folder, for example packages/billing-app."
        )


class BuildFailed(ArchiveError):
    """
    The build back end refused the package.
    """

    def __init__(self, package: str, output: str) -> None:
        super().__init__(package, output)
        self.package = package
        self.output = output

    def __str__(self) -> str:
        last = "\n".join(self.output.strip().splitlines()[-12:])
        return (
            f"{self.package} could not be built; nothing was written. The end of the log:\n{last}"
        )


class GitFailed(ArchiveError):
    """
    Git could not give the source of a commit.
    """

    def __init__(self, what: str, output: str) -> None:
        super().__init__(what, output)
        self.what = what
        self.output = output

    def __str__(self) -> str:
        return (
            f"git could not {self.what}: {self.output.strip() or 'no output'}. "
            "Run this in a full clone (a shallow one lacks the commits of old releases)."
        )


class AlreadyReleased(ArchiveError):
    """
    Other bytes were already released under this version; a released wheel is never edited.
    """

    def __init__(self, wheel: str, released: str, built: str) -> None:
        super().__init__(wheel, released, built)
        self.wheel = wheel
        self.released = released
        self.built = built

    def __str__(self) -> str:
        return (
            f"{self.wheel} is already released with other contents (sha256 {self.released[:12]}, "
            f"this build {self.built[:12]}). Give the package its next version and release that."
        )


class NotReproduced(ArchiveError):
    """
    An archived wheel differs from its record, or cannot be made again bit for bit.
    """

    def __init__(self, wheel: str, expected: str, found: str) -> None:
        super().__init__(wheel, expected, found)
        self.wheel = wheel
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return (
            f"{self.wheel} should have sha256 {self.expected} and has {self.found}. "
            "Restore the archived file from git; if the record is right, the build is not "
            "reproducible and must not be published."
        )


class NotReleased(ArchiveError):
    """
    A wheel lies in the archive, and nothing says where it came from.
    """

    def __init__(self, wheel: str, releases: str) -> None:
        super().__init__(wheel, releases)
        self.wheel = wheel
        self.releases = releases

    def __str__(self) -> str:
        return (
            f"{self.wheel} is in {self.releases} without a record in provenance.toml: nobody released "
            "it. Take it out, or archive it from its commit with `wheelwright archive`."
        )


class OtherThanReleased(ArchiveError):
    """
    A wheel of the archive is not the one that was released.
    """

    def __init__(self, wheel: str, releases: str, recorded: str, found: str) -> None:
        super().__init__(wheel, releases, recorded, found)
        self.wheel = wheel
        self.releases = releases
        self.recorded = recorded
        self.found = found

    def __str__(self) -> str:
        return (
            f"{self.wheel} in {self.releases} was changed after its release: provenance.toml records "
            f"sha256 {self.recorded[:12]}, the file has {self.found[:12]}. Restore it from git."
        )
