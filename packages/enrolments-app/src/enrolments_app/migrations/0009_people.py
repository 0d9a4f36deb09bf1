"""
Families, waivers, carts, claims and evidence: six empty tables, instant. 2.0.0 does not know them.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("enrolments_app", "0008_one_cover_a_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dependant",
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
                ("employer_id", models.UUIDField()),
                ("employee_id", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=200)),
                ("relationship", models.CharField(max_length=40)),
                ("born_on", models.DateField(blank=True, null=True)),
                ("disabled", models.BooleanField(default=False)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("end_reason", models.CharField(blank=True, max_length=200)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("recorded_by", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "enrolments_app_dependant",
                "ordering": ["employee_id", "id"],
                "indexes": [
                    models.Index(fields=["employer_id", "id"], name="dependant_by_employer")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__isempty", False)), name="dependant_has_days"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("employer_id", "="),
                            ("employee_id", "="),
                            ("key", "="),
                            ("days", "&&"),
                        ],
                        name="one_dependant_per_key_and_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("relationship__in", ["partner", "spouse"])),
                        expressions=[("employer_id", "="), ("employee_id", "="), ("days", "&&")],
                        name="one_partner_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEventClaim",
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
                ("employer_id", models.UUIDField()),
                ("employee_id", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=60)),
                ("event_on", models.DateField()),
                ("reported_at", models.DateTimeField()),
                ("reported_on", models.DateField()),
                ("reported_by", models.CharField(max_length=200)),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list
                    ),
                ),
                (
                    "permitted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list
                    ),
                ),
                (
                    "allowed_on",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField()),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("approved", "approved"),
                            ("refused", "refused"),
                        ],
                        max_length=20,
                    ),
                ),
                ("chosen_on", models.DateField(blank=True, null=True)),
                ("usable_until", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "enrolments_app_lifeeventclaim",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["employer_id", "id"], name="claim_by_employer")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "refused"), _negated=True),
                        fields=("employer_id", "employee_id", "kind", "event_on"),
                        name="one_open_claim_per_event",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "pending")),
                            models.Q(
                                models.Q(("state", "pending"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="claim_decided_when_not_pending",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ElectionBatch",
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
                ("employer_id", models.UUIDField()),
                ("employee_id", models.CharField(max_length=64)),
                ("window_id", models.UUIDField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("submitted", "submitted")], max_length=20
                    ),
                ),
                ("agreement_signed", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=200)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_by", models.CharField(blank=True, max_length=200)),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="enrolments_app.lifeeventclaim",
                    ),
                ),
            ],
            options={
                "db_table": "enrolments_app_electionbatch",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["employer_id", "id"], name="batch_by_employer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("window_id", None), ("claim", None), _connector="OR"),
                        name="batch_by_window_or_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), ("submitted_at", None)),
                            models.Q(("state", "submitted"), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="batch_submitted_with_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
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
                ("employer_id", models.UUIDField()),
                ("employee_id", models.CharField(max_length=64)),
                ("benefit_id", models.UUIDField()),
                ("plan_year_id", models.UUIDField(blank=True, null=True)),
                (
                    "reason_code",
                    models.CharField(
                        choices=[
                            ("covered-elsewhere", "covered-elsewhere"),
                            ("cost", "cost"),
                            ("not-needed", "not-needed"),
                            ("other", "other"),
                            ("unknown", "unknown"),
                        ],
                        max_length=40,
                    ),
                ),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("recorded_by", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "enrolments_app_waiver",
                "ordering": ["employee_id", "id"],
                "indexes": [models.Index(fields=["employer_id", "id"], name="waiver_by_employer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__isempty", False)), name="waiver_has_days"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        expressions=[("employee_id", "="), ("benefit_id", "="), ("days", "&&")],
                        name="one_waiver_per_benefit_and_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ElectionLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("option_id", models.UUIDField()),
                ("starts_on", models.DateField()),
                ("dependants", models.JSONField(blank=True, default=list)),
                (
                    "cover",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True),
                ),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("quote_hash", models.CharField(blank=True, max_length=64)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="enrolments_app.electionbatch",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="election_lines",
                        to="enrolments_app.enrolment",
                    ),
                ),
            ],
            options={
                "db_table": "enrolments_app_electionline",
                "ordering": ["batch_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "position"), name="one_election_line_per_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceRequest",
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
                ("employer_id", models.UUIDField()),
                ("employee_id", models.CharField(max_length=64)),
                ("member_key", models.CharField(blank=True, max_length=100)),
                ("requested", models.DecimalField(decimal_places=4, max_digits=16)),
                ("guaranteed", models.DecimalField(decimal_places=4, max_digits=16)),
                ("currency", models.CharField(max_length=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("approved", "approved"),
                            ("denied", "denied"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_requests",
                        to="enrolments_app.enrolment",
                    ),
                ),
            ],
            options={
                "db_table": "enrolments_app_evidencerequest",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["employer_id", "id"], name="evidence_by_employer")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "pending")),
                        fields=("enrolment", "member_key"),
                        name="one_pending_request_per_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "pending")),
                            models.Q(
                                models.Q(("state", "pending"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_decided_when_not_pending",
                    ),
                ],
            },
        ),
    ]
