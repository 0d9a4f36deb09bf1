"""
What does an ASGI server run?
"""

import os

from django.core.asgi import get_asgi_application

from host.production.start import require_fit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings.production")
application = get_asgi_application()
require_fit()
