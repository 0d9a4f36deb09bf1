from dataclasses import dataclass

__all__ = ["Answer", "Rain", "Snow", "Sun", "forecast"]


@dataclass(frozen=True)
class Rain:
    inches: int


@dataclass(frozen=True)
class Snow:
    inches: int


@dataclass(frozen=True)
class Sun:
    hours: int


type Answer = Rain | Sun


def forecast(seen: Answer) -> None: ...
