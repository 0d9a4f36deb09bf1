from typing import Protocol

__all__ = ["Weather", "plant"]


class Weather(Protocol):
    def rain(self, day: int, hour: int = 0) -> int: ...


def plant(weather: Weather) -> None: ...
