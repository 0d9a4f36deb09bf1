"""
What does a WSGI server run? Threads, not coroutines: half the CPU for the same page.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings.production")
application = get_wsgi_application()
