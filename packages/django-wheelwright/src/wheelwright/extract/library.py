"""
Is the library there that code is rewritten with?
"""

from importlib.util import find_spec

from wheelwright.extract.errors import ExtractRefused


class LibraryMissing(ExtractRefused):
    """
    An extra of this tool is not installed.
    """

    code = "library-missing"

    def __init__(self, name: str, extra: str) -> None:
        super().__init__(
            f"{name} is not installed, and code is rewritten with it.",
            f"pip install 'django-wheelwright[{extra}]'",
        )


def require_libcst() -> None:
    """
    Raises:
        LibraryMissing: if LibCST cannot be imported.
    """
    if find_spec("libcst") is None:
        raise LibraryMissing("LibCST", "extract")
