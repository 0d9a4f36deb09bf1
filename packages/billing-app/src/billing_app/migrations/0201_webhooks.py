"""
The inbox of webhooks, the outbox of events and where they go: new, empty tables, in an instant.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("billing_app", "0104_opening_balances"),
    ]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="WebhookEndpoint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=domain_kit.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("employer_id", models.UUIDField(blank=True, null=True)),
                ("url", models.CharField(max_length=500)),
                ("topics", models.JSONField(default=list)),
                ("secret", models.CharField(max_length=100)),
                ("former_secret", models.CharField(blank=True, default="", max_length=100)),
                ("former_until", models.DateTimeField(blank=True, null=True)),
                ("paused_until", models.DateTimeField(blank=True, null=True)),
                ("disabled_at", models.DateTimeField(blank=True, null=True)),
                ("disabled_reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "billing_app_endpoint",
            },
        ),
        migrations.CreateModel(
            name="OutboxEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=domain_kit.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("topic", models.CharField(max_length=40)),
                ("aggregate", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                ("payload", models.JSONField()),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="billing_app.billingaccount",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_outbox",
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=domain_kit.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("aggregate", models.UUIDField()),
                ("sequence", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("delivered", "delivered"),
                            ("given-up", "given-up"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("detail", models.CharField(blank=True, default="", max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="billing_app.outboxevent",
                    ),
                ),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="billing_app.webhookendpoint",
                    ),
                ),
            ],
            options={
                "db_table": "billing_app_delivery",
            },
        ),
        migrations.CreateModel(
            name="WebhookInbox",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=domain_kit.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("gateway", models.CharField(max_length=100)),
                ("event_id", models.CharField(max_length=200)),
                ("body", models.BinaryField()),
                ("headers", models.JSONField()),
                ("event", models.JSONField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("parked", "parked"),
                            ("done", "done"),
                            ("quarantined", "quarantined"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_at",
                    models.DateTimeField(
                        blank=True, db_default=django.db.models.functions.datetime.Now(), null=True
                    ),
                ),
                ("detail", models.CharField(blank=True, default="", max_length=300)),
                (
                    "received_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "billing_app_webhook_inbox",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["received", "parked"])),
                        fields=["next_at", "id"],
                        name="billing_webhook_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gateway", "event_id"), name="one_webhook_per_gateway_event"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="outboxevent",
            index=models.Index(
                condition=models.Q(("published_at__isnull", True)),
                fields=["id"],
                name="billing_outbox_unpublished",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxevent",
            constraint=models.UniqueConstraint(
                fields=("aggregate", "sequence"), name="one_outbox_event_per_sequence"
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["endpoint", "aggregate", "sequence"],
                name="billing_delivery_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.UniqueConstraint(
                fields=("endpoint", "event"), name="one_delivery_per_endpoint_and_event"
            ),
        ),
    ]
