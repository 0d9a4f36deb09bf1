from django.dispatch import Signal

planted = Signal()
