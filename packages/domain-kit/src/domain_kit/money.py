"""
What is an amount of money, and how is it divided without losing a penny?
"""

import dataclasses
from collections.abc import Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from domain_kit.currencies import EXPONENTS
from domain_kit.errors import DomainError


class UnknownCurrency(DomainError):
    """
    The code is not an active ISO 4217 currency.
    """

    code = "unknown-currency"
    http_status = 422

    def __init__(self, currency: str) -> None:
        super().__init__(currency)
        self.currency = currency

    def __str__(self) -> str:
        return f"{self.currency!r} is not an ISO 4217 currency code. Use one such as GBP or JPY."


class CurrencyMismatch(DomainError):
    """
    Two currencies met in one sum.
    """

    code = "currency-mismatch"
    http_status = 422

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left = left
        self.right = right

    def __str__(self) -> str:
        return (
            f"{self.left} and {self.right} cannot be mixed in one amount. "
            "Convert one of them first, at a rate you can name."
        )


class TooPrecise(DomainError):
    """
    The amount has more decimal places than the currency.
    """

    code = "too-precise"
    http_status = 422

    def __init__(self, amount: str, currency: str) -> None:
        super().__init__(amount, currency)
        self.amount = amount
        self.currency = currency

    def __str__(self) -> str:
        return (
            f"{self.amount} has more decimal places than {self.currency} "
            f"({exponent(self.currency)}). Round it first, and say how."
        )


class CurrencyNotStorable(DomainError):
    """
    The currency has more decimal places than the column that the amount would go to.
    """

    code = "currency-not-storable"
    http_status = 422

    def __init__(self, currency: str, decimal_places: int) -> None:
        super().__init__(currency, decimal_places)
        self.currency = currency
        self.decimal_places = decimal_places

    def __str__(self) -> str:
        return (
            f"{self.currency} has {exponent(self.currency)} decimal places, and amounts are kept "
            f"with {self.decimal_places} here. Use another currency."
        )


class AmountNotStorable(DomainError):
    """
    The amount has more digits than the column that it would go to.
    """

    code = "amount-not-storable"
    http_status = 422

    def __init__(self, minor: int, currency: str, digits: int) -> None:
        super().__init__(minor, currency, digits)
        self.minor = minor
        self.currency = currency
        self.digits = digits

    def __str__(self) -> str:
        return (
            f"The amount is too large: {self.currency} is kept with up to {self.digits} digits "
            "before the point here. Check it, or divide it."
        )


def exponent(currency: str) -> int:
    """
    The decimal places of a currency's minor unit: GBP 2, JPY 0, KWD 3.

    Raises:
        UnknownCurrency: if the code is not ISO 4217.
    """
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise UnknownCurrency(currency) from None


def _round(value: Decimal | Fraction, places: int, rounding: str) -> Decimal:
    scaled = Fraction(value) * 10**places
    whole, rest = divmod(abs(scaled), 1)
    half = Fraction(1, 2)
    up = rest > half or (rest == half and rounding == ROUND_HALF_UP)
    minor = int(whole) + up
    return _shifted(Decimal(minor if scaled >= 0 else -minor), -places)


_ROOM = Context(prec=28)


def _shifted(number: Decimal, places: int) -> Decimal:
    # With room for every digit: scaleb() rounds to those of the context.
    digits = len(number.as_tuple().digits)
    return number.scaleb(places, _ROOM if digits <= _ROOM.prec else Context(prec=digits))


def round_half_up(value: Decimal | Fraction, places: int) -> Decimal:
    """
    Round exactly to `places` decimals, halves away from zero.
    """
    return _round(value, places, ROUND_HALF_UP)


def round_half_down(value: Decimal | Fraction, places: int) -> Decimal:
    """
    Round exactly to `places` decimals, halves towards zero (the employer's share of C-09).
    """
    return _round(value, places, ROUND_HALF_DOWN)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """
    A number of minor units (pence, yen, fils) of an ISO 4217 currency. Never a float.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        exponent(self.currency)
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise TypeError(f"Money counts whole minor units, not {self.minor!r}. Use Money.of().")

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: str) -> "Money":
        """
        Money from a decimal amount: `Money.of("60.00", "GBP")`.

        Raises:
            TooPrecise: if the currency has no such fraction.
            UnknownCurrency: if the code is not ISO 4217.
        """
        if isinstance(amount, float):
            raise TypeError(f"{amount!r} is a float, and money never is. Pass a Decimal or a str.")
        minor = _shifted(Decimal(amount), exponent(currency))
        if minor != minor.to_integral_value():
            raise TooPrecise(str(amount), currency)
        return cls(minor=int(minor), currency=currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """
        Nothing, in a currency.
        """
        return cls(minor=0, currency=currency)

    @classmethod
    def rounded(cls, amount: Decimal | Fraction, currency: str) -> "Money":
        """
        Money from an exact amount of any precision, rounded half up.
        """
        if isinstance(amount, Decimal):  # as most are: without the detour over fractions
            shifted = _shifted(amount, exponent(currency))
            return cls(minor=int(shifted.to_integral_value(ROUND_HALF_UP)), currency=currency)
        return cls.of(round_half_up(amount, exponent(currency)), currency)

    @property
    def amount(self) -> Decimal:
        """
        The amount in major units, with the currency's decimal places: 6000 GBP is `60.00`.
        """
        return _shifted(Decimal(self.minor), -exponent(self.currency))

    def _minor_of(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(minor=self.minor + self._minor_of(other), currency=self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(minor=self.minor - self._minor_of(other), currency=self.currency)

    def __neg__(self) -> "Money":
        return Money(minor=-self.minor, currency=self.currency)

    def __mul__(self, times: int) -> "Money":
        if not isinstance(times, int):
            return NotImplemented
        return Money(minor=self.minor * times, currency=self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._minor_of(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._minor_of(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._minor_of(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._minor_of(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def allocate(self, weights: Sequence[int | Decimal | Fraction]) -> "tuple[Money, ...]":
        """
        Divide by weights; the parts always sum to the whole (C-03).

        Largest remainder, ties to the earliest part.

        Raises:
            ValueError: if there is no weight, a negative one, or nothing but zeros.
        """
        exact = [Fraction(weight) for weight in weights]
        total = sum(exact)
        if total <= 0 or min(exact) < 0:
            raise ValueError("Weights are not negative, and at least one is positive.")
        shares = [abs(self.minor) * weight / total for weight in exact]
        parts = [int(share) for share in shares]
        left = abs(self.minor) - sum(parts)
        by_remainder = sorted(range(len(shares)), key=lambda i: (parts[i] - shares[i], i))
        for index in by_remainder[:left]:
            parts[index] += 1
        sign = -1 if self.minor < 0 else 1
        return tuple(Money(minor=sign * part, currency=self.currency) for part in parts)

    def split(self, parts: int) -> "tuple[Money, ...]":
        """
        Divide equally: each share floored, the residue to the first (C-08).

        Raises:
            ValueError: if there are no parts.
        """
        if parts < 1:
            raise ValueError("Money is split into at least one part.")
        share, residue = divmod(self.minor, parts)
        first = Money(minor=share + residue, currency=self.currency)
        return (first, *(Money(minor=share, currency=self.currency) for _ in range(parts - 1)))


def require_storable(money: Money, *, max_digits: int, decimal_places: int) -> None:
    """
    Refuse what a column numeric(max_digits, decimal_places) of major units cannot hold exactly.

    Raises:
        AmountNotStorable: if the amount has too many digits before the point.
        CurrencyNotStorable: if the currency has more decimal places than the column.
    """
    if exponent(money.currency) > decimal_places:
        raise CurrencyNotStorable(money.currency, decimal_places)
    digits = max_digits - decimal_places
    if abs(money.minor) >= 10 ** (digits + exponent(money.currency)):
        raise AmountNotStorable(money.minor, money.currency, digits)
