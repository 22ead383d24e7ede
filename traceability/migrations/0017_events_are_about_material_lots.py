import django.db.models.deletion
from accounts.append_only import guard, lift
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("traceability", "0016_materials_and_their_lots")]
    operations = [
        lift("traceability_event"),
        migrations.AlterField(
            model_name="event",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("planting", "Gieo trồng, thả giống"),
                    ("treating", "Chăm bón, cho ăn, phun"),
                    ("harvest", "Thu hoạch"),
                    ("processing", "Chế biến"),
                    ("packing", "Đóng gói"),
                    ("inspecting", "Kiểm tra"),
                    ("testing", "Kiểm nghiệm"),
                    ("storing", "Nhập kho"),
                    ("shipping", "Giao đi"),
                    ("receiving", "Nhận hàng"),
                    ("selling", "Bán ra"),
                ],
                max_length=12,
                verbose_name="công đoạn",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="material_lot",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="traceability.materiallot",
            ),
        ),
        guard("traceability_event"),
    ]
