"""
A laptop: everything works at once, nothing is secret.
"""

from host.settings import mail
from host.settings.base import *  # noqa: F403 - settings are layered

DEBUG = True
SECRET_KEY = "development-only: production refuses to start with this"  # noqa: S105 - says so itself
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
if not MAIL_IS_SENT:  # noqa: F405 - a setting of mail.py
    MAIL_IS_SENT = True
    globals().update(mail.as_settings(mail.CONSOLE))
