import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("traceability", "0014_numbers_and_inner_fields_of_earlier_events")]
    operations = [
        migrations.AddField(
            "subscription", "schedule", models.JSONField(blank=True, default=dict)
        ),
        migrations.AddField("subscription", "reports_empty", models.BooleanField(default=False)),
        migrations.AddField(
            "subscription", "begins_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField("subscription", "since", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "subscription", "next_at", models.DateTimeField(blank=True, db_index=True, null=True)
        ),
        migrations.AlterField(
            "delivery",
            "first",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="traceability.event",
            ),
        ),
        migrations.AddConstraint(
            "subscription",
            models.CheckConstraint(
                condition=models.Q(next_at__isnull=True) | models.Q(since__isnull=False),
                name="timetable_says_since_when",
            ),
        ),
    ]
