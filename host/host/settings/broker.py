"""
What is Celery told, where it is the engine of tasks? Nothing else reads these.

A task is acknowledged once it has ended: one whose worker dies is run again, and goes on where it was
left.
"""

import os

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://127.0.0.1:6379/0")
CELERY_RESULT_BACKEND = CELERY_BROKER_URL
CELERY_RESULT_EXTENDED = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
