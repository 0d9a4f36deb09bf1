__all__ = ["plant"]


def plant(species: str) -> None: ...
