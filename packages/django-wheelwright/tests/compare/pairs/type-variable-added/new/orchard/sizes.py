from typing import TypeVar

T = TypeVar("T")


def same(of: T) -> T:
    return of
