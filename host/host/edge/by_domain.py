"""
How is an address of the API found without trying those of the other domains?
"""

from collections.abc import Sequence

from django.urls import URLPattern, URLResolver, include, path

type Addresses = Sequence[URLPattern | URLResolver]


def by_domain(urls: tuple[Addresses, str, str]) -> tuple[Addresses, str, str]:
    """
    What `NinjaAPI.urls` gives, its addresses in groups by their first word: ninja lists all of
    them one after the other, and Django tries each in turn.
    """
    addresses, app_name, namespace = urls
    alone: list[URLPattern | URLResolver] = []
    groups: dict[str, list[URLPattern]] = {}
    for address in addresses:
        word, slash, rest = str(address.pattern).partition("/")
        if slash and "<" not in word and isinstance(address, URLPattern):
            within = path(rest, address.callback, address.default_args, address.name)
            groups.setdefault(word, []).append(within)
        else:
            alone.append(address)
    grouped = [path(f"{word}/", include(within)) for word, within in groups.items()]
    return [*grouped, *alone], app_name, namespace
