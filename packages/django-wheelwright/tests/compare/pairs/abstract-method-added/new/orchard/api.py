import abc

__all__ = ["Weather"]


class Weather(abc.ABC):
    @abc.abstractmethod
    def rain(self) -> int: ...

    @abc.abstractmethod
    def frost(self) -> bool: ...
