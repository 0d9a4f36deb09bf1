from typing import Protocol

__all__ = ["Weather", "plant"]


def host_calls(cls: type) -> type:
    return cls


@host_calls
class Weather(Protocol):
    def rain(self, day: int) -> int: ...
    def frost(self) -> bool: ...


def plant(weather: Weather) -> None: ...
