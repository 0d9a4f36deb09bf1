"""
Does a failure say that the server of the rehearsal lacks something, rather than that the release is wrong?
"""

import re

# What another server has: extensions, a build with ICU or LZ4, locales, roles, tablespaces.
LACKS = (
    re.compile(r"extension \"[^\"]+\" is not available"),
    re.compile(r"could not open extension control file"),
    re.compile(r"could not (?:access file|load library)"),
    re.compile(r"\b(?:ICU|LZ4|lz4|XML|libxml|SSL) (?:is )?(?:feature is )?not supported"),
    re.compile(r"not supported (?:in|by) this (?:build|server|installation)"),
    re.compile(r"unsupported XML feature"),
    re.compile(r"could not (?:create|open|convert) (?:locale|collator|.*ICU locale)"),
    re.compile(r"collation \"[^\"]+\" for encoding .* does not exist"),
    re.compile(r"(?:encoding|locale) \"[^\"]+\" (?:is )?not (?:supported|valid)"),
    re.compile(r"permission denied to create extension"),
    re.compile(r"role \"[^\"]+\" does not exist"),
    re.compile(r"tablespace \"[^\"]+\" does not exist"),
    re.compile(r"compression method .* not supported"),
)


WAY_OUT = (
    "Rehearse on a server that has it: --postgres takes the URL of one, or a major version of "
    "PostgreSQL that is installed here."
)


def lacks(message: str) -> bool:
    """
    Would the same statement go through on a server that is set up otherwise?
    """
    return any(saying.search(message) for saying in LACKS)
