def picked(*, of: list[str] = []) -> int:
    return len(of)
