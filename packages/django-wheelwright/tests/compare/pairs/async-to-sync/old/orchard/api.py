__all__ = ["plant"]


async def plant(kind: str) -> None: ...
