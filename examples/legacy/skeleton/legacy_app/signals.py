from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from legacy_app.models import AuditEntry, Comment, Enrolment, EnrolmentWindow, Plan


@receiver(post_save)
def write_audit(sender, instance, created, raw=False, **kwargs):
    if raw or sender._meta.label not in settings.AUDITED_MODELS:
        return
    AuditEntry.objects.create(
        content_type=ContentType.objects.get_for_model(sender),
        object_id=str(instance.pk),
        verb="created" if created else "saved",
    )


@receiver(post_delete, sender=Enrolment)
@receiver(post_delete, sender=Plan)
def forget_comments(sender, instance, **kwargs):
    Comment.objects.filter(
        content_type=ContentType.objects.get_for_model(sender), object_id=str(instance.pk)
    ).delete()


@receiver(pre_save, sender=EnrolmentWindow)
def never_backwards(sender, instance, **kwargs):
    # Some clients swap the two days in the form. Swap them back.
    if instance.opens_at and instance.closes_at and instance.closes_at < instance.opens_at:
        instance.opens_at, instance.closes_at = instance.closes_at, instance.opens_at


def tell_payroll(sender, instance, **kwargs):
    from payroll.models import PayrollLine

    PayrollLine.objects.filter(enrolment=instance).update(stale=True)


post_save.connect(tell_payroll, sender="legacy_app.Enrolment")
