def picked(*, of: list[str] | None = None) -> int:
    return len(of or [])
