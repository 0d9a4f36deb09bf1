"""
Who gets in, and who is kept out for a while?
"""

import datetime as dt
import ipaddress
import os

from django.core.exceptions import ImproperlyConfigured

from host.settings.browser import asked_for

type Network = ipaddress.IPv4Network | ipaddress.IPv6Network

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: who is locked out is not even asked
    "django.contrib.auth.backends.ModelBackend",
]
_VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds that a mailed link is good for

# Failures that lock out, counted over a quarter of an hour without a new one: of one account from
# one address, of one account from anywhere, and from one address whatever the account.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]
AXES_FAILURE_LIMIT = 10
LOG_IN_LIMITS = (10, 50, 100)
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_HANDLER = "host.accounts.throttling.Throttle"
AXES_LOCKOUT_CALLABLE = "host.accounts.views.log_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "host.accounts.addresses.address_of"
# Guessing on does not prolong it, or whoever guesses could keep somebody out for ever. A success
# does not end it either, or whoever has an account could go on by logging in now and then.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "otp_token", "csrfmiddlewaretoken"]

OTP_TOTP_ISSUER = "Benefits"
OTP_ADMIN_HIDE_SENSITIVE_DATA = True
# With 1 the admin opens only to who gave a code; anybody may ask for one at log-in.
SECOND_STEP_FOR_ADMIN = asked_for("SECOND_STEP_FOR_ADMIN")


def trusted_proxies() -> tuple[Network, ...] | None:
    """
    TRUSTED_PROXIES: the addresses or networks whose X-Forwarded-For is believed, with commas
    between them; `none` says that nothing stands between this host and its callers. None if it is
    not said.

    Raises:
        ImproperlyConfigured: if one of them is no address.
    """
    told = os.environ.get("TRUSTED_PROXIES", "").strip()
    if not told:
        return None
    if told.lower() == "none":
        return ()
    try:
        return tuple(ipaddress.ip_network(each.strip()) for each in told.split(",") if each.strip())
    except ValueError as exc:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES is {told!r}: {exc}. Name addresses or networks, for example "
            "TRUSTED_PROXIES=10.0.0.0/8,127.0.0.1, or none."
        ) from exc


TRUSTED_PROXIES = trusted_proxies()
