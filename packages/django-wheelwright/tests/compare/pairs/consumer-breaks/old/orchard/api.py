from typing import Generic, TypeVar

__all__ = ["Row"]

T = TypeVar("T")


class Row(Generic[T]):
    def first(self) -> T: ...
