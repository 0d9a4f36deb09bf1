from typing import TypeVar


class Token:
    pass


T = TypeVar("T", bound=Token)


def issue(kind: type[T]) -> T:
    return kind()
