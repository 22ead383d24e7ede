import uuid

import django.db.models.deletion
from accounts.append_only import guard
from django.conf import settings
from django.db import migrations, models


def key():
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("traceability", "0004_events_have_ids_of_their_own"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="EventFact",
            fields=[
                key(),
                ("name", models.CharField(max_length=300)),
                ("value", models.CharField(blank=True, max_length=300)),
                (
                    "number",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                ("is_public", models.BooleanField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="traceability.event",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "value"], name="fact_by_value"),
                    models.Index(fields=["name", "number"], name="fact_by_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaptureJob",
            fields=[
                key(),
                ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "behaviour",
                    models.CharField(
                        choices=[
                            ("rollback", "tất cả hoặc không"),
                            ("proceed", "được cái nào ghi cái ấy"),
                        ],
                        max_length=8,
                    ),
                ),
                ("success", models.BooleanField()),
                ("errors", models.JSONField(default=list)),
                ("stored", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("success", True),
                            ("behaviour", "proceed"),
                            ("stored", 0),
                            _connector="OR",
                        ),
                        name="job_that_failed_stored_nothing_unless_told_to_proceed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedQuery",
            fields=[
                key(),
                ("name", models.CharField(max_length=60)),
                ("query", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "name"), name="query_name_is_used_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                key(),
                ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("dest", models.URLField(max_length=500)),
                ("secret", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
                ("last_notified_at", models.DateTimeField(blank=True, null=True)),
                (
                    "query",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="traceability.namedquery",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                key(),
                ("events", models.JSONField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("written_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="traceability.event",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="traceability.subscription",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "first"), name="subscriber_is_told_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("heard_at__isnull", True),
                            ("next_try_at__isnull", True),
                            _connector="OR",
                        ),
                        name="delivery_that_was_heard_is_not_tried_again",
                    ),
                ],
            },
        ),
        guard("traceability_eventfact"),
    ]
