import abc

__all__ = ["Weather"]


class Weather(abc.ABC):
    @abc.abstractmethod
    def rain(self) -> int: ...

    def frost(self) -> bool:
        return False
