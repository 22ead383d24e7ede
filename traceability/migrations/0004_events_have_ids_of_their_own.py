from accounts.append_only import guard, lift
from django.db import migrations, models


def name_by_hash(apps, _editor):
    """What was written here so far is known by its hash id."""
    event = apps.get_model("traceability", "Event")
    event.objects.filter(event_id="").update(event_id=models.F("hash_id"))


class Migration(migrations.Migration):
    dependencies = [("traceability", "0003_event_may_correct_another")]
    operations = [
        lift("traceability_event"),
        migrations.AddField(
            model_name="event",
            name="event_id",
            field=models.CharField(default="", max_length=200, verbose_name="mã sự kiện"),
            preserve_default=False,
        ),
        migrations.RunPython(name_by_hash, migrations.RunPython.noop),
        migrations.AddField(
            model_name="event",
            name="declared_wrong_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="được báo sai lúc"),
        ),
        migrations.AlterField(
            model_name="event",
            name="hash_id",
            field=models.CharField(db_index=True, max_length=120, verbose_name="mã băm"),
        ),
        migrations.AlterField(
            model_name="event",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("harvest", "Thu hoạch"),
                    ("processing", "Chế biến"),
                    ("packing", "Đóng gói"),
                    ("inspecting", "Kiểm tra"),
                    ("storing", "Nhập kho"),
                    ("shipping", "Giao đi"),
                    ("receiving", "Nhận hàng"),
                    ("selling", "Bán ra"),
                ],
                max_length=12,
                verbose_name="công đoạn",
            ),
        ),
        migrations.AddIndex(
            model_name="event", index=models.Index(fields=["event_id"], name="event_by_id")
        ),
        migrations.AddIndex(
            model_name="event", index=models.Index(fields=["happened_at"], name="event_by_time")
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["recorded_at"], name="event_by_record_time"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("declared_wrong_at__isnull", True)),
                fields=("producer", "event_id"),
                name="event_is_told_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("declared_wrong_at__isnull", False)),
                fields=("producer", "event_id"),
                name="event_is_declared_wrong_once",
            ),
        ),
        guard("traceability_event"),
    ]
