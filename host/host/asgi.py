"""
What does an ASGI server run?
"""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings.production")
application = get_asgi_application()
