from typing import Dict, List, Optional, Union

__all__ = ["plant"]


def plant(kinds: list[str] | None, rows: str | int) -> dict[str, int]: ...
