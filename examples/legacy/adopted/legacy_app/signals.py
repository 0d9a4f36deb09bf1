# What the monolith still hears of. Payroll hears of enrolments through a port.
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from django.dispatch import receiver

from legacy_app.models import AuditEntry


@receiver(post_save)
def write_audit(sender, instance, created, raw=False, **kwargs):
    if raw or sender._meta.label not in settings.AUDITED_MODELS:
        return
    AuditEntry.objects.create(
        content_type=ContentType.objects.get_for_model(sender),
        object_id=str(instance.pk),
        verb="created" if created else "saved",
    )
