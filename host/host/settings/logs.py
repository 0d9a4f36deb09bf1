"""
What is logged, and how: docs/operating/seen-from-outside.md says what each line means.
"""

from typing import Any

# A laptop: Django's own way, and nothing of ours.
QUIET: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"nowhere": {"class": "logging.NullHandler"}},
    "loggers": {"host": {"handlers": ["nowhere"]}},
}
# A server: one JSON object a line, to stderr.
JSON: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "host.telemetry.lines.JsonLines"}},
    "filters": {"only-once": {"()": "host.telemetry.lines.OnlyOnce"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["only-once"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "host": {"level": "INFO"},
        # Not its mail to the admins, which quotes what was sent.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
